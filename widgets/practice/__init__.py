"""What a reviewer marks in the record: the form for a key practice episode."""
