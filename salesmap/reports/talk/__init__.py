"""Reports on the talk of the team."""
