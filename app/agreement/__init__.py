"""Two people code the same rows: how far they agree, where they differ, and how their copies of a case join."""
