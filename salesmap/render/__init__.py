"""Tables and texts for screens and files; the only home of rich. Knows nothing of leads.

`table`, `plain`, `serialize`, `json_text` and `workbook` write a core Table; `cell_format` formats
its values, `sanitize` makes hostile text harmless. A new output format is a module here and a name
in `cli/output`.
"""
