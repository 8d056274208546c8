"""The phase view on the screen and in files."""
