"""Lists of contacts, duplicates, and the preview of a merge.

A reason for two records to be one is added in `duplicates` with its score.
"""
