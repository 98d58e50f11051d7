"""Everything on every page can be read by weak eyes, and worked at twice its size."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from review.desk import Desk
from schemas.settings import Settings
from tests.review.conftest import Enter
from tests.review.filed import differing, file_document, flagged, sure

pytestmark = pytest.mark.slow

NAME, AREA = "holders[0].full_name", "parcels[0].area_m2"
NAMES = "pattern=holders[].full_name"
# WCAG 2.2, 1.4.3: 4.5 to 1, for large letters 3 to 1; of the text against what is painted below.
CONTRASTS = Path(__file__).with_name("contrasts.js").read_text("utf-8")


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


def pages(document: int) -> tuple[str, ...]:
    return (
        *("/work", f"/work?{NAMES}", "/work?pattern=parcels[].area_m2", f"/groups?{NAMES}"),
        *("/documents", f"/documents/{document}", f"/documents/{document}/arrange"),
        *("/upload", "/upload/photo", "/exports", "/progress", "/quality", "/users", "/audit"),
        *("/account", "/nowhere"),
    )


def certificate(desk: Desk) -> int:
    readings = (
        flagged(NAME, "Trần Văn An", differing("Trần Văn Ấn")),
        flagged(AREA, "120.5", differing("1205"), row=2),
        sure("certificate.serial", "CP 673047"),
    )
    return file_document(desk, readings)


def test_every_text_stands_out_from_what_is_behind_it(enter: Enter, desk: Desk) -> None:
    document = certificate(desk)
    page = enter("administrator")
    faint: dict[str, list[str]] = {}

    for path in pages(document):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        faint[path] = page.evaluate(CONTRASTS)
    page.goto(f"/work?{NAMES}")
    page.wait_for_load_state("networkidle")
    page.fill("#value", "Trần")
    page.keyboard.press("Enter")
    page.wait_for_selector('#work[data-state="doubted"]')
    faint["doubted"] = page.evaluate(CONTRASTS)
    page.keyboard.press("F1")
    faint["keys"] = page.evaluate(CONTRASTS)

    assert {path: texts for path, texts in faint.items() if texts} == {}


def test_a_faint_text_is_found(enter: Enter, desk: Desk) -> None:
    certificate(desk)
    page = enter("operator")

    page.evaluate("document.querySelector('.task__crumb').style.color = '#bbb'")

    assert len(page.evaluate(CONTRASTS)) == 1


def test_at_twice_the_size_nothing_lies_outside_the_window(enter: Enter, desk: Desk) -> None:
    document = certificate(desk)
    page = enter("administrator")
    page.set_viewport_size({"width": 683, "height": 384})
    wide = []

    for path in pages(document):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)

    assert wide == []


def test_whatever_has_the_focus_shows_it(enter: Enter, desk: Desk) -> None:
    document = certificate(desk)
    page = enter("administrator")
    unseen: dict[str, list[str]] = {}

    for path in pages(document):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        unseen[path] = walked(page)

    assert {path: places for path, places in unseen.items() if places} == {}


def walked(page: Page) -> list[str]:
    """Put the focus on everything that takes it; return what looks the same with it."""
    found: list[str] = page.evaluate(
        """() => {
          const look = (one) => {
            const said = getComputedStyle(one);
            return [said.outlineStyle + said.outlineWidth, said.boxShadow, said.borderColor].join();
          };
          const all = "a[href], button, input, select, textarea, summary";
          return [...document.querySelectorAll(all)]
            .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.disabled)
            .filter((one) => {
              document.activeElement.blur();
              const before = look(one);
              one.focus({ focusVisible: true });
              return document.activeElement === one && look(one) === before;
            })
            .map((one) => one.outerHTML.slice(0, 120));
        }"""
    )
    return found
