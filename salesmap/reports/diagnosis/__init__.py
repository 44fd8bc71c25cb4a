"""Detectors of the map's problems, the issues opened on them, and the KPIs of the map.

To add a detector, declare its metric in `domain/map/metrics.py`, and write a statement of that name
in `detectors.sql` that selects lead, value and whether the case is bad; what the statement needs
beside the stage goes into `Detectors._cases`.
"""
