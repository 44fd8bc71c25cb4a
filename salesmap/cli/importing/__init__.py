"""What the commands that import a sheet share: their options, the plan for reading the file, and the answer.

A new option of every import goes into `options`; it reaches the file through `plan`.
"""
