"""The sales process as pure code: maps, gates, the timeline of stages, leads, the fixed words.

Imports only `core`; no database, no screen. Everything here is tested with plain values. A new
rule of the process is a function or method here; its refusals are classes in `errors`, raised by
whichever action runs it.
"""
