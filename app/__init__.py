"""Lifelanes: product name and version, nothing else."""

PRODUCT = "Lifelanes"
VERSION = "0.1.0"
