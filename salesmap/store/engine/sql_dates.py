"""Calendars in SQL that both engines read: weeks, instants moved by hours and days."""


def iso_week(day: str) -> str:
    """Return the SQL of the ISO week of a day: `2026-W48`, that of its week's Thursday."""
    thursday = f"{day}, '-3 days', 'weekday 4'"
    number = f"(CAST(strftime('%j', {thursday}) AS INTEGER) - 1) / 7 + 1"
    return f"strftime('%Y', {thursday}) || '-W' || substr('0' || ({number}), -2)"


def hours_after(instant: str, hours: str) -> str:
    """Return the SQL of an instant that many hours later."""
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {instant}, '+' || {hours} || ' hours')"


def days_after(instant: str, days: str) -> str:
    """Return the SQL of an instant that many days later."""
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {instant}, '+' || {days} || ' days')"


def seconds_between(start: str, end: str) -> str:
    """Return the SQL of the seconds from an instant to another one."""
    return f"CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER)"
