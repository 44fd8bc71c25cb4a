"""What steers a terminal is shown; all other text stays as it is."""

import json
import re

from salesmap.render import sanitize
from salesmap.render.sanitize import clean, clean_json

STEERING = "\x00\x1b\x7f\x80\x9f\u00ad\u200b\u200e\u2028\u202e\u2066\ufeff\ufff9\U000e0001"


def test_no_character_that_steers_is_printable() -> None:
    """So that text which is printable needs no look at its characters."""
    steering = re.compile(sanitize._STEERING)
    assert not [chr(code) for code in range(0x110000)
                if chr(code).isprintable() and steering.match(chr(code))]  # fmt: skip


def test_each_character_that_steers_is_shown() -> None:
    for character in STEERING:
        for text in (f"a{character}b", f"东{character}海"):
            assert character not in clean(text) and clean(text)[0] == text[0]
    assert clean("\x1b[1m") == "␛[1m" and clean("a\u202eb") == "a\\u202eb"
    assert clean("东海 Café") == "东海 Café"


def test_json_means_the_same_and_steers_nothing() -> None:
    for character in STEERING[2:]:
        text = json.dumps({"a": f"x{character}", "b": f"海{character}"}, ensure_ascii=False)
        assert character not in clean_json(text) and json.loads(clean_json(text)) == json.loads(
            text
        )
