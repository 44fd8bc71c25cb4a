"""The fixed words of contracts, as they are stored."""

TERMINATIONS = ("refund", "keep_credit", "move")
