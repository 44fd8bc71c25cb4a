"""Products and the needs that they answer, as pure code.

A new rule of products is a function here; which price holds is in `prices`.
"""
