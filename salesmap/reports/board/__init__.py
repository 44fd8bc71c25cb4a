"""The board and the review, put together from other reports.

A panel is added in `board` or `review`; its key is a contract, its title is translated.
"""
