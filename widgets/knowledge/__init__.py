"""Who knew what when: choosing whose view of the case is shown, and saying that it is."""
