// What is typed and not yet saved, kept in this browser: one entry per field and version.

const HEAD = "sodo:typed:";
const KEPT_MS = 24 * 3600 * 1000;

export function keep(key, value) {
  try {
    localStorage.setItem(HEAD + key, JSON.stringify({ value, at: Date.now() }));
  } catch {
    // A full or forbidden store: the value is still in the input.
  }
}

export function kept(key) {
  const said = localStorage.getItem(HEAD + key);
  if (!said) return null;
  try {
    return JSON.parse(said).value;
  } catch {
    return null;
  }
}

export function forget(key) {
  localStorage.removeItem(HEAD + key);
}

export function forgetAll() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(HEAD)) localStorage.removeItem(name);
  sessionStorage.clear();
}

// Values of fields that others have changed meanwhile would lie here for ever.
export function forgetOld(now = Date.now()) {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(HEAD)) continue;
    try {
      if (now - JSON.parse(localStorage.getItem(name)).at < KEPT_MS) continue;
    } catch {
      // Not ours, or broken off: away with it.
    }
    localStorage.removeItem(name);
  }
}
