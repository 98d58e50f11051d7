"""``make calibrate``: learns from drawn papers how far each kind of evidence can be trusted."""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path

from ocr.confidence import DATA, FEATURES
from ocr.engines.choice import ENGINES
from ocr.engines.engine import LINE_READER
from training.corpus import FIRST_SEED, load, read_corpus
from training.examples import Table, examples_of, table_of
from training.learn import Learnt, best_hold, cross_accepted, cross_predicted, learn
from training.logistic import Array
from training.report import text_report
from training.thresholds import Caution

CALIBRATIONS = Path(__file__).parent.parent / "ocr" / "data"
DIGITS = 4
# Fewer files than folds need cannot be cross-validated.
FEWEST_FILES = 5


def calibration(learnt: Learnt, table: Table, seeds: Sequence[int], caution: Caution) -> str:
    """Return the content of an engine's calibration file; the same examples, the same text."""
    counts = Counter(example.group for example in table.examples)
    groups = {
        name: {
            # Upwards, so that rounding lets nothing pass.
            "accept_from": ceil(round(learnt.accept_from[name] * 10**DIGITS, 6)) / 10**DIGITS,
            "examples": counts.get(name, len(table.examples)),
            "weights": _named(weights),
        }
        for name, weights in sorted(learnt.weights.items())
    }
    levels = Counter(example.level for example in table.examples)
    content = {
        "made_by": "make calibrate",
        "learnt_from": {
            "dossiers": len(seeds),
            "first_seed": min(seeds),
            "last_seed": max(seeds),
            "examples": len(table.examples),
            "examples_by_level": dict(sorted(levels.items())),
            "greatest_silent_rate": caution.target,
            "greatest_silent_rate_in_a_level": caution.level_target,
        },
        "groups": groups,
    }
    return json.dumps(content, indent=1) + "\n"


def _named(weights: Array) -> Mapping[str, float]:
    # Adding nothing turns -0.0 into 0.0.
    return {name: round(float(w), DIGITS) + 0.0 for name, w in zip(FEATURES, weights, strict=True)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw and read new papers where the cache lacks them, learn, and write the calibration."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrate", description=main.__doc__)
    default = Caution()
    parser.add_argument(
        "--cache",
        type=Path,
        required=True,
        help="folder for what was read; start a new one when the reader sees differently, "
        "keep it when only parsers, cross-checks or evidence changed",
    )
    parser.add_argument("--dossiers", type=int, default=600, help="how many (%(default)s)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="(%(default)s)")
    parser.add_argument("--at-once", type=int, default=2, help="files read at a time (%(default)s)")
    parser.add_argument("--target", type=float, default=default.target, help="silent error rate")
    parser.add_argument(
        "--level-target", type=float, default=default.level_target, help="the same in each level"
    )
    parser.add_argument("--engine", choices=sorted(ENGINES), default=LINE_READER)
    parser.add_argument("--out", type=Path, help="file to write; by default the engine's own")
    parser.add_argument("--learn-only", action="store_true", help="read nothing, use the cache")
    parser.add_argument("--dry-run", action="store_true", help="print the tables, write nothing")
    asked = parser.parse_args(arguments)
    cache_file = asked.cache / f"seen_{asked.engine}.jsonl"
    seeds = range(asked.first_seed, asked.first_seed + asked.dossiers)
    if not asked.learn_only:
        for done, of in read_corpus(cache_file, seeds, at_once=asked.at_once, reader=asked.engine):
            print(f"\rread {done} of {of}", end="", flush=True)
        print()
    kept = load(cache_file)
    files = [kept[seed] for seed in seeds if seed in kept]
    if len(files) < FEWEST_FILES:
        parser.error(f"{cache_file} holds {len(files)} of these dossiers, {FEWEST_FILES} needed")
    caution = default._replace(target=asked.target, level_target=asked.level_target)
    table = table_of(examples_of(files))
    hold = best_hold(table)
    chance = cross_predicted(table, hold)
    learnt = learn(table, chance, caution, hold)
    accepted = cross_accepted(table, chance, caution)
    print(text_report(table, chance, accepted, learnt.accept_from))
    if not asked.dry_run:
        text = calibration(learnt, table, [file.seed for file in files], caution)
        out = asked.out or CALIBRATIONS / DATA.format(reader=asked.engine)
        out.write_text(text, encoding="utf-8")
        print(f"\nwritten: {out}")


if __name__ == "__main__":
    main()
