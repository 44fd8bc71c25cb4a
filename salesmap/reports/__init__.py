"""Reads: lists, figures, reports and pages, a folder per subject.

A query is a named statement in an .sql file beside the module that runs it. It runs on a
`store.connection.Connection`, never on the ORM, and nothing is written. May import `core`, `domain`
and `store`; within the room every folder may use `query`, and `catalogue`, `diagnosis` and `board`
use the reports of the others.

To add a report, write `SUBJECT/NAME.py` with `REPORT = Report(...)` and `SUBJECT/NAME.sql` beside
it (`winloss/lost_reasons` is a short example), name it in `domain/report_names.py`, and test it in
`tests/reports`. The texts in `N_()` need their Chinese in the catalogue of `locale`.
"""
