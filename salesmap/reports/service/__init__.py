"""Reports on service: ratings with their figures.

A new report is a module here with its .sql beside it, and a name in `domain/report_names.py`.
"""
