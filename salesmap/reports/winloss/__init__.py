"""Reports on how leads end: win rate, cycle, deal size, velocity, outcomes, months, lost reasons.

One module and one .sql file per report. `spread` has the distributions that cycle and deal size
share.
"""
