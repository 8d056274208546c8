"""The page of the scheme: levels, windows and thresholds of a case."""
