"""Days of work by several people, invented from a seed: `python -m tests.simulation --operations 1000000 --seed 7`."""
