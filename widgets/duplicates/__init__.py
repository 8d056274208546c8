"""Events that two agencies tell: one event told twice, or two events."""
