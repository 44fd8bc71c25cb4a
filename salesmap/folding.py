"""The form in which names, phones and addresses are compared: what people would call the same is the same."""

import unicodedata


def fold(text: str) -> str:
    """Case, width and spacing folded away (NFKC, casefold, single spaces)."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def phone_key(text: str, country: str) -> str | None:
    """The number in E.164, read as dialled in `country`; its bare digits where that fails; None without digits."""
    import phonenumbers  # 15 ms, wanted only where a phone is written

    shown = unicodedata.normalize("NFKC", text)
    try:
        number = phonenumbers.parse(shown, country)
        if phonenumbers.is_possible_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        pass
    return "".join(character for character in shown if character.isdecimal()) or None
