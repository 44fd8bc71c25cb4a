"""Files in and out: sheets, vCards, calendars, pages, messages.

`tabular` makes rows of any file, `mapping` makes fields of columns, `importers` make drafts of
rows, `exporters` and `pages` write for other programs and for people. May import `core`, `domain`
and `store`; writes nothing to the database: that is what `actions` do with the drafts.

Errors are in `errors.py`; what to type after one is in `cli/hints/`.
"""
