// The document list: one box ticks all; nothing ticked exports nothing.
const boxes = () => [...document.querySelectorAll('input[name="documents"]')];
const all = document.getElementById("tick-all");
const send = document.getElementById("export-ticked");

function count() {
  const ticked = boxes().filter((box) => box.checked).length;
  send.disabled = ticked === 0;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && ticked < boxes().length;
}

if (all && send) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    count();
  });
  document.addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
}
