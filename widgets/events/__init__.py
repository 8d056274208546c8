"""The rows of the case: the table of events, the rejected rows, and one record in full."""
