"""Tables to the screen or to a format; the only home of rich. Knows nothing of leads."""
