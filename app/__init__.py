"""Lifelanes: product name and version, nothing else."""

PRODUCT = "Lifelanes"  # not words: a name
VERSION = "0.1.0"
