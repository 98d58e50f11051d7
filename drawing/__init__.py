"""Draws invented land certificates as they look, with what they say."""
