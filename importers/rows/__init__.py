"""What each row of a table becomes: an event with its date, its people, its words and codes, or a row with a reason."""
