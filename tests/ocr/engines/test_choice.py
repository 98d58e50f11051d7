"""Recognisers are chosen by the name that the settings know."""

from typing import get_args

import pytest

from ocr.engines import choice
from ocr.engines.choice import ENGINES, engine_of
from ocr.engines.engine import LINE_READER, TESSERACT
from schemas.errors import SettingsError
from schemas.settings import Settings


def test_the_settings_offer_the_engines_there_are() -> None:
    assert set(get_args(Settings.model_fields["engine"].annotation)) == set(ENGINES)


def test_our_own_reader_reads_unless_told_otherwise() -> None:
    assert Settings.model_fields["engine"].default == LINE_READER


def test_our_own_reader_has_tesseract_for_a_witness() -> None:
    engine = engine_of(LINE_READER, 10.0)

    assert engine.name == LINE_READER
    assert engine.witness is not None
    assert engine.witness.name == TESSERACT


def test_a_missing_network_stops_before_any_file_is_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choice, "is_present", lambda: False)

    with pytest.raises(SettingsError, match="SODO_ENGINE"):
        engine_of(LINE_READER, 10.0)
