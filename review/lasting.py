"""How long a log-in lasts, from the settings."""

from datetime import timedelta

from schemas.settings import Settings
from store.logins import Lasting


def lasting_of(settings: Settings) -> Lasting:
    return Lasting(
        timedelta(minutes=settings.session_idle_min), timedelta(hours=settings.session_hours)
    )
