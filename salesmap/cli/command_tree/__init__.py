"""The tree of commands: which there are, by which words, how each is imported and gets options.

A command is a line in `working_day`, `analysis` or `upkeep`, and the module of its name in
`salesmap.cli.commands`.
"""
