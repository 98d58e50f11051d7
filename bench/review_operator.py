"""An operator in a real browser who knows what the paper says and works by keyboard alone."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.review_edits import over_doubts, word_by_word
from bench.review_keys import Answered, telex_keys
from review.judging import same_value, shown
from review.task_view import query_of
from schemas.errors import SettingsError
from store.tasks import FieldId

VIEW: Final[ViewportSize] = {"width": 1366, "height": 657}
# Debian's name, then those of other systems.
_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
# The page takes no Enter for a field that has only just come up: 80 ms, 450 ms for a question.
_LOOK_MS: Final = {"open": 120, "again": 120}
_LOOK_LONG_MS: Final = 500
_LONGEST_MS: Final = 60_000
_MOST_QUESTIONS: Final = 4

# field -> what the paper says, as the contract writes it; None where it says nothing.
Truth = Mapping[FieldId, str | None]

# Notes in the page when the field after this one is there with its picture.
_WATCH: Final = """() => {
  const told = document.documentElement.dataset;
  const name = (work) => work.dataset.key + work.dataset.state;
  const old = name(document.getElementById("work"));
  let keyAt = 0;
  told.watched = "";
  delete told.shownMs;
  addEventListener("keydown", (event) => (keyAt = event.timeStamp), { capture: true, once: true });
  const seen = new MutationObserver(async () => {
    const work = document.getElementById("work");
    if (!work || name(work) === old) return;
    seen.disconnect();
    const href = work.querySelector("#crop image")?.getAttribute("href");
    if (href) {
      const picture = new Image();
      picture.src = href;
      await picture.decode().catch(() => {});
    }
    requestAnimationFrame(() => setTimeout(() => (told.shownMs = performance.now() - keyAt)));
  });
  seen.observe(document.getElementById("main"), { childList: true, subtree: true });
}"""
# Where the reading in the input is in doubt, as F3 goes through it.
_PLACES: Final = """() => {
  const input = document.getElementById("value").value;
  const readings = [...document.querySelectorAll(".choices button")];
  const reading = readings.find((one) => one.value === input);
  const places = [];
  let at = 0;
  for (const node of reading?.querySelector(".pieces").childNodes ?? []) {
    const end = at + node.textContent.length;
    if (node.nodeName === "MARK") places.push([at, end]);
    at = end;
  }
  return places;
}"""
# The field is there, or a page that was loaded anew.
_MOVED: Final = "html[data-shown-ms], html:not([data-watched]) #work"


class Sight(NamedTuple):
    """The field on the screen."""

    field: FieldId
    state: str
    blind: bool
    value: str
    choices: tuple[str, ...]
    page: int


class Operator:
    """Answers field after field; ``answered`` is what it did."""

    def __init__(self, page: Page, truth: Truth) -> None:
        self.page = page
        self.truth = truth
        self.answered: list[tuple[FieldId, Answered]] = []
        self._keys = 0

    def log_in(self, name: str, password: str) -> None:
        page = self.page
        page.goto("/login?next=/work")
        page.locator("[name=name]").press_sequentially(name)
        page.locator("[name=password]").press_sequentially(password)
        page.keyboard.press("Enter")
        page.wait_for_selector("#work")
        page.wait_for_load_state("networkidle")  # keys do nothing before the script is there

    def open(self, field: FieldId) -> None:
        """Open one field, whether or not it waits for anybody."""
        self.go(f"/work/task?{query_of(field)}")

    def go(self, address: str) -> None:
        """Open the work page at an address and wait until its script is at work."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    @property
    def here(self) -> FieldId:
        """The field on the screen, where there must be one."""
        sight = self.sight
        if sight is None:
            raise ValueError("nothing is left")
        return sight.field

    @property
    def sight(self) -> Sight | None:
        """The field on the screen; None when nothing is left."""
        said = self.page.evaluate(
            """() => {
              const work = document.getElementById("work");
              if (work.dataset.state === "none") return null;
              const { document: number, record, path, state, blind } = work.dataset;
              const page = work.querySelector(".viewer__page")?.textContent ?? "1";
              const choices = [...work.querySelectorAll(".choices button")];
              return [Number(number), Number(record), path, state, blind === "1",
                document.getElementById("value").value, choices.map((one) => one.value),
                Number(/\\d+/.exec(page)?.[0] ?? 1)];
            }"""
        )
        if said is None:
            return None
        document, record, path, state, blind, value, choices, page = said
        field = FieldId(document, record, path)
        return Sight(field, state, blind, value, tuple(choices), page)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self._keys += key.count("+") + 1

    def type(self, text: str) -> None:
        """Write in place of what is in the input."""
        if self.page.evaluate("document.activeElement.id") != "value":
            while self.page.evaluate("document.activeElement.id") != "value":
                self.press("ArrowUp")
            self.press("Control+a")
        self.page.keyboard.type(text)
        self._keys += telex_keys(text)

    def answer(self) -> Answered | None:
        """Answer the field on the screen and wait for the next one; None when none is left."""
        sight = self.sight
        if sight is None:
            return None
        self._keys = 0
        wanted = shown(sight.field.path, self.truth.get(sight.field))
        how, ms = self._say(sight, wanted)
        for _ in range(_MOST_QUESTIONS):
            now = self.sight
            if now is None or now.field != sight.field:
                break
            ms = self._insist(now, wanted)
        else:
            raise ValueError(f"the page does not take {sight.field.path}")
        done = Answered(
            how, self._keys, ms, wanted, sight.field.document_id, sight.page, sight.value
        )
        self.answered.append((sight.field, done))
        return done

    def confirm(self) -> float | None:
        """Take what is shown, whatever the paper says; return when the next field was in sight."""
        before = self.here
        self.page.wait_for_timeout(_LOOK_MS["open"])
        ms = self.leave("Enter")
        for _ in range(_MOST_QUESTIONS):
            now = self.sight
            if now is None or now.field != before:
                return ms
            self.page.wait_for_timeout(_LOOK_LONG_MS)
            ms = self.leave("Enter")
        raise ValueError(f"the page does not take {before.path}")

    def _say(self, sight: Sight, wanted: str) -> tuple[str, float | None]:
        """Give the answer; return how it was given, and when something else was shown."""
        self.page.wait_for_timeout(_LOOK_MS.get(sight.state, _LOOK_LONG_MS))
        how, choice = self._way(sight, wanted)
        if how == "choice":
            self.press(str(choice))
        elif how == "typed" and self._edit(sight.value, wanted):
            how = "edited"
        elif how in ("typed", "blind"):
            self.type(wanted)
        return how, self.leave("F4" if how == "absent" else "Enter")

    def _edit(self, read: str, wanted: str) -> bool:
        """Put the text right, if that takes fewer keys than typing it; say whether it is now."""
        places = [(start, end) for start, end in self.page.evaluate(_PLACES)]
        pieces = over_doubts(read, wanted, places)
        steps = word_by_word(read, wanted)
        if pieces and sum(1 + (telex_keys(one) or 1) for one in pieces) < telex_keys(wanted):
            for (start, end), piece in zip(places, pieces, strict=False):
                self.press("F3")
                if piece != read[start:end]:
                    self._type_over(piece)
        elif read and 3 + sum(step.keys for step in steps) < telex_keys(wanted):
            self.press("F3")
            self.press("Control+End")
            for step in steps:
                for _ in range(step.leaps):
                    self.press("Control+ArrowLeft")
                for _ in range(step.words):
                    self.press("Control+Shift+ArrowLeft")
                self._type_over(step.typed)
        else:
            return False
        now: str = self.page.evaluate("document.getElementById('value').value")
        if now.strip() != wanted:
            self.press("Control+a")
        return now.strip() == wanted

    def _type_over(self, piece: str) -> None:
        if piece:
            self.page.keyboard.insert_text(piece)
            self._keys += telex_keys(piece)
        else:
            self.press("Delete")

    def _way(self, sight: Sight, wanted: str) -> tuple[str, int]:
        path = sight.field.path
        if not wanted:
            return "absent", 0
        if sight.blind:
            return "blind", 0
        if same_value(path, sight.value, wanted):
            return "as read", 0
        for number, text in enumerate(sight.choices, start=1):
            if same_value(path, text, wanted):
                return "choice", number
        return "typed", 0

    def _insist(self, now: Sight, wanted: str) -> float | None:
        """Stand by the answer after a question."""
        self.page.wait_for_timeout(_LOOK_LONG_MS)
        if now.state == "differs" and not same_value(now.field.path, now.value, wanted):
            self.press("1")
        return self.leave("Enter")

    def leave(self, key: str) -> float | None:
        """Press it and wait until something else is shown; return how many milliseconds later.

        None where the page was loaded anew, as it is when nothing more is at hand.
        """
        self.page.evaluate(_WATCH)
        self.press(key)
        self.page.wait_for_selector(_MOVED, state="attached", timeout=_LONGEST_MS)
        self.page.wait_for_load_state()
        ms = self.page.locator("html").get_attribute("data-shown-ms")
        return None if ms is None else float(ms)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser without a window.

    Raises:
        SettingsError: none is installed.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise SettingsError("Chromium is not installed")
    as_root = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=as_root)
        yield browser
        browser.close()
