"""What an agency wrote in a date cell, as a day with its bounds."""
