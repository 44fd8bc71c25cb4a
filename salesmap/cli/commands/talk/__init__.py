"""What the team tells each other: `comment`, `inbox`."""
