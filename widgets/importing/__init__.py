"""Taking in files that agencies send: reading them without stopping the window, and saying what came of it."""
