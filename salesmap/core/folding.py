"""The form in which names, phones and addresses are compared."""

import re
import unicodedata
from collections.abc import Sequence

from salesmap.core.numbering_plans import plan_of

_BETWEEN_DIGITS = str.maketrans("", "", " -().")
_ACCENTED = re.compile("([a-z\u0370-\u03ff])[\u0300-\u036f]+")
_SIMPLE = re.compile("[\0-\x7f\u3400-\u4dbf\u4e00-\u9fff]*")
"""Text of ASCII and Chinese characters, of which Unicode has one form."""
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters with a stroke or joined, which Unicode does not take apart."""


def fold(text: str) -> str:
    """Return the text without differences of case, width, accents and spacing.

    NFKC, casefold, and the letters of Latin and Greek without their accents; the marks of
    other scripts tell words apart, and stay.
    """
    folded = text.casefold()
    if not text.isascii() and not _SIMPLE.fullmatch(text):
        taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        folded = unicodedata.normalize("NFC", _ACCENTED.sub(r"\1", taken_apart)).translate(_LETTERS)
    return " ".join(folded.split())


def fold_all(texts: Sequence[str | None]) -> list[str | None]:
    """Return the texts folded, None for an empty one; together in a third of the time."""
    filled = [text for text in texts if text]
    folded = _folded_together(filled)
    if len(filled) == len(texts):
        return list(folded)
    following = iter(folded)
    return [next(following) if text else None for text in texts]


def _folded_together(texts: Sequence[str]) -> Sequence[str]:
    joined = "\n".join(texts)
    spaced = joined.replace("\n", " ")
    is_simple = joined.isascii() or _SIMPLE.fullmatch(joined)
    if is_simple and joined.count("\n") < len(texts) and " ".join(spaced.split()) == spaced:
        return joined.casefold().split("\n")
    return [fold(text) for text in texts]


def email_domain(email: str) -> str | None:
    """Return what stands behind the @ of an e-mail address, folded; None for none."""
    return fold(email).rpartition("@")[2].strip() or None if "@" in email else None


def phone_key(text: str, country: str) -> str | None:
    """Return the number in E.164, read as dialled in `country`: the first of several.

    Extensions do not count. Its bare digits where that fails; None without digits.
    """
    digits = text if text.isdigit() else text.translate(_BETWEEN_DIGITS)
    if digits.isascii() and digits.isdigit() and not ("-" in text and _has_extension(text)):
        plan = plan_of(country)
        if plan and plan.number.fullmatch(digits) and not plan.prefix.match(digits):
            return plan.code + digits
    return _parsed_phone_key(text, country)


def phone_endings(text: str) -> list[str]:
    """Return the digits that a phone may end with to be the one typed; none for another text.

    What is dialled before a number (`0`, `00`) is not kept with it.
    """
    if any(character.isalpha() for character in text):
        return []
    digits = "".join(character for character in text if character.isdecimal())
    return [each for each in dict.fromkeys((digits, digits.lstrip("0"))) if len(each) >= 5]


def _has_extension(text: str) -> bool:
    from salesmap.core.phones import has_extension

    return has_extension(text)


def _parsed_phone_key(text: str, country: str) -> str | None:
    import phonenumbers  # 15 ms, wanted only where a phone is written

    from salesmap.core.phones import phone_numbers

    shown = phone_numbers(text)[0]
    try:
        number = phonenumbers.parse(shown, country)
        if phonenumbers.is_possible_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        pass
    return "".join(character for character in shown if character.isdecimal()) or None


HAN = "\u4e00", "\u9fff"
_BY_PINYIN, _BY_RADICAL = 0x20000, 0x30000
"""Above every character of names: Chinese stands behind all other text, what is rare last."""


def pinyin_key(text: str | None) -> str | None:
    """Return a text that sorts as a name does: Chinese characters by pinyin, behind other letters.

    By the place of a character in GB 2312, whose 3,755 common characters are sorted by pinyin (of
    several readings by the usual one); rarer ones follow, by their radicals.
    """
    if text is None or text.isascii():
        return text
    return "".join(
        _key(character) if HAN[0] <= character <= HAN[1] else character for character in text
    )


def _key(character: str) -> str:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return chr(_BY_RADICAL + ord(character))
    return chr(_BY_PINYIN + int.from_bytes(code))
