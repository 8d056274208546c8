"""The case file: how a case is kept on disk, edit by edit, and opened again as it was."""

SUFFIX = ".lifelanes"
"""How the name of a case file ends."""
