"""What to type next after an error: the texts by the code of the error, and their choice."""
