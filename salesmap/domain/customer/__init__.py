"""Customers: their fields, tiers, care and when they buy again."""
