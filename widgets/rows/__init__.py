"""Rows by a reviewer's hand: added, corrected, split, mended."""
