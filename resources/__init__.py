"""Data that ships with the product: files only, read through importlib.resources."""
