"""The findings of the case as a list, in words."""
