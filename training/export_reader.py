"""Writes the trained network as an ONNX file in full precision, which `eight_bits` shrinks."""

import argparse
from pathlib import Path

import torch
from torch import nn

from ocr.alphabet import alphabet
from training.net import LineNet


class _Likely(nn.Module):
    """The network with its scores turned into probabilities, (n, columns, signs)."""

    def __init__(self, net: LineNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        return self.net(strips).transpose(1, 2).softmax(2)


def export(checkpoint: Path, out: Path) -> None:
    """Write the averaged weights of ``checkpoint``; number of strips and width stay free."""
    net = LineNet(len(alphabet()))
    net.load_state_dict(torch.load(checkpoint, weights_only=True)["averaged"])
    net.eval()
    torch.onnx.export(
        _Likely(net).eval(),
        (torch.zeros(2, 1, 48, 320),),
        str(out),
        input_names=["strips"],
        output_names=["likely"],
        dynamic_axes={"strips": {0: "n", 3: "width"}, "likely": {0: "n", 1: "columns"}},
        opset_version=18,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    export(told.checkpoint, told.out)


if __name__ == "__main__":
    main()
