"""What each engine does, under one name: actions and reports never know which one is behind it.

A function here asks whether the database is a file or on a server, and calls its namesake in
`store/file` or `store/server`, imported where it is used. What is new goes to both.
"""
