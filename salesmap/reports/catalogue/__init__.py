"""The reports by name, custom reports, and what all have in common: --explain and --compare.

A report is not added here but in the folder of its subject: see `salesmap.reports`.
"""
