"""Other programs at the terminal: the user's editor and pager."""
