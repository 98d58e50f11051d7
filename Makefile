# The same commands for people and for build servers. "make" alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
OUT ?= out
DOSSIERS ?= 600
KILLS ?= 300
CACHE ?= out/calibration
READER ?= out/line_reader
PICTURED ?= 03-2009-office-pdf_signed

.PHONY: help setup demo test check lint types bench soak samples calibrate train picture screenshots lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing: system packages and the Python environment
	@./scripts/setup.sh

demo: setup ## read samples/ into out/, print where the results are and how right they are
	@./scripts/demo.sh $(OUT)

test: setup lint types ## every check: format, lint, types, tests
	@$(BIN)/python -m pytest -q

check: setup lint types ## the quick checks before a commit: no test that takes long
	@$(BIN)/python -m pytest -q -m "not slow"

lint: setup
	@$(BIN)/ruff format --check --quiet . || { echo 'mend: .venv/bin/ruff format .'; exit 1; }
	@$(BIN)/ruff check --quiet .

types: setup
	@$(BIN)/mypy --no-error-summary

bench: setup ## speed and accuracy, each clean-up step switched off in turn
	@$(BIN)/python -m bench

soak: setup ## kill parts of a station KILLS times at random: nothing may be lost
	@$(BIN)/python -m bench.soak --kills $(KILLS)

samples: setup ## draw the sample papers anew: same seed, same pages
	@$(BIN)/python -m drawing.dossiers --out samples --seed 2025

calibrate: setup ## learn from DOSSIERS drawn papers how sure readings are; takes hours
	@$(BIN)/python -m training.calibrate --cache $(CACHE) --dossiers $(DOSSIERS)

train: setup ## train the line reader on drawn lines, from nothing or from where it stopped; hours
	@./scripts/train.sh $(READER)

picture: setup ## after make demo: docs/sample.png, a page with its fields drawn on it
	@$(BIN)/python scripts/picture.py $(OUT) samples/scans docs/sample.png --name $(PICTURED)

screenshots: setup ## docs/review/: every page of the review page, with samples read anew
	@$(BIN)/python -m scripts.screenshots

lock: setup ## write requirements/ anew from the bounds in pyproject.toml
	@./scripts/lock.sh

clean: ## remove the environment and everything tools made
	@rm -rf .venv .setup .mypy_cache .ruff_cache .pytest_cache sodo.egg-info
