"""Working hours per weekday as people type them: `mon-fri 9:00-12:00 13:30-18:00; sat 9-12`."""

import re
import unicodedata

from salesmap.core.calendar import WEEKDAYS
from salesmap.core.working_time.errors import UnreadableHours

Spans = tuple[tuple[int, int], ...]
"""From and to, in minutes of the day; what lies between two spans is a break."""

Week = tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]

_DAY = 24 * 60
_OFFICE: Spans = ((9 * 60, 18 * 60),)
OFFICE_HOURS: Week = (_OFFICE, _OFFICE, _OFFICE, _OFFICE, _OFFICE, (), ())
"""Monday to Friday, 9 to 18, no break."""

_NAMES = {name: number for number, name in enumerate(WEEKDAYS)}
_NAMES |= {
    f"{prefix}{character}": number
    for prefix in ("周", "星期")
    for number, character in enumerate("一二三四五六日")
} | {"周天": 6, "星期天": 6}
_TO = r"\s*(?:-|–|—|~|至|到)\s*"
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_DAYS = rf"(?:{_NAME})(?:{_TO}(?:{_NAME}))?"
_SPAN = rf"(\d{{1,2}})(?::(\d{{2}}))?{_TO}(\d{{1,2}})(?::(\d{{2}}))?"
_GROUP = re.compile(
    rf"(?P<days>{_DAYS}(?:\s*[,、]\s*{_DAYS})*)?\s*(?P<spans>{_SPAN}(?:[\s,、]+{_SPAN})*)"
)


def parse_hours(text: str) -> Week:
    """Return the working hours of a week; hours without days are Monday's to Friday's.

    Raises UnreadableHours, also for spans that overlap.
    """
    week: list[Spans] = [()] * len(WEEKDAYS)
    body = unicodedata.normalize("NFKC", text).lower()
    for group in re.split(r"[;\n]", body):
        match = _GROUP.fullmatch(group.strip())
        if not match:
            raise UnreadableHours(text)
        spans = _spans(match["spans"], text)
        for day in _days(match["days"] or "mon-fri"):
            if week[day]:
                raise UnreadableHours(text)
            week[day] = spans
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = week
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _spans(text: str, whole: str) -> Spans:
    spans = tuple(
        (int(start) * 60 + int(start_minute or 0), int(end) * 60 + int(end_minute or 0))
        for start, start_minute, end, end_minute in re.findall(_SPAN, text)
    )
    edges = [edge for span in spans for edge in span]
    if edges != sorted(set(edges)) or edges[-1] > _DAY or re.search(r":[6-9]", text):
        raise UnreadableHours(whole)
    return spans


def _days(text: str) -> list[int]:
    days = []
    for part in re.split("[,、]", text):
        first, *last = (_NAMES[name] for name in re.findall(_NAME, part))
        end = last[0] if last else first
        days += [(first + number) % 7 for number in range((end - first) % 7 + 1)]
    return days
