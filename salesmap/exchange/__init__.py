"""Files in and out: tables, vCards, calendars, pages. Imports `domain`, `store` and `core`."""
