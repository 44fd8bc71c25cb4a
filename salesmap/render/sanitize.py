"""User text is data: what would steer a terminal is made visible."""

import re

# C1 controls, DEL, line separators, bidirectional and other invisible format characters, stray
# surrogates. Kept as text: compiled at the first unusual character only, because most output has
# none.
_ABOVE_ASCII = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_STEERING = f"[\x00-\x1f{_ABOVE_ASCII}]"
_ESCAPED_IN_JSON = f"[{_ABOVE_ASCII}]"


def clean(text: str) -> str:
    """Return text on one line: controls as pictures (␛), other steering characters as \\u202e."""
    if text.isprintable():  # no character that steers is
        return text
    return re.sub(_STEERING, _picture, text)


def clean_json(text: str) -> str:
    """Return JSON of the same meaning without characters that steer a terminal."""
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(_ESCAPED_IN_JSON, _escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
