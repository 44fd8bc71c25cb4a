"""Contacts and follow-ups: reports on them, lists of follow-ups, the calendar, the next action.

Reports: `followup_rate`, `response_time`, `activity`. The lists are what `due`, `followup list` and
`salesmap` alone show.
"""
