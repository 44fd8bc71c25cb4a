"""Renewed marketing in figures: referrals, segments of customers, what sources cost."""
