"""Turns the network in full precision into the one that is shipped: whole numbers of eight bits.

Lines are read three times as fast, with no more errors. Two things are needed for that. Only
the convolutions are rounded, each with the cut at 0 behind it, for probabilities in steps of
1/256 tie and lose what the n-best readings live on. And weights have seven bits: processors
that have no instruction for whole numbers of eight bits add two products in sixteen, which
overflow with more. So every processor gives the same sums.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.line_batches import batches
from training.line_faces import faces

# Drawn lines on which the range of each layer's values is measured.
MEASURED_SEED, MEASURED_BATCHES = 55_000_000, 12
ROUNDED = "Conv"
CUT = "Relu"


class _Drawn(CalibrationDataReader):
    """Strips for the measuring, a batch at a time."""

    def __init__(self) -> None:
        self._batches = self._drawn()

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self._batches, None)

    def _drawn(self) -> Iterator[dict[str, np.ndarray]]:
        drawn = batches(MEASURED_SEED, 0, tuple(faces("train")))
        for _, batch in zip(range(MEASURED_BATCHES), drawn, strict=False):
            yield {"strips": batch.strips}


def shrink(full: Path, out: Path) -> None:
    """Write the network of ``full`` in eight bits to ``out``.

    The first convolution, whose rounding would be everyone's, and the last, which tells signs
    apart, are left as they are: they take a fiftieth of the time.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder, "ready.onnx")
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
        first, *_, last = (
            node.name for node in onnx.load(str(ready)).graph.node if node.op_type == ROUNDED
        )
        quantize_static(
            str(ready),
            str(out),
            _Drawn(),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=[ROUNDED, CUT],
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[first, last],
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("full", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    shrink(told.full, told.out)


if __name__ == "__main__":
    main()
