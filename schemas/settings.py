"""Settings: everything that can be set, and the only reader of the environment.

An environment variable wins over ``sodo.toml`` in the working folder, which wins over the
default. ``docs/settings.md`` explains each one to operators and is compared with this module
by a test.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

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
    engine_timeout_s: Annotated[
        float,
        Field(
            gt=0,
            description="Longest time for one call of the recogniser; keep it below "
            "SODO_TIMEOUT_S. Raise it together with that.",
        ),
    ] = 30.0


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
