"""The words that people read: all in one catalogue, said in the language chosen."""
