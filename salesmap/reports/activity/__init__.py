"""Questions about work done and due: follow-ups, contact rates, today, calendars."""
