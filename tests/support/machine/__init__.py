"""Processes, terminals, servers and browsers that tests start."""
