"""The commands on the journal: `history`, `undo`, `redo`, `events`."""
