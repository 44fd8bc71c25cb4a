"""The clocks of customers: since when the next care and the next purchase count.

`facts` works them out, `keeping` keeps them in a table beside the facts, `reading` gives them to
whoever asks: the table where it holds what everybody's facts say, else a copy made for the asker.
"""
