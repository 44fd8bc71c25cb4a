"""Every command, found by its name.

`salesmap lead add` is `lead/add.py`, `salesmap due` is `due.py`. A command calls one action or one
report and prints the result; what the verbs of a noun share is in a module with a leading
underscore.
"""
