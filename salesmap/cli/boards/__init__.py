"""The board and the review at a terminal: panels, tiles, blocks."""
