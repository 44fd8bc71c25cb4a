"""The sales process as pure code: maps, gates, the timeline of stages, the fixed words.

Imports only `core`; no database, no screen. Everything here is tested with plain values.
"""
