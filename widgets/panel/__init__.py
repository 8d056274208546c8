"""The panel view: what is shown on the wall, and the page from which a reviewer leads it."""
