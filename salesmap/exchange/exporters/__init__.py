"""Files and messages for other programs: vCards, calendars, Mermaid charts, notifications."""
