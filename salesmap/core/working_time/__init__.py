"""Working time: how much of it lies between two instants, and the instant so much of it later.

Hours per weekday, breaks, holidays and moved working days are data; `countries` knows those of
China from a library.
"""
