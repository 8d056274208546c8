"""What the window shows while there is nothing in the case: how to begin."""
