"""The station's numbers as Prometheus reads them, and whether all that it needs is there."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from schemas.states import State
from store.beats import beats
from store.claims import oldest_waiting, working
from store.counts import all_counts, status_of
from store.session import Store
from workers.bell import Bell
from workers.station_folder import StationFolder

# A process that has said nothing for longer is counted as silent.
SILENT_S = 60.0
_FLAG, _FAILURES = "flag.", "failures."


class Sample(NamedTuple):
    """One line: ``labels`` name -> value."""

    value: float
    labels: Mapping[str, str] = {}


class Metric(NamedTuple):
    name: str
    kind: str  # counter or gauge
    meaning: str
    samples: tuple[Sample, ...]


def metrics(store: Store, bell: Bell, folder: StationFolder) -> tuple[Metric, ...]:
    """Return all numbers, none of them about a person.

    Raises:
        StoreAway: the database cannot be reached.
    """
    counts = all_counts(store)
    now = datetime.now(UTC)
    oldest = oldest_waiting(store)
    held = working(store)
    rings = bell.waiting()
    told = beats(store)
    status = status_of(counts)
    disk = shutil.disk_usage(folder.data)
    return (
        _gauge(
            "documents",
            "Documents by state.",
            *(Sample(getattr(status, state.value), {"state": state.value}) for state in State),
        ),
        _counter("files_seen", "Files taken in.", Sample(status.seen)),
        _counter(
            "files_duplicate", "Files whose content had come before.", Sample(status.duplicates)
        ),
        _gauge(
            "conserved",
            "1 when files seen are all accounted for.",
            Sample(status.is_conserved),
        ),
        _gauge(
            "oldest_waiting_seconds",
            "How long the document that waits longest has waited.",
            Sample(0 if oldest is None else max(0.0, (now - oldest).total_seconds())),
        ),
        _gauge(
            "oldest_working_seconds",
            "How long the document that is read longest has been read.",
            Sample(max((max(0.0, (now - one.since).total_seconds()) for one in held), default=0)),
        ),
        _counter("pages_read", "Pages read.", Sample(counts.get("pages", 0))),
        _counter("documents_read", "Readings stored.", Sample(counts.get("reads", 0))),
        _counter("corrections", "Values typed by people.", Sample(counts.get("corrections", 0))),
        _gauge(
            "flagged_fields",
            "Fields that a person must look at.",
            *_by(counts, _FLAG, "field"),
        ),
        _counter("failures", "Tries that went wrong.", *_by(counts, _FAILURES, "cause")),
        _gauge("rings_waiting", "Rings that no worker has heard yet.", Sample(rings or 0)),
        _gauge("redis_up", "1 when Redis answers.", Sample(rings is not None)),
        _gauge("disk_free_bytes", "Room left on the disk of the data folder.", Sample(disk.free)),
        _gauge("disk_total_bytes", "Size of the disk of the data folder.", Sample(disk.total)),
        _gauge(
            "processes",
            "Processes that said within a minute that they live.",
            *(
                Sample(
                    sum(one.name.startswith(f"{kind}@") and one.age_s < SILENT_S for one in told),
                    {"kind": kind},
                )
                for kind in ("watcher", "worker", "watchdog")
            ),
        ),
    )


def as_text(listed: tuple[Metric, ...]) -> str:
    """Return the metrics in Prometheus' text format."""
    return "".join(line + "\n" for metric in listed for line in _lines(metric))


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.meaning}"
    yield f"# TYPE {metric.name} {metric.kind}"
    for sample in metric.samples:
        labels = ",".join(f'{name}="{_escaped(text)}"' for name, text in sample.labels.items())
        yield f"{metric.name}{f'{{{labels}}}' if labels else ''} {float(sample.value):.12g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _by(counts: Mapping[str, int], prefix: str, label: str) -> Iterator[Sample]:
    for name, number in sorted(counts.items()):
        if name.startswith(prefix):
            yield Sample(number, {label: name.removeprefix(prefix)})


def _gauge(name: str, meaning: str, *samples: Sample) -> Metric:
    return Metric(f"sodo_{name}", "gauge", meaning, samples)


def _counter(name: str, meaning: str, *samples: Sample) -> Metric:
    return Metric(f"sodo_{name}_total", "counter", meaning, samples)
