"""The phase view as data: each child's way through level and concern, one small picture for each cycle."""
