"""Who is meant by a cell, a title or a text."""
