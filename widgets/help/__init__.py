"""Help in a window of its own, and a tour of the sample case. Loaded when first asked for, never at a start."""
