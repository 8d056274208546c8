"""Tests, by the same nouns as the source. Helpers for them are in conftest.py and builders.py."""
