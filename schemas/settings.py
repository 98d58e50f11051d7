"""Settings: everything that can be set, and the only reader of the environment.

An environment variable wins over ``sodo.toml`` in the working folder, which wins over the
default. ``docs/settings.md`` explains each one to operators and is compared with this module
by a test.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from schemas.errors import SettingsError

PREFIX: Final = "SODO_"
FILE_NAME: Final = "sodo.toml"


class Language(StrEnum):
    """What operators are spoken to in."""

    VI = "vi"
    EN = "en"


class Settings(BaseModel):
    """What the programs may be told; frozen, read once at each entry point.

    Each field's unit stands in its name, and its description says when to change it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Annotated[
        Language,
        Field(
            description="Language of messages and of the reasons in results: vi or en. Set it to "
            "en where operators read no Vietnamese."
        ),
    ] = Language.VI
    workers: Annotated[
        int,
        Field(
            ge=0,
            le=512,
            description="Files read at the same time; 0 is one per processor core. "
            "Lower it when the machine has less than 1 GB of memory per core.",
        ),
    ] = 0
    timeout_s: Annotated[
        float,
        Field(
            gt=0,
            description="Longest time without a page being finished, after which a file is set "
            "aside as timeout. Raise it on slow machines.",
        ),
    ] = 50.0
    memory_mb: Annotated[
        int,
        Field(
            ge=1024,
            description="Address space one reading process may take, after which the file is set "
            "aside as too_large; at least 1024. Lower it to protect a small machine.",
        ),
    ] = 4096
    page_megapixels: Annotated[
        float,
        Field(
            gt=0,
            description="Largest page that is decoded, checked before decoding. Raise it for "
            "maps scanned whole at high resolution.",
        ),
    ] = 250.0
    file_pages: Annotated[
        int,
        Field(
            ge=1,
            description="Most pages in one file. Raise it for whole volumes in one PDF.",
        ),
    ] = 2000
    file_mb: Annotated[
        int,
        Field(
            ge=1,
            description="Largest file that is opened. Raise it for volumes scanned without "
            "compression.",
        ),
    ] = 4096
    render_dpi: Annotated[
        int,
        Field(
            ge=100,
            le=600,
            description="Resolution at which PDF pages that are not a single scan are drawn. "
            "Lower it when such pages take too long.",
        ),
    ] = 300
    engine: Annotated[
        Literal["line_reader", "tesseract"],
        Field(
            description="Who reads: line_reader is our own reader with Tesseract as its witness, "
            "tesseract is Tesseract alone. Choose the latter to compare.",
        ),
    ] = "line_reader"
    engine_timeout_s: Annotated[
        float,
        Field(
            gt=0,
            description="Longest time for one call of the recogniser; keep it below "
            "SODO_TIMEOUT_S. Raise it together with that.",
        ),
    ] = 30.0
    data_dir: Annotated[
        Path,
        Field(
            description="Data folder of the station, with drop/, archive/ and set_aside/ in it. "
            "Set it to a folder on the largest disk."
        ),
    ] = Path("sodo-data")
    database_url: Annotated[
        SecretStr | None,
        Field(
            description="Database of the station, such as postgresql://sodo@host/sodo; without "
            "it SQLite in the data folder. Set it when several machines work together."
        ),
    ] = None
    archive_url: Annotated[
        str | None,
        Field(
            description="Where originals are kept, such as s3://bucket/archive; without it "
            "archive/ in the data folder. Set it when several machines work together."
        ),
    ] = None
    poll_s: Annotated[
        float,
        Field(
            gt=0,
            description="Pause between two looks into the drop folder. Raise it when looking "
            "takes long, as on a slow network share.",
        ),
    ] = 2.0
    settle_s: Annotated[
        float,
        Field(
            ge=0,
            description="How long a file that looks complete must stay unchanged before it is "
            "taken; six times as long where the format does not tell. Raise it when "
            "half-written files are taken.",
        ),
    ] = 5.0
    patience_s: Annotated[
        float,
        Field(
            gt=0,
            description="How long an unchanged but incomplete file may lie before it is taken as "
            "it is. Raise it when scanners stall for longer in the middle of a file.",
        ),
    ] = 600.0
    low_disk_mb: Annotated[
        int,
        Field(
            ge=0,
            description="Free space below which no more files are taken, on the disks of drop "
            "folder, data folder and archive; taking goes on at a quarter more. Raise it when "
            "other programs need the disk.",
        ),
    ] = 2000
    redis_url: Annotated[
        SecretStr | None,
        Field(
            description="Redis that rings when there is work, such as redis://host:6379/0; "
            "without it the station starts its own in the data folder. Set it when several "
            "machines work together."
        ),
    ] = None
    pages_url: Annotated[
        str | None,
        Field(
            description="Where page images and searchable PDFs are kept, such as "
            "s3://bucket/pages; without it pages/ in the data folder. Set it when several "
            "machines work together."
        ),
    ] = None
    lease_s: Annotated[
        float,
        Field(
            ge=1,
            le=3600,
            description="How long a silent worker on another machine keeps its document before "
            "that is given to another; renewed every third of it. Raise it when the network "
            "fails for longer.",
        ),
    ] = 60.0
    drain_s: Annotated[
        float,
        Field(
            ge=0,
            description="How long workers may go on with their documents when the station is "
            "stopped; after that they give them back unread. Raise it when single pages take "
            "longer.",
        ),
    ] = 30.0
    metrics_port: Annotated[
        int,
        Field(
            ge=0,
            le=65535,
            description="Port on this machine for /healthz and /metrics of the station; 0 for "
            "none. Change it when another program has it.",
        ),
    ] = 9105
    admin_password: Annotated[
        SecretStr | None,
        Field(
            description="Password of the first administrator, admin; without it one is made up "
            "and printed once. Set it where nobody reads what the first start prints."
        ),
    ] = None
    session_idle_min: Annotated[
        int,
        Field(
            ge=1,
            description="Minutes after which an unused log-in to the review page ends. Lower it "
            "where people leave their desks unlocked.",
        ),
    ] = 60
    session_hours: Annotated[
        int,
        Field(
            ge=1,
            le=168,
            description="Hours after which every log-in to the review page ends. Raise it for "
            "longer shifts.",
        ),
    ] = 12
    upload_mb: Annotated[
        int,
        Field(
            ge=1,
            description="Largest upload on the review page, all files together. Raise it for "
            "volumes scanned without compression.",
        ),
    ] = 200
    double_keyed: Annotated[
        str | None,
        Field(
            description="Flagged fields that two people must type without seeing each other, by "
            "pattern with commas between, such as holders[].id_number. Add what must never be "
            "wrong."
        ),
    ] = None
    typed_blind: Annotated[
        str,
        Field(
            description="Fields that are typed without showing what the machine read, by pattern "
            "with commas between. Add what must never be nodded through; empty for none."
        ),
    ] = (
        "certificate.serial,holders[].id_number,parcels[].parcel_no,parcels[].map_sheet_no,"
        "parcels[].area_m2"
    )
    sample_share: Annotated[
        float,
        Field(
            ge=0,
            le=0.5,
            description="Share of tasks that are accepted fields or known answers, mixed in to "
            "measure silent errors. Raise it to know sooner, lower it to correct more.",
        ),
    ] = 0.04
    silent_error_bound: Annotated[
        float,
        Field(
            gt=0,
            lt=1,
            description="Largest bearable share of wrong values among accepted ones; when samples "
            "show more, acceptance tightens by itself. Lower it for more care and more work.",
        ),
    ] = 0.005
    campaign_goal: Annotated[
        int,
        Field(
            ge=0,
            description="Documents that the campaign shall finish; 0 when that is not known. "
            "The progress page draws it.",
        ),
    ] = 0
    campaign_until: Annotated[
        date | None,
        Field(description="Last day of the campaign, such as 2026-12-31. Set it with the goal."),
    ] = None
    reader: Annotated[
        str,
        Field(
            description="Function that reads a document, by its dotted name. Change it only to "
            "measure or test the station without reading."
        ),
    ] = "cli.station_reader.read"
    faults: Annotated[
        str | None,
        Field(
            description="Faults to plant, for tests of the station only, such as "
            "after_rename:kill. Never set it elsewhere."
        ),
    ] = None


@dataclass(frozen=True)
class Loaded:
    """Settings with the origin of each: ``default``, ``sodo.toml`` or its variable's name.

    ``unknown`` lists environment variables that look like settings and are none; they stop
    nothing, since other programs may use them, but are most often a slip of the pen.
    """

    settings: Settings
    origins: Mapping[str, str]
    unknown: tuple[str, ...]


def load(environ: Mapping[str, str], folder: Path) -> Loaded:
    """Return the settings in force for a program started in ``folder``.

    Raises:
        SettingsError: a value cannot be used, ``sodo.toml`` cannot be read, or it names a
            setting that does not exist.
    """
    names = Settings.model_fields
    from_file = _from_file(folder / FILE_NAME)
    from_environment = {
        name: environ[variable(name)] for name in names if environ.get(variable(name))
    }
    origins = {
        name: variable(name)
        if name in from_environment
        else (FILE_NAME if name in from_file else "default")
        for name in names
    }
    try:
        settings = Settings.model_validate({**from_file, **from_environment})
    except ValidationError as error:
        raise SettingsError(_explained(error, origins)) from error
    known = {variable(name) for name in names}
    unknown = tuple(sorted(key for key in environ if key.startswith(PREFIX) and key not in known))
    return Loaded(settings, origins, unknown)


def variable(name: str) -> str:
    """Return the environment variable of the setting ``name``."""
    return PREFIX + name.upper()


def _from_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _explained(error: ValidationError, origins: Mapping[str, str]) -> str:
    lines = []
    for fault in error.errors():
        name = str(fault["loc"][0])
        lines.append(f"{origins.get(name, FILE_NAME)}: {name}: {fault['msg']}")
    return "\n".join(lines)
