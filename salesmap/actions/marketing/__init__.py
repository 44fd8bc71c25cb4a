"""Renewed marketing: costs of sources, segments of customers and what is done for all of one."""
