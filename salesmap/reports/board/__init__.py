"""The board and the review, put together from other reports."""
