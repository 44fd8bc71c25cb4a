"""Phone numbers: what stands behind them does not count, and several are several."""

import pytest

from salesmap.core.folding import phone_key
from salesmap.core.phones import phone_numbers


@pytest.mark.parametrize(
    "text",
    ["13900001111转8", "13900001111/13900002222", "13900001111、13900002222", "13900001111-8", "13900001111分机8", "13900001111 13900002222", "13900001111 ext. 12",
     "+86 139 0000 1111#801", "13900001111；010-12345678", "13900001111或13900002222"],
)  # fmt: skip
def test_the_first_number_without_its_extension(text: str) -> None:
    assert phone_key(text, "CN") == "+8613900001111"


@pytest.mark.parametrize(
    ("text", "key"),
    [("010-12345678-8", "+861012345678"), ("+49 30 123456 Durchwahl 3", "+4930123456"), ("(021) 5555-1234 ext 12", "+862155551234"), ("+44 20 7946 0102 x12", "+442079460102"),
     ("010-12345678/79", "+861012345678"), ("400-800-1234", "+864008001234"), ("+49 30/123456", "+4930123456")],
)  # fmt: skip
def test_numbers(text: str, key: str) -> None:
    assert phone_key(text, "CN") == key


def test_all_of_them() -> None:
    assert phone_numbers("13900001111转8、010-12345678") == ["13900001111", "010-12345678"]
    assert phone_numbers("none") == ["none"]
