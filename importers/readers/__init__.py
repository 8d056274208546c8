"""From the bytes of a file to sheets of cells as they stand: a reader for each kind, in a process of its own."""
