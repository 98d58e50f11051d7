"""What a person's look at a field is worth: errors expected to be removed, per second of work."""

from collections.abc import Mapping
from typing import Final

# Seconds a person needs for one; names are of the last step. From trying, not from use.
USUAL_S: Final = 6.0
SECONDS: Final[Mapping[str, float]] = {
    "address": 15.0,
    "full_name": 8.0,
    "id_number": 9.0,
    "area_words": 12.0,
    "origin": 7.0,
    "text": 30.0,
    "gender": 3.0,
    "id_kind": 3.0,
    "role": 3.0,
    "legal_form": 3.0,
}


def gain(pattern: str, confidence: float) -> float:
    """Return how many errors a second of looking at such a field is expected to remove."""
    return (1 - confidence) / SECONDS.get(pattern.rpartition(".")[2], USUAL_S)
