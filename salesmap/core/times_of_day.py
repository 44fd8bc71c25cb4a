"""Times of day behind a day: `tomorrow 15:00`, `fri at 3pm`, 周五下午3点半."""

import re
from datetime import time

_CLOCK = (
    r"(?:^|\s+(?:at\s+)?|\s*@\s*|(?<=[日号天一二三四五六末后底])\s*)"
    r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?)?\s*([ap]\.?m\.?)?$"
)
_CHINESE = (
    r"\s*(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|早)?\s*"
    r"(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时|:)(?:(半)|(一刻)|(三刻)|(\d{1,2})分?)?$"
)
_NAMED = r"(?:^|\s+(?:at\s+)?)(noon|midday)$|\s*(中午|正午)$"
_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", 1)} | {
    "两": 2
}
_LATE = {"下午", "傍晚", "晚上", "晚"}


def split_time(words: str) -> tuple[str, time] | None:
    """Return the words for the day and the time of day behind them; None without a time.

    The day may be empty: today. Raises ValueError for a time that no clock shows.
    """
    if match := re.search(_NAMED, words, re.IGNORECASE):
        return _before(words, match), time(12)
    if match := re.search(_CLOCK, words, re.IGNORECASE):
        if match[2] is None and not match[4]:
            return None
        return _before(words, match), _time(
            int(match[1]), int(match[2] or 0), int(match[3] or 0), (match[4] or "")[:1].lower()
        )
    if match := re.search(_CHINESE, words):
        minute = 30 if match[3] else 15 if match[4] else 45 if match[5] else int(match[6] or 0)
        day, part = _before(words, match), match[1] or ""
        if day in ("今", "明", "昨"):  # 今晚8点
            day += "天"
        hour = int(match[2]) if match[2].isdigit() else _number(match[2])
        is_late = part in _LATE or (part == "中午" and hour < 3)
        return day, _time(hour, minute, 0, "p" if is_late else "")
    return None


def _before(words: str, match: re.Match[str]) -> str:
    return words[: match.start()].strip().rstrip(",").strip()


def _time(hour: int, minute: int, second: int, half: str) -> time:
    if half and not 1 <= hour <= 12 and not (half == "p" and hour < 24):
        raise ValueError(hour)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return time(hour, minute, second)


def _number(text: str) -> int:
    """Return the number of 三, 十, 十一, 二十三."""
    tens, has_ten, ones = text.rpartition("十")
    if not has_ten:
        return _DIGITS[text]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
