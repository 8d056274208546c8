"""The same event told by two agencies."""
