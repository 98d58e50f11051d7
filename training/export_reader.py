"""Writes the trained network as the ONNX file that the reader ships with."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from ocr.alphabet import alphabet
from training.line_batches import batches
from training.line_faces import faces
from training.net import LineNet

# Drawn lines on which the range of each layer's values is measured.
MEASURED_SEED, MEASURED_BATCHES = 55_000_000, 12
# Read by the network's first layer in full precision: its rounding would be everyone's.
KEPT_WHOLE = ("/net/rows/rows.0/Conv", "/net/scores/Conv")


class _Likely(nn.Module):
    """The network with its scores turned into probabilities, (n, columns, signs)."""

    def __init__(self, net: LineNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        return self.net(strips).transpose(1, 2).softmax(2)


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


def export(checkpoint: Path, out: Path, *, eight_bits: bool = False) -> None:
    """Write the averaged weights of ``checkpoint``; number of strips and width stay free.

    In ``eight_bits`` lines are read faster, with more errors.
    """
    net = LineNet(len(alphabet()))
    net.load_state_dict(torch.load(checkpoint, weights_only=True)["averaged"])
    net.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.onnx") if eight_bits else out
        torch.onnx.export(
            _Likely(net).eval(),
            (torch.zeros(2, 1, 48, 320),),
            str(plain),
            input_names=["strips"],
            output_names=["likely"],
            dynamic_axes={"strips": {0: "n", 3: "width"}, "likely": {0: "n", 1: "columns"}},
            opset_version=18,
            dynamo=False,
        )
        if not eight_bits:
            return
        ready = Path(folder, "ready.onnx")
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        nodes = {node.name for node in onnx.load(str(ready)).graph.node}
        quantize_static(
            str(ready),
            str(out),
            _Drawn(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[name for name in KEPT_WHOLE if name in nodes],
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--eight-bits", action="store_true", help="smaller, faster, less exact")
    told = parser.parse_args()
    export(told.checkpoint, told.out, eight_bits=told.eight_bits)


if __name__ == "__main__":
    main()
