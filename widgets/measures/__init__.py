"""Measures of each child as a table, as of any day."""
