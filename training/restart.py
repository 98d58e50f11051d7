"""Takes up the training of a network that was shipped: the weights come back out of its ONNX file.

The file holds each convolution with its batch normalisation worked into it. A network that is
trained on needs both apart again: the convolution takes the weights as they are, and the
normalisation is set to what it measures on drawn lines, so that together they do what the file
does.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import numpy_helper
from torch import Tensor, nn

from schemas.errors import SettingsError
from training.line_batches import Batch
from training.net import LineNet

CONVOLUTIONS = (nn.Conv1d, nn.Conv2d)
NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


def take_up(net: LineNet, file: Path, drawn: Sequence[Batch]) -> None:
    """Give ``net`` what the ONNX ``file`` of `training.export_reader` does.

    ``drawn`` are lines on which each layer's values are measured.

    Raises:
        SettingsError: the file holds another network, or cannot be read.
    """
    pairs = _convolutions(net)
    kept = _kept(file)
    shapes = [tuple(convolution.weight.shape) for convolution, _ in pairs]
    if [weight.shape for weight, _ in kept] != shapes:
        raise SettingsError(f"{file}: not this network")
    for (convolution, norm), (weight, bias) in zip(pairs, kept, strict=True):
        with torch.no_grad():
            convolution.weight.copy_(torch.from_numpy(weight))
        if norm is None:
            with torch.no_grad():
                convolution.bias.copy_(torch.from_numpy(bias))
        else:
            _set_norm(net, norm, torch.from_numpy(bias), drawn)


def _convolutions(net: LineNet) -> list[tuple[nn.Module, nn.Module | None]]:
    """Return the convolutions in the order in which a strip passes them, each with its norm."""
    layers = [layer for layer in net.modules() if isinstance(layer, (*CONVOLUTIONS, *NORMS))]
    return [
        (layer, after if isinstance(after, NORMS) else None)
        for layer, after in zip(layers, [*layers[1:], None], strict=True)
        if isinstance(layer, CONVOLUTIONS)
    ]


def _kept(file: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return weights and biases of the file's convolutions, first to last."""
    try:
        graph = onnx.load(str(file)).graph
    except (OSError, DecodeError) as error:
        raise SettingsError(f"{file}: {error}") from error
    arrays = {tensor.name: numpy_helper.to_array(tensor).copy() for tensor in graph.initializer}
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    if any(len(node.input) < 3 or not arrays.keys() >= set(node.input[1:]) for node in nodes):
        raise SettingsError(f"{file}: not this network")
    return [(arrays[node.input[1]], arrays[node.input[2]]) for node in nodes]


def _set_norm(net: LineNet, norm: nn.Module, bias: Tensor, drawn: Sequence[Batch]) -> None:
    """Let ``norm`` add ``bias`` to what it is given and change nothing else."""
    sums = torch.zeros(2, norm.num_features, dtype=torch.float64)
    count = 0

    def measure(_: nn.Module, given: tuple[Tensor]) -> None:
        nonlocal count
        values = given[0].double().transpose(0, 1).flatten(1)
        sums[0] += values.sum(1)
        sums[1] += values.square().sum(1)
        count += values.shape[1]

    hook = norm.register_forward_pre_hook(measure)
    net.eval()
    with torch.no_grad():
        for batch in drawn:
            net(torch.from_numpy(batch.strips))
        mean = sums[0] / count
        spread = (sums[1] / count - mean.square()).clamp_min(0)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(spread)
        norm.weight.copy_((spread + norm.eps).sqrt())
        norm.bias.copy_(bias.double() + mean)
    hook.remove()
