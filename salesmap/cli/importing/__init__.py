"""What the commands that import a sheet share: options, the plan of the file, the answer.

A new option of every import goes into `options`; it reaches the file through `plan`.
"""
