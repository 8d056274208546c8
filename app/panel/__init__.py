"""What a panel may see of a case: pseudonyms, no free text, and the stops that a reviewer leads through."""
