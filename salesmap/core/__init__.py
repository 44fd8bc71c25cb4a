"""What knows nothing of sales: dates, money, text, files, settings, languages, errors.

Imports no other room. A helper that names a lead or a stage belongs in `domain`.
"""
