// Characters in doubt: where readings differ, selected one after the other to be typed over.

// Selects the next one behind the cursor. `work` remembers where they were while the text changes.
export function nextDoubt(work, input, readings) {
  const reading = readings.find((one) => one.value === input.value);
  if (reading) work.doubts = { length: input.value.length, places: doubtful(reading) };
  const { length, places } = work.doubts ?? { length: 0, places: [] };
  const grown = input.value.length - length; // by what was typed over earlier ones
  const from = document.activeElement === input ? input.selectionEnd - grown : 0;
  const [start, end] = places.find(([first]) => first >= from) ?? places[0] ?? [];
  input.focus();
  if (start === undefined) return;
  const moved = start >= from ? grown : 0;
  input.setSelectionRange(start + moved, end + moved);
}

function doubtful(reading) {
  const places = [];
  let at = 0;
  for (const node of reading.querySelector(".pieces").childNodes) {
    const end = at + node.textContent.length;
    if (node.nodeName === "MARK") places.push([at, end]);
    at = end;
  }
  return places;
}
