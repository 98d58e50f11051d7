"""What the rest of a paper says about how far one of its drafts can be trusted."""

from collections.abc import Mapping

from ocr.drafts import Draft
from ocr.engines.engine import TESSERACT
from schemas.paths import Step, steps

# What every member of a list has; a member without it may be no member at all.
KEYS = {
    "holders": "full_name",
    "parcels": "parcel_no",
    "purposes": "name",
    "assets": "kind",
    "changes": "text",
}
SERIAL = "certificate.serial"


def placed(
    drafts: Mapping[str, Draft],
    *,
    on_red_book: bool,
    of_known_edition: bool = True,
    reader: str = TESSERACT,
) -> dict[str, Draft]:
    """Return one paper's drafts, each knowing its surroundings.

    Told are who read the paper, whether it is an old book, whether its edition is known,
    whether it shows a serial (part of a paper taken for a paper of its own seldom does), and
    whether an earlier member of the draft's list was read badly: if that is no member, all
    that follow are counted wrongly. Of a parcel without a number nobody knows which it is: its
    area may be the sum of several.
    """
    serial = drafts.get(SERIAL)
    orphan = serial is None or serial.value is None
    return {
        path: draft._replace(
            reader=reader,
            on_red_book=on_red_book,
            orphan=orphan,
            miscounted=_may_be_miscounted(path, drafts),
            of_known_edition=of_known_edition,
        )
        for path, draft in drafts.items()
    }


def _may_be_miscounted(path: str, drafts: Mapping[str, Draft]) -> bool:
    walked = steps(path) or ()
    if len(walked) > 1 and walked[0].name == "parcels" and walked[1].name != KEYS["parcels"]:
        number = drafts.get(_written((walked[0], Step(KEYS["parcels"]))))
        if number is None or number.value is None:
            return True
    return any(
        not _is_sound(drafts.get(_written((*walked[:depth], earlier, Step(KEYS[step.name])))))
        for depth, step in enumerate(walked)
        if step.number and step.name in KEYS
        for earlier in (Step(step.name, number) for number in range(step.number))
    )


def _is_sound(key: Draft | None) -> bool:
    if key is None or key.value is None:
        return False
    return all(problem.code == "corrected" for problem in key.parsed.problems)


def _written(walked: tuple[Step, ...]) -> str:
    return ".".join(
        step.name if step.number is None else f"{step.name}[{step.number}]" for step in walked
    )
