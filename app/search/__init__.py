"""Finding rows: by their words, by what they say, and in which findings they are evidence."""
