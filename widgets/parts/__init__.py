"""Small things with one subject each, which every room of the window may use."""
