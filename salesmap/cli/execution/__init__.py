"""What surrounds every command: the past it looks at, its repetition, the rules of the map."""
