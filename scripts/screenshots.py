"""Draws every page of the review page into docs/review/, with samples that were really read."""

import argparse
import io
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from bench.review_database import free_port
from bench.review_operator import Operator, Truth, chromium
from bench.review_server import serving
from bench.review_station import read_station, reviewing, truth_of
from review.answers import accepted
from review.judging import Verdict
from review.passwords import hashed
from schemas.reading import Reading
from schemas.settings import Settings
from store.answering import answer
from store.errors import StoreError
from store.readings import fields
from store.session import Store, open_store
from store.tasks import FieldId, Policy
from store.users import Role, add_token, add_user
from store.worklist import next_tasks
from workers.station_folder import database_url

ROOT: Final = Path(__file__).parent.parent
SIZE: Final[ViewportSize] = {"width": 1366, "height": 768}
QUALITIES: Final = (82, 70, 55)
LARGEST_BYTES: Final = 110_000
PASSWORD: Final = "chi-de-ve-hinh"
PEOPLE: Final = {
    "lan": Role.OPERATOR,
    "minh": Role.OPERATOR,
    "tuan": Role.SUPERVISOR,
    "admin": Role.ADMINISTRATOR,
}
# Every edition, from clean to worst; what they leave to people is enough for every page.
SAMPLES: Final = ("01", "05", "06", "07", "11", "15", "16", "18", "24")
DAYS: Final = 9
A_DAY: Final = 6
POLICY: Final = Policy(frozenset({"certificate.serial"}), sample_share=0.45)
# What the station is set to while the pictures are drawn.
SETTINGS: Final = {
    "SODO_SAMPLE_SHARE": "0",
    "SODO_DOUBLE_KEYED": "certificate.serial",
    "SODO_CAMPAIGN_GOAL": "40",
    "SODO_CAMPAIGN_UNTIL": "2026-12-31",
}


class Shot(NamedTuple):
    """A picture of one page: its file's name, who looks, and the page's address."""

    name: str
    person: str
    address: str


PAGES: Final = (
    Shot("documents", "tuan", "/documents"),
    Shot("document", "tuan", "/documents/{document}"),
    Shot("arrange", "tuan", "/documents/{document}/arrange"),
    Shot("history", "tuan", "/documents/{document}/history?record=0&path={path}"),
    Shot("groups", "lan", "/groups?pattern=parcels[].purposes[].form"),
    Shot("upload", "lan", "/upload"),
    Shot("photo", "lan", "/upload/photo"),
    Shot("exports", "tuan", "/exports"),
    Shot("progress", "tuan", "/progress"),
    Shot("quality", "tuan", "/quality"),
    Shot("users", "admin", "/users"),
    Shot("audit", "admin", "/audit"),
    Shot("account", "lan", "/account"),
    Shot("refused", "lan", "/users"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "docs" / "review")
    parser.add_argument("--data", type=Path, help="a station that has read the samples already")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        data = arguments.data
        if data is None:
            data = Path(stack.enter_context(TemporaryDirectory(prefix="sodo-pictures-"))) / "data"
            read_station(data, _samples(), batch="xa-hai-hoa")
        settings = Settings(data_dir=data)
        store = stack.enter_context(open_store(database_url(settings)))
        truth = truth_of(store, ROOT / "samples" / "truth")
        for name, role in PEOPLE.items():
            add_user(store, name, role, hashed(PASSWORD), by="admin")
        _work_for_days(settings, truth)
        add_token(store, "phan-mem-dia-chinh", Role.SUPERVISOR, "0" * 64, by="admin")
        port = free_port()
        command = reviewing(data, port)
        stack.enter_context(serving(command, port, data / "review.log", SETTINGS))
        draw(stack.enter_context(chromium()), port, store, truth, arguments.out)


def draw(browser: Browser, port: int, store: Store, truth: Truth, out: Path) -> None:
    """Draw every page at work."""
    who = {name: _operator(browser, port, name, truth) for name in PEOPLE}
    page = _page(browser, port)
    page.goto("/login")
    _keep(page, out / "login.webp")
    _draw_export(who["tuan"].page)
    _draw_work(who["lan"], who["tuan"], out)
    document = _fullest(store)
    path = _typed(store, document)
    for shot in PAGES:
        page = who[shot.person].page
        page.goto(shot.address.format(document=document, path=path))
        page.wait_for_load_state("networkidle")
        _keep(page, out / f"{shot.name}.webp")
    page = who["lan"].page
    page.goto("/work?pattern=holders[].full_name")
    page.click(".top-lang button")
    page.wait_for_load_state("networkidle")
    _keep(page, out / "english.webp")


def _draw_work(lan: Operator, tuan: Operator, out: Path) -> None:
    """Draw the work page in each of its states."""
    page = lan.page
    page.goto("/work?pattern=parcels[].purposes[].origin")
    page.wait_for_load_state("networkidle")
    _keep(page, out / "work.webp")
    held = lan.here
    tuan.page.goto(page.url)
    tuan.open(held)
    _keep(tuan.page, out / "held.webp")
    page.keyboard.press("F1")
    _keep(page, out / "keys.webp")
    page.keyboard.press("Escape")
    page.goto("/work?pattern=parcels[].area_m2")
    page.wait_for_load_state("networkidle")
    _keep(page, out / "blind.webp")
    page.locator("#value").press_sequentially("9999")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.wait_for_selector('#work[data-state="differs"]')
    page.wait_for_load_state("networkidle")
    _keep(page, out / "differs.webp")
    page.goto("/work?pattern=holders[].full_name")
    page.wait_for_load_state("networkidle")
    page.fill("#value", "Nguyễn 7 Văn")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    _keep(page, out / "doubted.webp")


def _draw_export(page: Page) -> None:
    page.goto("/exports")
    page.check("[name=incomplete]")
    page.click("main form[action='/exports'] button:has-text('Xuất')")
    page.wait_for_selector("a[href$='form1.xlsx']", timeout=60_000)


def _operator(browser: Browser, port: int, name: str, truth: Truth) -> Operator:
    operator = Operator(_page(browser, port), truth)
    operator.page.goto("/login")
    operator.page.fill("[name=name]", name)
    operator.page.fill("[name=password]", PASSWORD)
    operator.page.press("[name=password]", "Enter")
    operator.page.wait_for_selector(".top-person")
    return operator


def _page(browser: Browser, port: int) -> Page:
    address = f"http://127.0.0.1:{port}"
    return browser.new_context(viewport=SIZE, base_url=address, locale="vi-VN").new_page()


def _keep(page: Page, path: Path) -> None:
    """Write what the window shows, as well as the largest size allows."""
    with Image.open(io.BytesIO(page.screenshot(animations="disabled"))) as shown:
        picture = shown.convert("RGB")
    for quality in QUALITIES:
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if len(written.getvalue()) <= LARGEST_BYTES:
            break
    path.write_bytes(written.getvalue())
    print(f"{path.name}: {len(written.getvalue()) // 1000} kB", flush=True)


def _work_for_days(settings: Settings, truth: Truth) -> None:
    """Let people answer some fields on each of the last days, a few of them not so well."""
    dice = Random(7)
    for day in range(DAYS, 0, -1):
        moment = datetime.now(UTC) - timedelta(days=day)
        with open_store(database_url(settings), clock=Clock(moment)) as store:
            for person in ("lan", "minh"):
                for _ in range(A_DAY + dice.randrange(4)):
                    _answer_one(store, person, truth, dice)


def _answer_one(store: Store, person: str, truth: Truth, dice: Random) -> None:
    tasks = next_tasks(store, person=person, limit=1, policy=POLICY, chance=dice)
    for task in tasks:
        before = _reading(store, task.field)
        value = truth.get(task.field) or before.value
        if value is None:
            continue
        reading = accepted(before, value, Verdict(value), "")
        seconds = dice.uniform(2, 9)
        version = task.version
        try:
            answer(
                store,
                task,
                reading,
                seen_version=version,
                person=person,
                policy=POLICY,
                seconds=seconds,
            )
        except StoreError:
            continue  # somebody else was quicker


def _reading(store: Store, field: FieldId) -> Reading:
    own = fields(store, field.document_id)
    return next(f.current.reading for f in own if (f.record, f.path) == field[1:])


class Clock:
    """Goes on by two seconds each time it is asked."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __call__(self) -> datetime:
        self._moment += timedelta(seconds=2)
        return self._moment


def _fullest(store: Store) -> int:
    """Return the document with most fields that people have answered."""
    numbers = range(1, len(SAMPLES) + 1)
    return max(
        numbers, key=lambda one: sum(f.current.person is not None for f in fields(store, one))
    )


def _typed(store: Store, document: int) -> str:
    """Return the path of a field of the first record that somebody has answered."""
    own = fields(store, document)
    return next(f.path for f in own if f.record == 0 and f.current.person is not None)


def _samples() -> Iterator[Path]:
    for path in sorted((ROOT / "samples" / "scans").iterdir()):
        if path.name.startswith(SAMPLES):
            yield path


if __name__ == "__main__":
    main()
