"""Trains the line reader on lines drawn as it goes; stops and goes on at any time."""

import argparse
import json
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from ocr.alphabet import alphabet, decoded
from training.hard_lines import Sieve
from training.line_batches import BATCH, GROUP, Batch, batches
from training.line_faces import faces
from training.net import LineNet, line_losses
from training.restart import NORMS, take_up

# Rises over the first lines, stays, and falls to nothing over the last: the steady part can be
# taken up again and made longer without redoing anything.
RATE = 2e-3
RISE = 20_000  # lines
LAST_RATE = 1e-5
WEIGHT_DECAY = 0.01
LARGEST_STEP = 1.0
# The weights that are kept are an average over about this many batches.
AVERAGED = 1000
SAVE_EVERY = 10_000  # lines
LOOK_EVERY = 40_000
# Columns of scores that a letter usually takes.
COLUMNS_A_LETTER = 4
AHEAD = 32  # batches drawn before they are needed
VALIDATION_SEED = 77_000_000
# Drawn lines on which a network that is taken up again is measured.
MEASURED_SEED, MEASURED_BATCHES = 55_000_000, 12
# Numbers of half the length are a gain only where the processor multiplies them.
BRIEF = any(torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16"))


class DrawnGroups(IterableDataset[Batch]):
    """Batches of the groups from ``first`` on, shared out among the loader's processes."""

    def __init__(self, seed: int, first: int, last: int, sieve: Path | None) -> None:
        super().__init__()
        self.seed, self.first, self.last, self.sieve = seed, first, last, sieve

    def __iter__(self) -> Iterator[Batch]:
        worker = torch.utils.data.get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        chosen = tuple(faces("train"))
        sieve = None if self.sieve is None else Sieve(self.sieve).kept
        for group in range(self.first + number, self.last, count):
            yield from batches(self.seed, group, chosen, sieve)


def main() -> None:
    told = _arguments()
    torch.set_num_threads(told.threads)
    torch.manual_seed(told.seed)
    told.out.mkdir(parents=True, exist_ok=True)
    net = LineNet(len(alphabet()))
    averaged = LineNet(len(alphabet()))
    optimiser = torch.optim.AdamW(
        net.parameters(), RATE, weight_decay=WEIGHT_DECAY, betas=(0.9, 0.98)
    )
    done, started = 0, time.monotonic()
    checkpoint = told.out / "checkpoint.pt"
    if told.start and not checkpoint.exists():
        drawn = batches(MEASURED_SEED, 0, tuple(faces("train")))
        take_up(net, told.start, list(islice(drawn, MEASURED_BATCHES)))
    averaged.load_state_dict(net.state_dict())
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(kept["net"])
        averaged.load_state_dict(kept["averaged"])
        optimiser.load_state_dict(kept["optimiser"])
        done = kept["lines"]
        print(f"goes on after {done} lines")
    validation = {
        split: list(batches(VALIDATION_SEED, 0, tuple(faces(split))))
        for split in ("train", "held_out")
    }
    groups = DrawnGroups(told.seed, done // GROUP, told.lines // GROUP, told.sieve)
    loader = DataLoader(
        groups,
        batch_size=None,
        num_workers=told.drawers,
        prefetch_factor=AHEAD,
        collate_fn=_as_it_is,
    )
    recent: list[float] = []
    begun = done
    for batch in loader:
        for group in optimiser.param_groups:
            group["lr"] = rate(done, told.lines, told.fall, told.rate, told.rise)
        _set_going(net, keep_norms=told.sieve is not None)
        loss = _loss(net, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), LARGEST_STEP)
        optimiser.step()
        _average(averaged, net, min(AVERAGED, 1 + done // BATCH))
        recent.append(loss.item())
        before, done = done, done + batch.drawn
        if done // SAVE_EVERY > before // SAVE_EVERY:
            _save(checkpoint, net, averaged, optimiser, done)
            speed = (done - begun) / (time.monotonic() - started)
            left = (told.lines - done) / speed / 60
            told_so_far = f"{done:>9} lines  loss {np.mean(recent):.4f}"
            print(f"{told_so_far}  {speed:.0f} lines/s  {left:.0f} min left")
            recent.clear()
        if done // LOOK_EVERY > before // LOOK_EVERY:
            _look(told.out, averaged, validation, done)
    _save(checkpoint, net, averaged, optimiser, done)
    _look(told.out, averaged, validation, done)


def _set_going(net: LineNet, *, keep_norms: bool) -> None:
    """Let ``net`` learn; with ``keep_norms`` its normalisation stays what all lines made it."""
    net.train()
    for layer in net.modules():
        if keep_norms and isinstance(layer, NORMS):
            layer.eval()


def _look(out: Path, net: LineNet, validation: Mapping[str, list[Batch]], done: int) -> None:
    """Say and keep how well ``net`` reads lines that no training sees."""
    rates = {split: character_error_rate(net, drawn) for split, drawn in validation.items()}
    print("          " + "  ".join(f"{split} {100 * cer:.2f} %" for split, cer in rates.items()))
    with (out / "curve.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"lines": done, **rates}) + "\n")


def _as_it_is(batch: Any) -> Any:
    """Keep the loader from turning arrays into tensors: a batch is what was drawn."""
    return batch


def rate(done: int, lines: int, fall: int, steady: float = RATE, rise: int = RISE) -> float:
    """Return the step size after ``done`` of ``lines`` lines, the last ``fall`` of them falling."""
    if done < rise:
        return steady * (done + GROUP) / (rise + GROUP)
    left = lines - done
    if left >= fall:
        return steady
    return max(LAST_RATE, steady * (left / fall))


def character_error_rate(net: LineNet, drawn: list[Batch]) -> float:
    """Return edits per character of the best reading of each line."""
    net.eval()
    edits = characters = 0
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=BRIEF):
        for batch in drawn:
            best = net(torch.from_numpy(batch.strips)).argmax(1).numpy()
            for numbers, columns, text in zip(best, batch.columns, batch.texts, strict=True):
                edits += Levenshtein.distance(greedy(numbers[:columns]), text)
                characters += len(text)
    return edits / max(1, characters)


def greedy(numbers: np.ndarray) -> str:
    changed = np.concatenate([[True], numbers[1:] != numbers[:-1]])
    return decoded([int(number) for number in numbers[changed]])


def _loss(net: LineNet, batch: Batch) -> Tensor:
    """Return the mean loss a character of the lines, each line as much as it counts.

    Lines with little or no text on them count as if they were filled with it: each of their
    columns has to be told apart from text, and they would else outweigh all others.
    """
    strips = torch.from_numpy(batch.strips).to(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16, enabled=BRIEF):
        scores = net(strips)
    weights = torch.from_numpy(batch.weights)
    letters = torch.tensor([float(len(text)) for text in batch.texts])
    letters = torch.maximum(letters, torch.from_numpy(batch.columns) / COLUMNS_A_LETTER)
    return (weights * line_losses(scores.float(), batch) / letters).sum() / weights.sum()


def _average(averaged: LineNet, net: LineNet, over: int) -> None:
    share = 1 / over
    with torch.no_grad():
        for mean, now in zip(
            averaged.state_dict().values(), net.state_dict().values(), strict=True
        ):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, share)
            else:
                mean.copy_(now)


def _save(
    path: Path, net: LineNet, averaged: LineNet, optimiser: torch.optim.Optimizer, lines: int
) -> None:
    written = path.with_suffix(".part")
    torch.save(
        {
            "net": net.state_dict(),
            "averaged": averaged.state_dict(),
            "optimiser": optimiser.state_dict(),
            "lines": lines,
        },
        written,
    )
    written.replace(path)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--lines", type=int, default=225_000, help="lines to see in all")
    parser.add_argument("--fall", type=int, default=75_000, help="lines of falling step size")
    parser.add_argument("--rate", type=float, default=RATE, help="step size while it is steady")
    parser.add_argument(
        "--start", type=Path, help="ONNX file to go on from when there is no checkpoint"
    )
    parser.add_argument(
        "--sieve", type=Path, help="ONNX file of a network; most of what it reads well is left out"
    )
    parser.add_argument("--rise", type=int, default=RISE, help="lines of rising step size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="of the network")
    parser.add_argument("--drawers", type=int, default=1, help="processes that draw lines")
    return parser.parse_args()


if __name__ == "__main__":
    main()
