"""How the office wants the work done, from its settings."""

from schemas.settings import Settings
from store.tasks import Policy


def policy_of(settings: Settings) -> Policy:
    """Return what the store must know to hand out work."""
    return Policy(
        double_keyed=patterns(settings.double_keyed),
        sample_share=settings.sample_share,
        silent_error_bound=settings.silent_error_bound,
    )


def blind_of(settings: Settings) -> frozenset[str]:
    """Return patterns of the fields that are typed without showing the machine's value.

    What two people must type is among them: a value they both see is agreed with, not typed.
    """
    return patterns(settings.typed_blind) | patterns(settings.double_keyed)


def patterns(said: str | None) -> frozenset[str]:
    """Return the patterns in a list with commas between."""
    return frozenset(part.strip() for part in (said or "").split(",") if part.strip())
