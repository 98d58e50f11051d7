"""Runs the line reader's network; the only module that knows onnxruntime."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import onnxruntime

from ocr.strip_input import STRIDE_PX, padded, padded_width

MODEL = "line_reader.onnx"
# Columns of pixels that go through the network together: more do not make it faster.
BATCH_PX = 8192


def probabilities(strips: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return for each strip the probability of each sign in each column.

    ``strips`` are grey ``uint8`` (48, width); the results ``float32`` (width / 4, signs),
    sign 0 the blank. Strips of one padded width go through the network together.
    """
    found: list[np.ndarray] = [np.empty((0, 0), np.float32)] * len(strips)
    by_width: dict[int, list[int]] = {}
    for number, strip in enumerate(strips):
        by_width.setdefault(padded_width(strip), []).append(number)
    for width, numbers in by_width.items():
        most = max(1, BATCH_PX // width)
        for start in range(0, len(numbers), most):
            chosen = numbers[start : start + most]
            (likely,) = _session().run(None, {"strips": padded([strips[n] for n in chosen])})
            for row, number in zip(likely, chosen, strict=True):
                found[number] = row[: -(-strips[number].shape[1] // STRIDE_PX)]
    return found


def is_present() -> bool:
    """Tell whether the network came with the package."""
    return files("ocr").joinpath("data", MODEL).is_file()


@cache  # one in each process: a session does not survive a fork
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    with as_file(files("ocr").joinpath("data", MODEL)) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
