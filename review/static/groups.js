// Group verification by keyboard: arrows move between crops, the space bar unticks, Ctrl+Enter accepts.

const form = document.getElementById("group");

if (form) {
  const boxes = [...form.querySelectorAll('input[type="checkbox"]:not(:disabled)')];
  const count = () => (document.getElementById("ticked").textContent = String(boxes.filter((box) => box.checked).length));
  form.addEventListener("change", count);
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && event.ctrlKey) return form.requestSubmit();
    const place = boxes.indexOf(event.target);
    if (place < 0) return;
    const top = (box) => box.getBoundingClientRect().top;
    const across = boxes.filter((box) => Math.abs(top(box) - top(event.target)) < 20).length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    if (!step) return;
    boxes[Math.min(Math.max(place + step, 0), boxes.length - 1)].focus();
    event.preventDefault();
  });
  count();
  boxes[0]?.focus();
}
