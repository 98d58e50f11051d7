"""Every error this project raises on purpose.

SodoError
├── InputError          the file is at fault: set it aside with its reason
│   ├── NotADocument
│   ├── EncryptedPdf
│   ├── Damaged
│   ├── Empty
│   └── TooLarge
├── TransientError      the surroundings failed: try again
│   └── EngineTimeout
├── OutputError         the output folder cannot be written: stop, nothing half-written
└── SettingsError       stop before any file is touched
"""

from schemas.document import SetAside, SetAsideCode


class SodoError(Exception):
    """The root: catch it only where a person is told."""


class InputError(SodoError):
    """A file that cannot be read. ``code`` says why; the message holds no personal data.

    Made by ``schemas.set_aside_reasons.refusal`` so that both languages come from one table.
    """

    code: SetAsideCode = SetAsideCode.DAMAGED

    def __init__(self, text: str, text_en: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.text_en = text if text_en is None else text_en

    @property
    def set_aside(self) -> SetAside:
        """The error as a record file states it."""
        return SetAside(code=self.code, text=self.text, text_en=self.text_en)


class NotADocument(InputError):
    code = SetAsideCode.NOT_A_DOCUMENT


class EncryptedPdf(InputError):
    code = SetAsideCode.ENCRYPTED_PDF


class Damaged(InputError):
    code = SetAsideCode.DAMAGED


class Empty(InputError):
    code = SetAsideCode.EMPTY


class TooLarge(InputError):
    code = SetAsideCode.TOO_LARGE


class TransientError(SodoError):
    """The surroundings failed; the same file may succeed later."""


class EngineTimeout(TransientError):
    """The recogniser took longer than it was given."""


class OutputError(SodoError):
    """The output folder cannot be written (disk full, no rights)."""


class SettingsError(SodoError):
    """The command or its settings are wrong."""
