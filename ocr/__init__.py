"""Pixels to readings: no database, no queue, no web."""
