"""User text is data: what would steer a terminal is shown, never obeyed."""

import re

# C0 and C1 controls, DEL, line separators, bidirectional and other invisible format characters, stray surrogates.
# Kept as text: compiled at the first unusual character only, for most output has none.
_STEERING = "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
_ESCAPED_IN_JSON = "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"


def clean(text: str) -> str:
    """The text on one line with nothing in it that a terminal obeys: controls as their pictures (␛), others as \\u202e."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_STEERING, _picture, text)


def clean_json(text: str) -> str:
    """JSON text that means the same and steers no terminal."""
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
