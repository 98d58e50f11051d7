"""The network that reads a strip: convolutions down to one row, then along the line."""

import torch
from torch import Tensor, nn

from ocr.alphabet import encoded
from training.line_batches import Batch

# Channels of the six square convolutions and of everything after the strip is one row high.
CHANNELS = (32, 64, 64, 128, 128, 128)
LINE_CHANNELS = 192
STRIDES = ((2, 2), (2, 1), (1, 1), (2, 2), (1, 1), (1, 1))
ROWS_LEFT = 6  # of the strip's 48, after the strides
DILATIONS = (1, 2, 1, 2)


class LineNet(nn.Module):
    """Strips (n, 1, 48, width), ink 1 on paper 0 -> scores (n, characters + 1, width / 4).

    Score 0 is CTC's blank. What it sees at one place is about twelve letters wide: enough to
    tell a mark from a speck, too little to write what it does not see.
    """

    def __init__(self, characters: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 1
        for channels, stride in zip(CHANNELS, STRIDES, strict=True):
            layers += _block(nn.Conv2d(before, channels, 3, stride, 1, bias=False))
            before = channels
        layers += _block(nn.Conv2d(before, LINE_CHANNELS, (ROWS_LEFT, 3), 1, (0, 1), bias=False))
        self.rows = nn.Sequential(*layers)
        self.along = nn.Sequential(*(_Along(LINE_CHANNELS, d) for d in DILATIONS))
        self.drop = nn.Dropout(0.1)
        self.scores = nn.Conv1d(LINE_CHANNELS, characters + 1, 1)

    def forward(self, strips: Tensor) -> Tensor:
        line = self.rows(strips).squeeze(2)
        scores: Tensor = self.scores(self.drop(self.along(line)))
        return scores


def _block(convolution: nn.Conv2d) -> list[nn.Module]:
    return [convolution, nn.BatchNorm2d(convolution.out_channels), nn.ReLU()]


class _Along(nn.Module):
    """A look at the neighbours along the line, added to what was there."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.look = nn.Conv1d(channels, channels, 5, 1, 2 * dilation, dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, line: Tensor) -> Tensor:
        return line + torch.relu(self.norm(self.look(line)))


def line_losses(scores: Tensor, batch: Batch) -> Tensor:
    """Return CTC's loss of each line of a batch, (n,), from scores (n, characters + 1, columns)."""
    targets = [encoded(text) for text in batch.texts]
    losses: Tensor = nn.functional.ctc_loss(
        scores.log_softmax(1).permute(2, 0, 1),
        torch.tensor([number for target in targets for number in target], dtype=torch.int64),
        torch.from_numpy(batch.columns),
        torch.tensor([len(target) for target in targets]),
        reduction="none",
        zero_infinity=True,
    )
    return losses
