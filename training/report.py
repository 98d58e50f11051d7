"""Tables that show how far the learnt confidence can be trusted."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from training.examples import Table
from training.logistic import Array, log_loss

# Edges of the reliability table: finest where acceptance is decided.
EDGES = (0.0, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.0)


def brier(chance: Array, right: Array) -> float:
    """Return the mean squared distance of the probabilities from what was so."""
    return float(np.mean((chance - right) ** 2))


def reliability(chance: Array, right: Array) -> Iterator[tuple[str, int, float, float]]:
    """Yield, for each band of ``EDGES``, its name, count, mean probability and share right."""
    bands = np.clip(np.searchsorted(EDGES, chance, side="right") - 1, 0, len(EDGES) - 2)
    for band in range(len(EDGES) - 1):
        here = bands == band
        if here.any():
            name = f"{EDGES[band]:g} - {EDGES[band + 1]:g}"
            yield name, int(here.sum()), float(chance[here].mean()), float(right[here].mean())


def share_rows(
    table: Table, accepted: Array, labels: Sequence[str]
) -> Iterator[tuple[str, int, float, float, float]]:
    """Yield per label and in all: count, share right, share accepted, share wrong of accepted."""
    names = np.array(labels)
    for name in [*np.unique(names), ""]:
        here = names == name if name else np.ones(len(names), bool)
        passed = here & accepted
        wrong = float(1 - table.right[passed].mean()) if passed.any() else 0.0
        share = float(accepted[here].mean())
        yield str(name) or "all", int(here.sum()), float(table.right[here].mean()), share, wrong


def text_report(
    table: Table, chance: Array, accepted: Array, accept_from: Mapping[str, float]
) -> str:
    """Return the tables for people; ``chance`` and ``accepted`` from cross-validation."""
    before = np.array([example.before for example in table.examples])
    lines = [f"{'group':<36}{'n':>7}{'right':>8}{'from':>8}{'accepted':>10}{'silent':>9}"]
    for name, count, right, share, silent in share_rows(table, accepted, list(table.groups)):
        least = accept_from.get(name, accept_from["other"])
        shown = "never" if least > 1 else f"{least:.4f}"
        lines.append(f"{name:<36}{count:>7}{right:>8.1%}{shown:>8}{share:>10.1%}{silent:>9.2%}")
    for title, labels in (
        ("level", [example.level for example in table.examples]),
        ("edition", [example.edition or "unknown" for example in table.examples]),
    ):
        lines += ["", f"{title:<36}{'n':>7}{'right':>8}{'accepted':>10}{'silent':>9}"]
        for name, count, right, share, silent in share_rows(table, accepted, labels):
            lines.append(f"{name:<36}{count:>7}{right:>8.1%}{share:>10.1%}{silent:>9.2%}")
    for title, column in (("before", before), ("after, cross-validated", chance)):
        heading = f"{title}: Brier {brier(column, table.right):.4f}"
        lines += ["", f"{heading}, log loss {log_loss(column, table.right):.4f}"]
        lines.append(f"{'probability':<20}{'n':>7}{'told':>9}{'right':>9}")
        for band, count, told, right in reliability(column, table.right):
            lines.append(f"{band:<20}{count:>7}{told:>9.2%}{right:>9.2%}")
    return "\n".join(lines)
