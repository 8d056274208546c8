"""A chart going out: picture files, the clipboard, paper. What is drawn comes in as leaves; no lanes are known here."""
