"""What is compared in place of names: the same text however it was typed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.folding import fold, fold_all


def test_case_width_accents_and_spaces_do_not_count() -> None:
    assert fold("  ＡＣＭＥ　Café\tŒuvre ") == "acme cafe oeuvre"
    assert fold("Ｋ歌 东海") == "k歌 东海"


def test_chinese_characters_have_one_form() -> None:
    """So that a text of them and of ASCII is folded by its case and spaces alone."""
    for code in (*range(0x80), *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        character = chr(code)
        for form in ("NFC", "NFKC", "NFKD"):
            assert unicodedata.normalize(form, character) == character
        assert code < 0x80 or character.casefold() == character


@given(st.text("aÉ é\u0301东海ﬁＡ㍻豈", max_size=12))
def test_what_is_folded_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(unicodedata.normalize("NFC", text))


@given(st.lists(st.none() | st.text(alphabet="aB é\n\t\x1c远  ", max_size=6), max_size=4))
def test_texts_are_folded_together_as_one_by_one(texts: list[str | None]) -> None:
    assert fold_all(texts) == [fold(text) if text else None for text in texts]
