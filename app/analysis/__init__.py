"""What follows from a coded case: each module answers one question with pure functions."""
