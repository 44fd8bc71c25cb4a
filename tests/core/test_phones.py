"""Phone numbers: what stands behind them does not count, and several are several."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.folding import phone_key
from salesmap.core.phones import phone_numbers, split_phones


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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("13900001111/13900002222", ["13900001111", "13900002222"]),
        ("13900001111转8、010-12345678", ["13900001111转8", "010-12345678"]),
        ("021-5555 6666; 138 0000 1117", ["021-5555 6666", "138 0000 1117"]),
        ("13900001111 13900002222", ["13900001111", "13900002222"]),
        ("+86 13900001111\n+1 415 555 0100", ["+86 13900001111", "+1 415 555 0100"]),
    ],
)
def test_several_are_several_each_with_its_extension(text: str, parts: list[str]) -> None:
    assert split_phones(text) == parts


@pytest.mark.parametrize(
    "text",
    ["13900001111", "010-12345678/79", "030/1234567", "0049171/1234567", "+49171/12345678",
     "13900001111 / home", "13900001111, ask for Bo", "none", "", " 13900001111 "],
)  # fmt: skip
def test_what_is_not_all_numbers_stays_one_text(text: str) -> None:
    assert split_phones(text) == [text]


@given(
    st.text("0123456789", min_size=3, max_size=13),
    st.sampled_from(["CN", "US", "DE", "GB", "JP", "IN", "FR", "IT", "SG", "HK"]),
)
def test_plain_digits_are_read_as_phonenumbers_reads_them(digits: str, country: str) -> None:
    """Without importing it: by the patterns of the country."""
    try:
        number = phonenumbers.parse(digits, country)
        is_one = phonenumbers.is_possible_number(number)
    except phonenumbers.NumberParseException:
        is_one = False
    written = phonenumbers.PhoneNumberFormat.E164
    assert phone_key(digits, country) == (
        phonenumbers.format_number(number, written) if is_one else digits
    )
