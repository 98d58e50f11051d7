"""Keeps those drawn lines that a network has something to learn from, and a share of the others.

Once a network reads three lines in four without an error, most of a step's time goes into lines
that change nothing. So lines are read by a fast network first; each is kept with a probability
that grows with what the reading lost, and counts as much more as it was unlikely to be kept:
on average a step is that of all lines (importance sampling).
"""

from pathlib import Path

import numpy as np
import onnxruntime
import torch

from training.line_batches import Line, arranged
from training.net import line_losses

# Loss of a well-read character: where exactly a letter stands is never certain.
USUAL_LOSS = 0.04
# Lines that lose this much more are all kept; of lines that lose no more, this share.
ALL_KEPT, LEAST_KEPT = 3.0, 0.12
READ_TOGETHER = 24
LEAST_LIKELY = 1e-9


class Sieve:
    """Reads drawn lines with the network of an ONNX file and keeps what that finds hard."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )

    def kept(self, lines: list[Line], chance: np.random.Generator) -> list[Line]:
        """Return the lines to learn from, each with its weight; narrow ones first."""
        lines = sorted(lines, key=lambda line: line.strip.shape[1])
        found: list[Line] = []
        for start in range(0, len(lines), READ_TOGETHER):
            some = lines[start : start + READ_TOGETHER]
            odds = self._odds(some)
            luck = chance.random(len(some))
            found += [
                line._replace(weight=1 / odd)
                for line, odd, draw in zip(some, odds.tolist(), luck.tolist(), strict=True)
                if draw < odd
            ]
        return found

    def _odds(self, lines: list[Line]) -> np.ndarray:
        """Return how likely each line is kept."""
        batch = arranged(lines, len(lines))
        (likely,) = self._session.run(None, {"strips": batch.strips})
        scores = torch.from_numpy(likely).clamp_min(LEAST_LIKELY).log().transpose(1, 2)
        lost = line_losses(scores, batch)
        letters = np.array([len(text) for text in batch.texts])
        return np.asarray(np.clip((lost.numpy() - USUAL_LOSS * letters) / ALL_KEPT, LEAST_KEPT, 1))
