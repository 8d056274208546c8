"""From words to codes, with reasons."""
