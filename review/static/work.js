// The work page by keyboard: answer, go on, undo; nothing typed is lost. Without it, forms post.
import { forget, forgetOld, keep, kept } from "./drafts.js";
import { nextDoubt } from "./doubts.js";
import { Viewer } from "./viewer.js";

const CHECK_AFTER_MS = 220;
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
const RENEW_MS = 20000;
const HASTE_MS = { open: 80, again: 80, differs: 450, doubted: 450, changed: 450 };
const A_LINE = 44; // characters; arrows move inside a longer text
const NUMBERS = ["digits", "decimal", "date"];
const ACTS = { F2: "illegible", F4: "absent", F8: "new_scan", F9: "pass_on" };
const TOOLS = { F6: "cleaned", F7: "contrast", PageUp: "in", PageDown: "out", Home: "field", End: "fit" };

const words = document.getElementById("words").dataset;
const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const looks = load("looks", {});
const done = load("done", []); // addresses of fields answered, the last one at the end
const pace = load("pace", { fields: 0, ms: 0 });
let ahead = []; // fields fetched before they are needed
let skipped = []; // fields walked past
let work, viewer, shownAt, checking, busy;
let touched = false; // something was typed or chosen since the field came up
let composing = false;

// ---- showing ----

function begin() {
  work = document.getElementById("work");
  clearTimeout(checking); // of the field before
  if (!work || work.dataset.state === "none") return;
  shownAt = performance.now();
  touched = false;
  viewer = new Viewer(document.getElementById("viewer"), looks);
  const input = value();
  work.shown = input.value;
  work.asked = [...verdict().childNodes];
  const typed = kept(work.dataset.key);
  if (typed !== null && typed !== input.value) {
    input.value = typed;
    tell(words.kept, "");
    check();
  }
  const choices = buttons();
  mark(input.value);
  const asks = work.dataset.state === "differs" || (work.dataset.state === "open" && typed === null);
  if (choices.length && input.value && asks) {
    (choices.find((button) => button.getAttribute("aria-pressed") === "true") ?? choices[0]).focus();
  } else {
    input.focus();
    if (work.dataset.state === "open") input.select();
    else input.setSelectionRange(input.value.length, input.value.length);
  }
}

function show(html) {
  const fresh = typeof html === "string" ? parsed(html).querySelector("#work") : html;
  if (!fresh) return false;
  work.replaceWith(fresh);
  begin();
  return true;
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

const value = () => document.getElementById("value");
const verdict = () => document.getElementById("verdict");
const form = () => document.getElementById("answer");
const buttons = () => [...document.querySelectorAll(".choices button")];

function mark(text) {
  for (const button of buttons()) button.setAttribute("aria-pressed", String(button.value === text));
}

function tell(text, kind) {
  const box = document.getElementById("toasts");
  const note = document.createElement("p");
  note.className = `note ${kind ? `note--${kind}` : ""}`;
  note.textContent = text;
  box.replaceChildren(note);
  if (kind !== "bad") setTimeout(() => note.remove(), 5000);
}

// ---- answering ----

function typing() {
  const input = value();
  if (input.value === work.shown) forget(work.dataset.key);
  else keep(work.dataset.key, input.value);
  mark(input.value);
  clearTimeout(checking);
  checking = setTimeout(check, CHECK_AFTER_MS);
}

async function check() {
  clearTimeout(checking);
  const asked = work;
  const typed = value().value;
  if (typed === work.shown) {
    // Nothing is said for what nobody typed; what the server said comes back, reasons and all.
    verdict().replaceChildren(...work.asked);
    value().classList.toggle("is-bad", Boolean(document.querySelector("#verdict .note")));
    return;
  }
  if (!typed.trim()) {
    verdict().replaceChildren();
    return;
  }
  try {
    const answer = await fetch("/work/check", { method: "POST", body: fields(), headers: { "X-CSRF-Token": csrf } });
    if (answer.ok && asked === work && value().value === typed) {
      const said = parsed(await answer.text()).body;
      verdict().replaceChildren(...said.childNodes);
      value().classList.toggle("is-bad", Boolean(document.querySelector("#verdict .note")));
    }
  } catch {
    // No network: the answer will say the same when it is back.
  }
}

function fields(act) {
  const data = new URLSearchParams(new FormData(form()));
  data.set("seconds", ((performance.now() - shownAt) / 1000).toFixed(2));
  if (act) data.set("act", act);
  const same = ahead[0]?.dataset.document === work.dataset.document && ahead[0].dataset.record === work.dataset.record;
  if (same) data.set("following", ahead[0].dataset.address);
  return data;
}

async function answer(act) {
  if (busy || !work || work.dataset.state === "none") return;
  if (act === "confirm" && !value().value.trim()) {
    tell(words.nothing, "warn");
    value().focus();
    return;
  }
  busy = true;
  const began = work;
  const body = fields(act);
  if (act === "confirm") keep(began.dataset.key, value().value);
  const said = await insist("/work/answer", body);
  busy = false;
  if (!said) return;
  if (said.status === 204 || said.status === 200) {
    // The next field of the same record comes anew: what was typed may bear upon it.
    const fresh = said.status === 200 && parsed(await said.text()).querySelector("#work");
    if (fresh && ahead[0]?.dataset.address === fresh.dataset.address) ahead[0] = fresh;
    forget(began.dataset.key);
    done.push(began.dataset.address);
    pace.fields += 1;
    pace.ms += performance.now() - shownAt;
    if (began.dataset.state === "open" || began.dataset.state === "again") count(-1);
    save();
    await next();
  } else if (said.status === 422 || said.status === 409) {
    const text = await said.text();
    const old = value().value;
    const oldKey = began.dataset.key;
    if (said.status === 409) {
      forget(oldKey);
      const fresh = parsed(text).querySelector("#work");
      if (fresh && old) keep(fresh.dataset.key, old);
    }
    if (!show(text)) location.reload();
  } else if (said.status === 410) {
    tell(await said.text(), "bad"); // somebody else has it now; the draft stays
    await next();
  } else if (said.status === 401 || said.status === 403 || said.redirected) {
    tell(words.out, "bad");
  } else {
    location.reload();
  }
}

// Posts until there is an answer; what was typed stays in the browser meanwhile.
async function insist(address, body) {
  for (let tries = 0; ; tries += 1) {
    try {
      const said = await fetch(address, { method: "POST", body, headers: { "X-CSRF-Token": csrf, "X-Part": "1" }, redirect: "manual" });
      if (said.type === "opaqueredirect") return { status: 401 };
      if (said.status < 500 && said.status !== 429) {
        if (tries) tell(words.back, "good");
        return said;
      }
    } catch {
      // The network, or the server is being started again.
    }
    tell(words.away, "bad");
    await new Promise((go) => setTimeout(go, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]));
  }
}

// ---- moving on ----

async function next() {
  const before = work;
  while (ahead.length) {
    const fresh = ahead.shift();
    if (fresh.dataset.key === before.dataset.key) continue;
    show(fresh);
    refill();
    return;
  }
  const found = await fetchAhead();
  if (found.length) {
    ahead = found;
    show(ahead.shift());
    refill();
  } else if (!(await showNow())) {
    location.assign("/work" + location.search);
  }
}

// Put in place what /work shows now; what was just told to the person stays in sight.
async function showNow() {
  try {
    const said = await fetch("/work" + location.search, { redirect: "manual" });
    return said.ok && show(await said.text());
  } catch {
    return false;
  }
}

async function fetchAhead() {
  const known = [work, ...ahead].map((one) => one.dataset.key);
  const held = [work, ...ahead].map((one) => one.dataset.address);
  const query = new URLSearchParams(location.search);
  for (const address of skipped) query.append("past", address);
  for (const address of held) query.append("have", address);
  try {
    const said = await fetch(`/work/ahead?${query}`, { redirect: "manual" });
    if (!said.ok) return [];
    const page = parsed(await said.text());
    const left = page.querySelector("[data-left]")?.dataset.left;
    if (left) document.getElementById("left").textContent = left;
    return [...page.querySelectorAll(".work")].filter((one) => !known.includes(one.dataset.key));
  } catch {
    return [];
  }
}

async function refill() {
  if (ahead.length > 2) return;
  const found = await fetchAhead();
  const known = new Set([work.dataset.key, ...ahead.map((one) => one.dataset.key)]);
  ahead.push(...found.filter((one) => !known.has(one.dataset.key)));
  for (const one of ahead) {
    for (const svg of one.querySelectorAll("svg[data-source]")) {
      const picture = new Image();
      picture.src = looks.cleaned ? svg.dataset.cleaned : svg.dataset.source;
      picture.decode().catch(() => {});
    }
  }
}

async function open(address) {
  try {
    const said = await fetch(address, { headers: { "X-Part": "1" } });
    if (said.ok) return show(await said.text());
    if (said.status === 409) tell(words.held, "warn");
  } catch {
    tell(words.away, "bad");
  }
  return false;
}

async function walk(forward) {
  if (busy) return;
  if (!forward) {
    const back = skipped.pop();
    if (back) {
      ahead.unshift(work.cloneNode(true));
      await open(back);
    } else tell(words.first, "");
    return;
  }
  const here = work.dataset.address;
  skipped = skipped.filter((one) => one !== here);
  skipped.push(here);
  await next();
}

async function undo() {
  const input = value();
  if (input && input.value !== work.shown) {
    input.value = work.shown;
    forget(work.dataset.key);
    mark(input.value);
    check();
    return;
  }
  const back = done.pop();
  if (!back) return;
  save();
  ahead.unshift(work.cloneNode(true));
  if (await open(back)) count(1);
}

function count(change) {
  const box = document.getElementById("left");
  box.textContent = String(Math.max(0, Number(box.textContent) + change));
}

// ---- keys ----

document.addEventListener("compositionstart", () => (composing = true));
document.addEventListener("compositionend", () => (composing = false));

document.addEventListener("keydown", (event) => {
  // While Telex or VNI composes, every key belongs to it. 229 is what some of them send instead.
  if (composing || event.isComposing || event.keyCode === 229) return;
  if (document.getElementById("help").open || !work || work.dataset.state === "none") return;
  const target = event.target;
  if (target.closest?.(".strip, .top")) return;
  const inValue = target.id === "value";
  const inChoices = Boolean(target.closest?.(".choices"));
  if (act(event, inValue, inChoices)) event.preventDefault();
});

function act(event, inValue, inChoices) {
  const { key } = event;
  if (key === "F3" && !event.altKey && !event.ctrlKey) return nextDoubt(work, value(), buttons()), true;
  if (key === "F1") return document.getElementById("help").showModal(), true;
  if (ACTS[key] && !event.altKey && !event.ctrlKey) return answer(ACTS[key]), true;
  const tool = event.shiftKey ? { PageUp: "right", PageDown: "left" }[key] : TOOLS[key];
  if (tool && !((key === "Home" || key === "End") && inValue)) return viewer.do(tool), true;
  if (key === "Escape") return undo(), true;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  // In a field of numbers a digit is the beginning of one, unless the page asks to choose.
  const chooses = !NUMBERS.includes(value().dataset.kind) || work.dataset.state === "differs";
  if (digit && (event.altKey || (chooses && !inValue && !event.ctrlKey && !inText(event.target)))) return pick(digit);
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (key === "Enter" && (inValue || inChoices || event.target === document.body || event.target.name?.includes("reason"))) {
    // A key held down, or pressed twice in haste, must not confirm what came up only now.
    if (event.repeat || (!touched && performance.now() - shownAt < HASTE_MS[work.dataset.state])) return true;
    if (inChoices) take(event.target.closest("button"));
    return answer("confirm"), true;
  }
  if (key === "Tab" && (inValue || inChoices)) return walk(!event.shiftKey), true;
  if (key === "ArrowDown" || key === "ArrowUp") return step(key === "ArrowDown" ? 1 : -1, event.target);
  if (!inValue && !inText(event.target) && key.length === 1 && key !== " ") {
    // Somebody begins to type: the input takes it, in place of what is there.
    value().focus();
    value().select();
  }
  return false;
}

function inText(target) {
  return target.matches?.('input:not([type="radio"]), select, textarea');
}

function pick(digit) {
  touched = true;
  const button = buttons().find((one) => one.dataset.number === digit);
  if (!button) return false;
  button.focus();
  take(button);
  return true;
}

function take(button) {
  value().value = button.value;
  typing();
}

function step(by, from) {
  if (from.type === "radio" || from.closest?.(".viewer__sheet")) return false;
  if (from.id === "value" && from.value.length > A_LINE && (by > 0 ? from.selectionEnd < from.value.length : from.selectionStart > 0)) return false;
  const stops = [value(), ...buttons(), ...document.querySelectorAll(".acts button")];
  const place = stops.indexOf(from.closest?.("button") ?? from);
  if (place < 0) return false;
  stops[(place + by + stops.length) % stops.length].focus();
  return true;
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "value") return;
  touched = true;
  typing();
});
document.addEventListener("focusin", (event) => {
  // Walking the list by arrows shows each reading in the input.
  const button = event.target.closest?.(".choices button");
  if (button && button.matches(":focus-visible") && work.dataset.state !== "doubted") take(button);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".choices button");
  if (!button) return;
  event.preventDefault();
  take(button);
  button.focus();
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "answer") return;
  event.preventDefault();
  if (event.submitter?.name === "pick") take(event.submitter);
  answer(event.submitter?.name === "act" ? event.submitter.value : "confirm");
});
document.getElementById("help-button").addEventListener("click", () => document.getElementById("help").showModal());

// ---- keeping ----

function load(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(`sodo:${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function save() {
  sessionStorage.setItem("sodo:looks", JSON.stringify(looks));
  sessionStorage.setItem("sodo:done", JSON.stringify(done.slice(-50)));
  sessionStorage.setItem("sodo:pace", JSON.stringify(pace));
  if (!pace.fields) return;
  document.getElementById("mine").hidden = false;
  document.getElementById("done").textContent = String(pace.fields);
  document.getElementById("pace").textContent = (pace.ms / pace.fields / 1000).toFixed(1).replace(".", document.documentElement.lang === "vi" ? "," : ".");
}

function renew() {
  if (!work || work.dataset.state === "none" || document.hidden) return;
  const body = new URLSearchParams();
  for (const one of [work, ...ahead]) body.append("task", one.dataset.address.split("?")[1]);
  fetch("/work/keep", { method: "POST", body, headers: { "X-CSRF-Token": csrf }, redirect: "manual" })
    .then((said) => (said.ok ? said.json() : []))
    .then(lost)
    .catch(() => {});
}

// Somebody took fields over: those fetched ahead go, the one on the screen says so and stays.
function lost(taken) {
  const by = new Map(taken.map(([task, person]) => [`/work/task?${task}`, person]));
  ahead = ahead.filter((one) => !by.has(one.dataset.address));
  const person = by.get(work.dataset.address);
  if (!person || document.getElementById("taken")) return;
  const note = document.createElement("p");
  note.id = "taken";
  note.className = "note note--bad";
  note.setAttribute("role", "alert");
  note.textContent = words.taken.replace("{person}", person);
  document.getElementById("verdict").before(note);
}

setInterval(renew, RENEW_MS);
document.addEventListener("visibilitychange", () => document.hidden || renew());
window.addEventListener("pagehide", save);

forgetOld();
save();
begin();
refill();
