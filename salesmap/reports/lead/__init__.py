"""Lists of leads, one lead in detail, its checklist, its score and its form answers."""
