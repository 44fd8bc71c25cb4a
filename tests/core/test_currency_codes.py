"""The currencies that exist, and the decimals of each."""

import pytest

from salesmap.core.errors import UsageError
from salesmap.core.figures.currencies import check_currency, check_unit, decimals, smallest_unit
from salesmap.core.money import parse_money
from salesmap.exchange.mapping.aliases import aliases


def test_the_list_holds_each_code_once() -> None:
    assert len(decimals()) > 150
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in decimals())
    assert {decimals()[code] for code in ("CNY", "USD", "EUR", "BGN", "HRK")} == {2}
    assert (decimals()["JPY"], decimals()["KRW"], decimals()["KWD"]) == (0, 0, 3)


def test_every_word_for_a_currency_stands_for_one_that_exists() -> None:
    assert set(aliases("currencies").values()) <= set(decimals())


@pytest.mark.parametrize(
    ("code", "nearest"),
    [("XXZ", []), ("USDD", ["USD"]), ("euro", ["EUR"]), ("RMB", ["CNY"]), ("¥", ["CNY"]), ("", [])],
)
def test_an_unknown_currency_names_the_nearest(code: str, nearest: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        check_currency(code)
    assert error.value.code == "unknown_currency"
    assert error.value.data["candidates"] == nearest


def test_an_unknown_currency_beside_an_amount() -> None:
    assert check_currency(" jpy ") == "JPY"
    with pytest.raises(UsageError, match="XXZ"):
        parse_money("1200 XXZ")
    with pytest.raises(UsageError, match="abc"):
        parse_money("1200 abc")  # no code: three capitals are one


def test_amounts_of_a_currency_without_cents_are_whole() -> None:
    assert (smallest_unit("JPY"), smallest_unit("CNY"), smallest_unit("KWD")) == (100, 1, 1)
    check_unit(None, "JPY")
    check_unit(1200_00, "JPY")
    check_unit(1200_50, "CNY")
    for text in ("1200.50 JPY", "₩0.5"):
        with pytest.raises(UsageError, match="no cents"):
            parse_money(text)
