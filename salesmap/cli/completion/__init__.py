"""Completion in bash, zsh and fish: the scripts that shells load, and the names offered.

A new kind of name is a `Names` in `names`, over a statement of `reports/query/completion.sql`.
"""
