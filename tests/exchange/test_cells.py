"""What cells hold: dates in the order of their column, amounts with the sign of theirs, and what a spreadsheet has changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from conftest import Salesmap
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.clock import Clock
from salesmap.core.errors import UsageError
from salesmap.exchange.mapping.amounts import DecimalSeparator, read_amount
from salesmap.exchange.mapping.dates import DateOrder, read_moment

SHANGHAI = Clock(zone=ZoneInfo("Asia/Shanghai"))

MOMENTS = {
    "15 Apr, 2021 00:03:00": "2021-04-15 00:03", "Apr 15, 2021": "2021-04-15 12:00", "Thu, 15 Apr 2021": "2021-04-15 12:00",
    "2026年4月3日": "2026-04-03 12:00", "2026年4月3日 下午3:05": "2026-04-03 15:05", "2026/4/3": "2026-04-03 12:00",
    "2023-02-06 06:30": "2023-02-06 06:30", "2024-03-26T15:15:00.000+0000": "2024-03-26 23:15", "2024-03-26T15:15:00Z": "2024-03-26 23:15",
    "45321": "2024-01-30 12:00", "45321.4375": "2024-01-30 10:30", "20260403": "2026-04-03 12:00", "13/04/2026": "2026-04-13 12:00",
    "13-Apr-26": "2026-04-13 12:00", "4/13/2026 3:05 PM": "2026-04-13 15:05", "4/13/2026 12:05 am": "2026-04-13 00:05",
    "15.04.2021 12:30": "2021-04-15 12:30", "１３/04/2026": "2026-04-13 12:00", "2026-04-03T10:00:00-05:00": "2026-04-03 23:00",
}  # fmt: skip
NO_MOMENTS = [
    "May-20",
    "20-May",
    "2026-13-45",
    "0012",
    "99999",
    "04/07/2026",
    "fri",
    "tomorrow",
    "1.79E+308",
    "2026",
    "12:30",
    "31/02/2026",
]


@pytest.mark.parametrize("cell", MOMENTS)
def test_moments(cell: str) -> None:
    assert (
        read_moment(cell, None, SHANGHAI).astimezone(SHANGHAI.zone).strftime("%Y-%m-%d %H:%M")
        == MOMENTS[cell]
    )


@pytest.mark.parametrize("cell", NO_MOMENTS)
def test_no_moments(cell: str) -> None:
    with pytest.raises(UsageError):
        read_moment(cell, None, SHANGHAI)


COLUMNS = {
    ("13/04/2026", "04/07/2026"): "dmy", ("04/13/26",): "mdy", ("31/12/32",): "dmy", ("2026-04-03", "45321"): None,
    ("04/04/2026",): "dmy", ("5.6.2026", "15.6.2026"): "dmy", ("1/2/2026", "1/13/2026"): "mdy", ("32/1/05",): "ymd",
    ("2026-25-12", "2026-03-04"): "ydm", ("2026-12-12", "2026.13.12"): "ydm", ("2026-12-25",): None, ("2026-13-13",): None,
}  # fmt: skip


@pytest.mark.parametrize("cells", COLUMNS)
def test_the_column_decides(cells: tuple[str, ...]) -> None:
    order = DateOrder("When")
    for cell in cells:  # however the cells come, together or one by one
        order.add([cell])
    assert order.order() == COLUMNS[cells]


@pytest.mark.parametrize(
    "cells",
    [
        ("04/07/2026",),
        ("04/07/26",),
        ("25/12/26",),
        ("01/13/2026", "13/01/2026"),
        ("2026-25-12", "2026-12-25"),
        ("2026-25-12", "13/01/2026"),
    ],
)
def test_an_open_or_contradictory_column_is_refused(cells: tuple[str, ...]) -> None:
    order = DateOrder("When")
    order.add(cells)
    with pytest.raises(UsageError, match=r"ambiguous|two orders"):
        order.order()


def test_the_month_last() -> None:
    assert read_moment("2026-03-04", "ydm", SHANGHAI).date() == date(2026, 4, 3)
    assert read_moment("20260304", "ydm", SHANGHAI).date() == date(2026, 3, 4), "no marks"
    order = DateOrder("When")
    order.add(["2026-03-25"])
    with pytest.raises(UsageError, match="not in the order ydm"):
        order.order("ydm")


@given(
    st.lists(st.dates(date(1950, 1, 1), date(2049, 12, 31)), min_size=1, max_size=20),
    st.sampled_from(
        [
            "%d/%m/%Y",
            "%m/%d/%Y",
            "%d.%m.%Y",
            "%Y-%m-%d",
            "%Y/%m/%d",
            "%d %b %Y",
            "%b %d, %Y",
            "%Y年%m月%d日",
            "%Y%m%d",
        ]
    ),
)
def test_what_was_written_is_read_or_refused(days: list[date], pattern: str) -> None:
    cells = [day.strftime(pattern) for day in days]
    order = DateOrder("When")
    order.add(cells)
    try:
        found = order.order()
    except UsageError:
        assert all(day.day <= 12 for day in days), "only a column that leaves it open is refused"
        return
    assert [SHANGHAI.day_of(read_moment(cell, found, SHANGHAI)) for cell in cells] == days


@given(
    st.datetimes(datetime(1960, 1, 1), datetime(2090, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_day_numbers(moment: datetime) -> None:
    number = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    found = read_moment(repr(number), None, Clock(zone=UTC))
    expected = (
        moment if moment.time() != datetime.min.time() else moment + timedelta(hours=12)
    )  # a day without a time is its noon
    assert abs(found.replace(tzinfo=None) - expected) <= timedelta(seconds=1)


AMOUNTS = {
    ("$22,700.00", "."): (2_270_000, "USD"), ("342.09K", "."): (34_209_000, None), ("1.234,56 €", ","): (123_456, "EUR"),
    ("12万", "."): (12_000_000, None), ("(500)", "."): (-50_000, None), ("($1,200.50)", "."): (-120_050, "USD"), ("-500", "."): (-50_000, None),
    ("12 000,50", ","): (1_200_050, None), ("12\u00a0000", "."): (1_200_000, None), ("1'234.50", "."): (123_450, None), ("0.125", "."): (13, None),
    ("12万元", "."): (12_000_000, "CNY"), ("USD 1,200", "."): (120_000, "USD"), ("1.5M", "."): (150_000_000, None), ("0", "."): (0, None),
    ("22700.005", "."): (2_270_001, None), ("￥１，２００", "."): (120_000, "CNY"),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "decimal"), AMOUNTS)
def test_amounts(cell: str, decimal: str) -> None:
    assert read_amount(cell, decimal) == AMOUNTS[cell, decimal]


@pytest.mark.parametrize(
    "cell", ["May-20", "1.2E+05", "1.79E+308", "12,3,4", "abc", "()", "-", "1e500", "9" * 30]
)
def test_no_amounts(cell: str) -> None:
    with pytest.raises(UsageError):
        read_amount(cell, ".")


SIGNS = {
    ("1.234", "12,5"): ",", ("1,234",): ".", ("0.125",): ".", ("1.234.567",): ",", ("12,50",): ",", ("$22,700.00",): ".", ("12", "x"): ".",
    ("1.234,5",): ",", ("1,234.5", "1.234"): ".",
}  # fmt: skip


@pytest.mark.parametrize("cells", SIGNS)
def test_the_column_decides_its_decimal_sign(cells: tuple[str, ...]) -> None:
    sign = DecimalSeparator("Price")
    sign.add(cells)
    assert sign.separator() == SIGNS[cells]


@pytest.mark.parametrize("cells", [("1.234",), ("12,5", "12.5")])
def test_open_amounts_are_refused(cells: tuple[str, ...]) -> None:
    sign = DecimalSeparator("Price")
    sign.add(cells)
    with pytest.raises(UsageError, match=r"ambiguous|two formats"):
        sign.separator()


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.booleans(), st.booleans())
def test_amounts_come_back(cents: list[int], european: bool, grouped: bool) -> None:
    written = [f"{each / 100:{',' if grouped else ''}.2f}" for each in cents]
    if european:
        written = [text.translate(str.maketrans(",.", ".,")) for text in written]
    sign = DecimalSeparator("Price")
    sign.add(written)
    assert [read_amount(cell, sign.separator())[0] for cell in written] == cents


def test_what_a_spreadsheet_changed_is_flagged_never_guessed(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text(
        "ID,Name,Size,Phone\n1,A,May-20,\n1.79E+308,B,5-20,\n3,C,11-50,1.38E+10\n4,D,1月5日,\n5,E,#REF!,\n"
    )
    rejects = salesmap.home / "bad.csv"
    done = salesmap.run("lead", "import", str(file), "--rejects", str(rejects), "--format", "json")
    assert (done.code, done.data["added"], done.data["rejected"]) == (0, 3, 2)
    assert "May-20" in done.err and "3 cells" in done.err
    assert [line.split(",")[0] for line in rejects.read_text().splitlines()] == ["line", "3", "4"]
    assert salesmap.json("lead", "show", "x:1")["fields"] == {"Size": "May-20"}
    (flag, *_more) = salesmap.json("lead", "import", str(file), "--dry-run")["flagged"]
    assert flag == {"line": 2, "column": "Size", "cell": "May-20"}


def test_a_stray_date_in_a_workbook_column_is_flagged(salesmap: Salesmap) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Name", "Size", "Seen"],
        ["A", datetime(2026, 5, 20), datetime(2026, 5, 20)],
        ["B", "21-50", datetime(2026, 5, 21)],
        ["C", "51-100", None],
    ):
        book.active.append(row)
    book.save(salesmap.home / "f.xlsx")
    done = salesmap.ok("lead", "import", "f.xlsx")
    assert "1 cell was" in done.err and "line 2, Size" in done.err, (
        "dates among dates are none of it"
    )


@pytest.mark.parametrize(
    ("header", "currency"),
    [("Amount (CHF)", "CHF"), ("Deal value (JPY)", "JPY"), ("金额（日元）", "JPY"), ("Amount (ALL)", "CNY")],
)  # fmt: skip
def test_a_header_names_any_currency(salesmap: Salesmap, header: str, currency: str) -> None:
    (salesmap.home / "f.csv").write_text(f"name,{header}\nA,5\n", encoding="utf-8")
    salesmap.ok("lead", "import", "f.csv")
    lead = salesmap.json("lead", "show", "A")
    assert (lead["value"], lead["currency"]) == (5, currency)


def test_a_header_names_unit_and_currency(salesmap: Salesmap) -> None:
    (salesmap.home / "f.csv").write_text(
        "客户名称,预计金额（万元）\n甲,12.5\n乙,3万\n", encoding="utf-8"
    )
    salesmap.ok("lead", "import", "f.csv")
    assert [lead["value"] for lead in salesmap.json("lead", "list", "--sort", "id")] == [
        125_000,
        30_000,
    ]
    (salesmap.home / "g.csv").write_text("Deal Name,Amount (USD)\nA,12.5\n")
    salesmap.ok("lead", "import", "g.csv")
    assert salesmap.json("lead", "show", "A")["currency"] == "USD"


def test_words_for_nothing_when_told(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text("Name,City,Amount,Stage,Created\nA,Select,-,n/a,N/A\nB,Bonn,5,Won,2026-01-05\n")
    assert salesmap.json("lead", "import", str(file), "--empty", "select")["added"] == 2
    first, second = salesmap.json("lead", "list", "--status", "all", "--sort", "id")
    assert (first["fields"], first["value"], first["stage"]) == ({}, None, "lead")
    assert (second["fields"], second["status"]) == ({"City": "Bonn"}, "won")


def test_what_is_next_becomes_a_follow_up(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text(
        "线索名称,下一步,下次联系时间,阶段\n甲,发方案,2026-12-01,\n乙,,2026-12-02,\n丙,回访,2026-12-03,赢单\n"
    )
    salesmap.ok("lead", "import", str(file))
    promises = salesmap.json("followup", "list")
    assert [(row["lead"], row["what"], row["due_on"]) for row in promises] == [
        ("甲", "发方案", "2026-12-01"),
        ("乙", "下次联系时间", "2026-12-02"),
    ]


def test_a_column_of_dates_was_not_changed_by_a_spreadsheet(salesmap: Salesmap) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "segment"])
    for number in range(2_500):
        cell = (
            datetime(2026, 5, number % 28 + 1)
            if number % 5 < 3
            else None
            if number % 5 == 3
            else "asked"
        )
        book.active.append([f"L{number}", cell])
    book.save(salesmap.home / "f.xlsx")
    assert "spreadsheet program" not in salesmap.run("lead", "import", "f.xlsx", "--dry-run").err
    (salesmap.home / "f.csv").write_text(
        "name,when\n" + "".join(f"L{n},May-{n % 28 + 1:02}\n" for n in range(2_500))
    )
    assert "spreadsheet program" not in salesmap.run("lead", "import", "f.csv", "--dry-run").err


def test_a_contact_joins_the_company_named_later(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--contact", "Ann")
    salesmap.ok("lead", "edit", "1", "--company", "Acme")
    assert salesmap.sql("SELECT customer_id FROM contact") == [(1,)]
