"""From columns to fields: headers, dates, amounts, options, and the plan of an import.

A word of another system is added in `aliases.toml`. A field of a record is added to the row of its
importer, to `aliases.toml`, and, if it is a date, an amount or a stage, to the schema of the record
in `import_plan`.
"""
