"""What knows nothing of sales: dates, money, periods, text, files, settings, languages, errors.

Imports no other room of the package. A function that needs to know what a lead or a stage is
belongs in `domain`. A new kind of value is a module of its own with a `parse_…` function that
raises one of the classes in `errors`.
"""
