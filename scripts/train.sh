#!/bin/sh
# Trains the line reader from nothing, or goes on from its last checkpoint, and puts it in place.
# PyTorch lives in an environment of its own: nothing that reads papers needs it.
set -eu
cd "$(dirname "$0")/.."
out=${1:-out/line_reader}
PYTHON=.venv-training/bin/python

uv=$(command -v uv || echo .setup/uv/bin/uv)
[ -x "$PYTHON" ] || "$uv" venv -q --python .venv/bin/python .venv-training
"$uv" pip sync -q --python "$PYTHON" --require-hashes requirements/training.txt
PYTHON=$PYTHON ./training/fetch_fonts.sh

# Threads that wait asleep leave the core to the process that draws.
export OMP_WAIT_POLICY=PASSIVE PYTHONPATH=.
train() { "$PYTHON" -m training.train_reader "$@"; }
export_to() { "$PYTHON" -W ignore -m training.export_reader "$1/checkpoint.pt" "$2"; }

shrink() { "$PYTHON" -W ignore -m training.eight_bits "$1" "$2"; }

# From nothing, then with the steps large once more and other lines, then on what it finds hard.
train --out "$out"
export_to "$out" "$out/first.onnx"
train --out "$out/again" --start "$out/first.onnx" --lines 260000 --fall 180000 --rate 1.5e-3 --seed 3
export_to "$out/again" "$out/second.onnx"
shrink "$out/second.onnx" "$out/second_8.onnx"
train --out "$out/hard" --start "$out/second.onnx" --sieve "$out/second_8.onnx" \
    --lines 150000 --rise 8000 --fall 138000 --rate 7e-4 --seed 5
export_to "$out/hard" training/data/line_reader_full.onnx
shrink training/data/line_reader_full.onnx ocr/data/line_reader.onnx
