"""What is seen and touched. Holds no facts: those are in the case, and change through the session."""
