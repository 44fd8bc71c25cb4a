"""How leads end: win rate, cycle, deal size, velocity, lost reasons."""
