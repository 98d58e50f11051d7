"""Versions of readers in an order that databases understand."""


def version_key(version: str) -> str:
    """Return a text that sorts as the versions do: ``0.10`` behind ``0.9``."""
    return ".".join(part.zfill(6) for part in version.split("."))
