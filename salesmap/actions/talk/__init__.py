"""Talk of the team: comments, and the news that people are told."""
