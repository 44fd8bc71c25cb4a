"""Files and messages written for other programs: vCards, calendars, charts, notices."""
