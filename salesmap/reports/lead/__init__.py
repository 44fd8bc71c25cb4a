"""Questions about leads: lists, one lead in detail, checklist, scores, form answers."""
