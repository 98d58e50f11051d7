// The page beside the field: zoom, move, turn, contrast, cleaned. Works on the picture's viewBox.

const NEAREST = 0.12;
const STEP = 1.35;
// How much of the page's width is shown at first: lines are legible, neighbours in sight.
const FIRST_SHARE = 0.62;

export class Viewer {
  // `looks` outlives fields: contrast and cleaned stay as they were chosen.
  constructor(section, looks) {
    this.section = section;
    this.looks = looks;
    this.sheet = section.querySelector(".viewer__sheet");
    if (!this.sheet) return;
    this.svg = this.sheet.querySelector("svg");
    this.level = this.svg.querySelector(".level");
    this.image = this.svg.querySelector("image");
    this.frame = this.svg.querySelector("rect.frame:last-of-type");
    this.width = Number(this.image.getAttribute("width"));
    this.height = Number(this.image.getAttribute("height"));
    this.resting = this.level.getAttribute("transform");
    this.turned = 0;
    this.#listen();
    this.show();
    this.toField();
  }

  get here() {
    return Boolean(this.svg);
  }

  do(tool) {
    if (!this.here) return;
    const acts = {
      in: () => this.zoom(1 / STEP),
      out: () => this.zoom(STEP),
      fit: () => this.fit(),
      field: () => this.toField(0.3),
      left: () => this.turn(-90),
      right: () => this.turn(90),
      contrast: () => this.toggle("contrast"),
      cleaned: () => this.toggle("cleaned"),
    };
    acts[tool]?.();
  }

  toggle(look) {
    this.looks[look] = !this.looks[look];
    this.show();
  }

  show() {
    for (const svg of document.querySelectorAll("#work svg[data-source]")) {
      const wanted = this.looks.cleaned ? svg.dataset.cleaned : svg.dataset.source;
      const image = svg.querySelector("image");
      if (image.getAttribute("href") !== wanted) image.setAttribute("href", wanted);
    }
    document.getElementById("work").classList.toggle("is-contrast", Boolean(this.looks.contrast));
    for (const look of ["contrast", "cleaned"]) {
      this.section.querySelector(`[data-tool="${look}"]`)?.setAttribute("aria-pressed", String(Boolean(this.looks[look])));
    }
  }

  fit() {
    this.#look(this.width / 2, this.height / 2, Math.max(this.width, this.height * this.#aspect()));
  }

  toField(share = FIRST_SHARE) {
    if (!this.frame) return this.fit();
    const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(this.frame.getAttribute(name)));
    const wide = Math.max(this.width * share, w * 1.15, h * 1.6 * this.#aspect());
    const middle = wide >= this.width ? this.width / 2 : clamp(x + w / 2, wide / 2, this.width - wide / 2);
    const high = wide / this.#aspect();
    const down = high >= this.height ? this.height / 2 : clamp(y + h / 2, high / 2, this.height - high / 2);
    this.#look(middle, down, wide);
  }

  zoom(factor, at = null) {
    const view = this.view;
    const wide = clamp(view.wide * factor, this.width * NEAREST, Math.max(this.width, this.height * this.#aspect()) * 1.4);
    const grown = wide / view.wide;
    const [x, y] = at ?? [view.x, view.y];
    this.#look(x + (view.x - x) * grown, y + (view.y - y) * grown, wide);
    if (wide < this.width * 0.45) this.#sharpen();
  }

  move(across, down) {
    this.#look(this.view.x + across * this.view.wide, this.view.y + down * this.view.wide, this.view.wide);
  }

  turn(degrees) {
    this.turned = (this.turned + degrees) % 360;
    const { x, y } = this.view;
    this.level.setAttribute("transform", `rotate(${this.turned} ${x} ${y}) ${this.turned ? "" : this.resting}`);
  }

  // The picture at full size is fetched only when somebody looks closely.
  #sharpen() {
    const detail = this.svg.dataset.detail;
    if (!detail || this.looks.cleaned || this.sharp) return;
    this.sharp = true;
    const full = new Image();
    full.src = detail;
    full.decode().then(
      () => {
        if (!this.looks.cleaned) this.image.setAttribute("href", detail);
      },
      () => {},
    );
  }

  #aspect() {
    const { width, height } = this.sheet.getBoundingClientRect();
    return width && height ? width / height : 0.75;
  }

  #look(x, y, wide) {
    this.view = { x: clamp(x, 0, this.width), y: clamp(y, 0, this.height), wide };
    const high = wide / this.#aspect();
    this.svg.setAttribute("viewBox", `${this.view.x - wide / 2} ${this.view.y - high / 2} ${wide} ${high}`);
  }

  #listen() {
    this.section.querySelector(".viewer__tools").addEventListener("click", (event) => {
      const button = event.target.closest("[data-tool]");
      if (button) this.do(button.dataset.tool);
    });
    this.sheet.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey) return; // the browser's own zoom
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? STEP : 1 / STEP, this.#spot(event));
      },
      { passive: false },
    );
    this.sheet.addEventListener("pointerdown", (event) => {
      this.held = { x: event.clientX, y: event.clientY };
      this.sheet.setPointerCapture(event.pointerId);
      this.sheet.classList.add("is-held");
      event.preventDefault(); // the input keeps the focus
    });
    this.sheet.addEventListener("pointermove", (event) => {
      if (!this.held) return;
      const width = this.sheet.getBoundingClientRect().width;
      this.move((this.held.x - event.clientX) / width, (this.held.y - event.clientY) / width);
      this.held = { x: event.clientX, y: event.clientY };
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.sheet.addEventListener(end, () => {
        this.held = null;
        this.sheet.classList.remove("is-held");
      });
    }
    this.sheet.addEventListener("dblclick", () => this.toField(0.3));
    this.sheet.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, -0.12], ArrowDown: [0, 0.12] };
      const tools = { "+": "in", "=": "in", "-": "out", "0": "fit" };
      if (moves[event.key]) this.move(...moves[event.key]);
      else if (tools[event.key]) this.do(tools[event.key]);
      else return;
      event.preventDefault();
    });
  }

  #spot(event) {
    const { left, top, width } = this.sheet.getBoundingClientRect();
    const scale = this.view.wide / width;
    const high = this.view.wide / this.#aspect();
    return [
      this.view.x - this.view.wide / 2 + (event.clientX - left) * scale,
      this.view.y - high / 2 + (event.clientY - top) * scale,
    ];
  }
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
