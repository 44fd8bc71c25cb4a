"""What a map says about the team: who gets leads, which fall into the pool, who may do what."""
