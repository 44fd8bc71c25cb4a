"""What the commands of tickets share."""
