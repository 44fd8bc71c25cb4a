"""Columns are read as a whole: dates in any order, amounts in any convention, words for nothing, totals, stages."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Answer, Salesmap
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.errors import UsageError
from salesmap.exchange.mapping.amounts import DecimalSeparator, read_amount, read_number
from salesmap.exchange.mapping.dates import DateOrder
from salesmap.exchange.mapping.summary_rows import is_total
from salesmap.exchange.tabular.sheet import Record


def imported(salesmap: Salesmap, text: str, *options: str, command: str = "lead import") -> Answer:
    (salesmap.home / "f.csv").write_text(text, encoding="utf-8", newline="")
    return salesmap.run(*command.split(), "f.csv", *options, "--format", "json")


def leads(salesmap: Salesmap) -> dict[str, Any]:
    rows = salesmap.json("lead", "list", "--status", "all", "--limit", "0")
    return {lead["name"]: lead for lead in rows}


class TestDates:
    def test_month_first_only_in_every_column(self, salesmap: Salesmap) -> None:
        text = "name,close date,created date,status\nA,07/30/2026,06/30/2026,won\nB,12/31/2026,07/28/2026,open\n"
        assert imported(salesmap, text).data["added"] == 2
        found = leads(salesmap)
        assert (found["A"]["created_at"][:10], found["A"]["closed_at"][:10]) == (
            "2026-06-30",
            "2026-07-30",
        )
        assert (found["B"]["expected_close"], found["B"]["fields"]) == ("2026-12-31", {})

    def test_month_first_in_activities_and_histories(self, salesmap: Salesmap) -> None:
        imported(salesmap, "name,created\nA,2026-01-01\n")
        done = imported(
            salesmap, "lead,subject,due date\nA,call,12/31/2026\n", command="followup import"
        )
        assert done.data["added"] == 1
        assert salesmap.json("followup", "list")[0]["due_on"] == "2026-12-31"
        moves = "lead,stage,date\nA,needs,07/15/2026\nA,quote,07/20/2026\n"
        assert imported(salesmap, moves, command="lead import-history").data["rejected"] == 0
        assert leads(salesmap)["A"]["stage"] == "quote"

    def test_an_order_given_by_hand_that_does_not_fit(self, salesmap: Salesmap) -> None:
        refused = imported(
            salesmap, "name,created\nA,07/30/2026\nB,08/31/2026\n", "--date-order", "dmy"
        )
        assert refused.code == 2
        assert json.loads(refused.err)["data"] == {
            "column": "created",
            "order": "dmy",
            "cells": ["07/30/2026", "08/31/2026"],
        }

    def test_two_orders_are_named(self) -> None:
        order = DateOrder("When")
        order.add(["07/30/2026", "30/07/2026"])
        with pytest.raises(UsageError, match=r"orders: \d\d/\d\d/2026, \d\d/\d\d/2026"):
            order.order()

    @given(
        st.lists(st.dates(date(1990, 1, 1), date(2040, 12, 31)), min_size=1),
        st.sampled_from(["dmy", "mdy", "ymd"]),
        st.sampled_from("/.-"),
    )
    def test_the_order_found_is_the_one_written_or_none(
        self, days: list[date], written: str, mark: str
    ) -> None:
        pattern = mark.join(
            {"d": "%d", "m": "%m", "y": "%Y" if written != "ymd" else "%y"}[part]
            for part in written
        )
        order = DateOrder("When")
        order.add([day.strftime(pattern) for day in days])
        try:
            found = order.order()
        except UsageError:
            return
        if found != written:  # then both mean the same days
            assert all(day.day == day.month or mark for day in days)
        assert order.order(written) == written

    def test_a_day_that_does_not_exist(self, salesmap: Salesmap) -> None:
        done = imported(salesmap, "name,created\nA,2026-02-29\nB,2026-02-28\n")
        assert "There is no 29 February 2026" in done.err

    def test_a_column_that_is_no_date_is_said(self, salesmap: Salesmap) -> None:
        done = imported(salesmap, "name,last activity\nA,asked for a price\n")
        assert "'last activity' is imported as text" in done.err
        assert leads(salesmap)["A"]["fields"] == {"last activity": "asked for a price"}


AMOUNTS = {
    ("12.50", ","): None, ("1 234.50", ","): None, ("1.2.3", ","): None, ("1'234.50", ","): None, ("12.05.2026", ","): None,
    ("12.05.2026", "."): None, ("1.2.3", "."): None, ("12,345,67", "."): None, ("1,2", "."): None, ("1.234", ","): 1234_00,
    ("1 234,50", ","): 1234_50, ("1'234,50", ","): 1234_50, ("12,34,567.50", "."): 1234567_50, ("1.234.567", ","): 1234567_00,
    ("R$ 1.234,56", ","): 1234_56, ("1.234,56-", ","): -1234_56, ("-$1,200", "."): -1200_00, ("0,5", ","): 50,
}  # fmt: skip


@pytest.mark.parametrize(("cell", "decimal"), AMOUNTS)
def test_groups_of_three_or_not_at_all(cell: str, decimal: str) -> None:
    expected = AMOUNTS[cell, decimal]
    if expected is None:
        with pytest.raises(UsageError):
            read_amount(cell, decimal)
    else:
        assert read_amount(cell, decimal)[0] == expected


@pytest.mark.parametrize(
    "cells",
    [
        ("12,50", "1 234.50"),
        ("12,50", "1'234.50"),
        ("12,50", "12.50"),
        ("1.234.567", "5.5"),
        ("1,234,567", "5,5"),
    ],
)
def test_a_column_written_in_two_ways_is_refused_naming_them(cells: tuple[str, ...]) -> None:
    sign = DecimalSeparator("Price")
    sign.add(cells)
    with pytest.raises(UsageError, match="two formats") as refused:
        sign.separator()
    assert set(refused.value.data["examples"]) == set(cells)


def test_what_is_written_in_no_way_is_rejected_by_row(salesmap: Salesmap) -> None:
    done = imported(salesmap, 'name,amount\nA,"12,50"\nB,1.2.3\nC,12.05.2026\n')
    assert (done.data["added"], done.data["rejected"], leads(salesmap)["A"]["value"]) == (
        1,
        2,
        12.5,
    )


@given(st.integers(0, 10**12), st.sampled_from([",.", ".,", " ,", " .", "'.", "’,", ""]))
def test_an_amount_in_any_convention_comes_back_or_is_refused(cents: int, marks: str) -> None:
    whole, fraction = divmod(cents, 100)
    group, decimal = (marks[0], marks[1]) if marks else ("", ".")
    cell = f"{whole:,}".replace(",", group) + f"{decimal}{fraction:02}"
    assert read_amount(cell, decimal)[0] == cents
    other = "," if decimal == "." else "."
    try:
        wrong = read_amount(cell, other)[0]
    except UsageError:
        return
    raise AssertionError((cell, wrong))


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("2,5", ",", "2.5"),
        ("1.500", ",", "1500"),
        ("-2.50", ".", "-2.5"),
        ("007", ".", "7"),
        ("1 000", ",", "1000"),
    ],
)
def test_numbers(cell: str, decimal: str, number: str) -> None:
    assert read_number(cell, decimal) == number


class TestTypedFields:
    """Custom fields of a type are read by column, as those of every lead."""

    @pytest.fixture
    def typed(self, salesmap: Salesmap) -> Salesmap:
        source = salesmap.ok("map", "export").out
        fields = (
            f'[[field]]\nkey = "{key}"\ntype = "{kind}"\nlabel = {{ en = "{key.title()}", zh = "{key}" }}\n'
            for key, kind in (("seats", "number"), ("renewal", "date"), ("fee", "money"))
        )
        (salesmap.home / "map.toml").write_text(source + "\n" + "\n".join(fields), encoding="utf-8")
        salesmap.ok("map", "apply", "map.toml", "--yes")
        return salesmap

    def test_with_options(self, typed: Salesmap) -> None:
        text = 'name,seats,renewal,fee\nA,"2,5",04/07/2026,"1.234,50"\n'
        assert imported(typed, text, "--decimal", ",", "--date-order", "dmy").data["added"] == 1
        assert leads(typed)["A"]["fields"] == {
            "seats": "2.5",
            "renewal": "2026-07-04",
            "fee": "1234.50",
        }

    def test_the_column_decides(self, typed: Salesmap) -> None:
        assert (
            imported(typed, 'name,renewal,seats\nA,04/07/2026,"1.500"\nB,04/30/2026,"2,5"\n').data[
                "added"
            ]
            == 2
        )
        assert leads(typed)["A"]["fields"] == {"seats": "1500", "renewal": "2026-04-07"}

    @pytest.mark.parametrize("text", ["name,seats\nA,1.500\n", "name,renewal\nA,04/07/2026\n"])
    def test_what_the_column_leaves_open_is_refused(self, typed: Salesmap, text: str) -> None:
        assert imported(typed, text).code == 2


def test_words_for_nothing_are_counted(salesmap: Salesmap) -> None:
    text = "name,value,close date,created date,phone,company\nA,N/A,NA,null,n/a,-\nB,-,0000-00-00,None,,Acme\nNA,5,2026-12-01,2026-01-01,,\n"
    done = imported(salesmap, text)
    assert done.data["rejected"] == 0 and "8 cells are read as empty" in done.err
    found = leads(salesmap)
    assert (found["A"]["value"], found["A"]["customer"], found["A"]["phone"]) == (None, None, None)
    assert found["NA"]["value"] == 5, "a name is a name"


TOTALS = [("Total", "", "300"), ("合计", "", "100"), ("Grand Total:", "", "1,300.50"), ("", "Subtotal", "5"), ("Total (12)", "", ""), ("Summe", "", "3,5"),
          ("总计：", "", "￥100"), ("Total Deals", "2", ""), ("Total number of leads", "", "12"), ("Total revenue won", "", "5"), ("合计金额", "", "5"),
          ("总客户数", "3", "")]  # fmt: skip
NO_TOTALS = [
    ("Total Energies", "", "300"),
    ("Total", "Acme", "300"),
    ("Sumitomo", "", "3"),
    ("Anna", "", ""),
    ("", "", "300"),
    ("合计科技", "", "1"),
    ("Total Deals", "Acme", "1"),
    ("总部大楼", "", "1"),
]


@pytest.mark.parametrize("cells", TOTALS)
def test_totals(cells: tuple[str, ...]) -> None:
    assert is_total(Record(2, cells))


@pytest.mark.parametrize("cells", NO_TOTALS)
def test_no_totals(cells: tuple[str, ...]) -> None:
    assert not is_total(Record(2, cells))


def test_totals_and_footers_are_put_aside(salesmap: Salesmap, tmp_path: Path) -> None:
    text = "name,company,amount,created\nA,Acme,100,2026-01-05\nTotal,,100,\n\nOpportunity report,,,\nCopyright (c) 2026 Acme,,,\nGenerated by Ann,,,\n"
    rejects = tmp_path / "rejects.csv"
    done = imported(salesmap, text, "--rejects", str(rejects))
    assert (done.data["read"], done.data["added"], done.data["rejected"]) == (5, 1, 4)
    assert [line.split(",")[0] for line in rejects.read_text().splitlines()] == [
        "line",
        "3",
        "5",
        "6",
        "7",
    ]


SUMMARIES = [
    "SUMMARY,,,\nDeals,2,,\nBest month,1500,,\n",
    "Total Deals,2,,\nWon,,1,\n",
    "汇总,,,\n赢单,1,,\n",
]


@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_summary_below_an_empty_line_is_put_aside(salesmap: Salesmap, summary: str) -> None:
    records = "A,Acme,100,2026-01-05\nB,,5,\n"
    done = imported(salesmap, f"name,company,amount,created\n{records}\n{summary}")
    assert (done.data["added"], done.data["rejected"]) == (2, summary.count("\n"))
    assert set(leads(salesmap)) == {"A", "B"}


def test_leads_with_a_name_and_an_amount_are_no_summary(salesmap: Salesmap) -> None:
    """Below an empty line, too, unless it begins with a total."""
    done = imported(salesmap, "name,company,amount\nA,Acme,1\n\nBolt,,5\nSummer,,6\n")
    assert (done.data["added"], done.data["rejected"]) == (3, 0)


def test_a_lead_with_nothing_but_a_name_is_no_footer(salesmap: Salesmap) -> None:
    assert imported(salesmap, "name,company,amount\nA,Acme,1\n\nBolt,,\n").data["added"] == 2


STAGES = {
    "F. Negotiations": "quote", "3-Proposal": "quote", "Proposal (60%)": "quote", "Stage 2: Needs Analysis": "needs", "03 Demo": "solution",
    "(4) Quote": "quote", "二、需求分析": "needs", "报价 60%": "quote", "5 - Contract Sent": "contract",
}  # fmt: skip


@pytest.mark.parametrize("word", STAGES)
def test_stages_with_something_around_them(salesmap: Salesmap, word: str) -> None:
    assert imported(salesmap, f"name,stage\nA,{word}\n").code == 0
    assert leads(salesmap)["A"]["stage"] == STAGES[word]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("Won", "Dead", "Open"), "lost"),
        (("New", "Dead", "Qualified"), "dropped"),
        (("Won", "Abandoned"), "lost"),
        (("Open", "Dead"), None),
    ],
)
def test_a_word_with_two_meanings(
    salesmap: Salesmap, words: tuple[str, ...], status: str | None
) -> None:
    done = imported(salesmap, "name,status\n" + "".join(f"{word},{word}\n" for word in words))
    if status is None:
        assert done.code == 2 and "Dead" in done.err
        assert (
            imported(salesmap, "name,status\nA,Dead\n", "--status-map", "Dead=lost").data["added"]
            == 1
        )
    else:
        assert (
            leads(salesmap)[words[-2] if words[-1] != "Abandoned" else "Abandoned"]["status"]
            == status
        )


HEADERS = [
    "Potential Owner",
    "Deal Owner Name",
    "Owner.X__c",
    "rep_id",
    "Owner.Name",
    "Owner__r.Name",
    "Opportunity Owner: Full Name",
    "业务员",
    "Sales Rep",
]


@pytest.mark.parametrize("header", HEADERS)
def test_owners(salesmap: Salesmap, header: str) -> None:
    assert imported(salesmap, f"name,{header}\nA,Ann\n").code == 0
    assert leads(salesmap)["A"]["owner"] == "Ann"


def test_nobody_says_the_owner(salesmap: Salesmap) -> None:
    assert "--defaults owner=NAME" in imported(salesmap, "name,previous owner\nA,Ann\n").err
    assert leads(salesmap)["A"]["owner"] is None
    imported(salesmap, "name\nB\n", "--defaults", "owner=me")
    assert leads(salesmap)["B"]["owner"] == "lin"


def test_columns_of_relations(salesmap: Salesmap) -> None:
    imported(
        salesmap,
        "External_Id__c,Name,Account.Name,Contact.Email,Stage__c,Amount__c,Account.Id\nX1,A,Acme,a@x.com,Quote,5,001\n",
    )
    lead = leads(salesmap)["A"]
    assert (lead["external_id"], lead["customer"], lead["email"], lead["stage"], lead["value"]) == (
        "X1",
        "Acme",
        "a@x.com",
        "quote",
        5,
    )
    moves = "Opportunity.External_Id__c,StageName,Created Date\nX1,Contract,2026-11-20\n"
    assert imported(salesmap, moves, command="lead import-history").data["rejected"] == 0


@pytest.mark.parametrize("title", ["", "Deals of the year\n\n"])
def test_a_header_of_two_rows(salesmap: Salesmap, title: str) -> None:
    text = (
        title
        + "Deal,,,Contact,\nName,Stage,Amount,Name,Phone\nA,Proposal,5,Ann,13900001111\nB,Won,6,Bob,13900001112\n"
    )
    assert imported(salesmap, text).data["added"] == 2
    assert (leads(salesmap)["A"]["contact"], leads(salesmap)["A"]["phone"]) == (
        "Ann",
        "13900001111",
    )


def test_the_row_of_the_header_is_told(salesmap: Salesmap) -> None:
    assert imported(salesmap, "a,b\nx,y\nname,value\nA,5\n", "--header-row", "3").data["added"] == 1
    assert leads(salesmap)["A"]["value"] == 5


def test_a_rehearsal_goes_on_with_unknown_stages(salesmap: Salesmap) -> None:
    done = imported(salesmap, "name,stage\nA,Hot\nB,Won\nC,\n,\n", "--dry-run")
    assert (done.code, done.data["added"], done.data["unknown_stages"]) == (
        0,
        3,
        [{"theirs": "Hot"}],
    )
    assert "--stage-map 'Hot=…'" in done.err


def test_none_landed(salesmap: Salesmap) -> None:
    assert imported(salesmap, "name,value\nA,1.2.3\n").code == 4
    assert imported(salesmap, "name,value\nA,1.2.3\nB,1\n").code == 0
    assert imported(salesmap, "name,value\nB,1\n").code == 0


def test_standard_input(salesmap: Salesmap) -> None:
    assert salesmap.run("lead", "import", "-", stdin="name,value\nA,5\n").code == 0
    assert leads(salesmap)["A"]["value"] == 5


@pytest.mark.parametrize(
    ("cell", "day"),
    [("31 décembre 2026", "2026-12-31"), ("30. Juli 2026", "2026-07-30"), ("5 de março de 2026", "2026-03-05"), ("1er août 2026", "2026-08-01"), ("31-DEC-2026", "2026-12-31"),
     ("Thursday, July 30, 2026", "2026-07-30"), ("1785369600000", "2026-07-30"), ("31.12.2026 14:30", "2026-12-31"), ("07/30/2026 3:05 PM", "2026-07-30")],
)  # fmt: skip
def test_dates_as_systems_write_them(salesmap: Salesmap, cell: str, day: str) -> None:
    assert imported(salesmap, f'name,expected close\nA,"{cell}"\n').code == 0
    assert leads(salesmap)["A"]["expected_close"] == day


def test_owners_who_are_nobody(salesmap: Salesmap) -> None:
    imported(salesmap, "name,owner\nA,Unassigned\nB,未分配\nC,Ann\n")
    assert [leads(salesmap)[name]["owner"] for name in "ABC"] == [None, None, "Ann"]


def test_a_report_in_a_workbook(salesmap: Salesmap) -> None:
    """A title above, a total and the lines of the report below."""
    book = openpyxl.Workbook()
    for row in (
        ["Opportunity report"], [], ["name", "amount", "created"], ["A", 5, "2026-01-01"], ["B", 7.5, "2026-01-02"], ["Total", 12.5, None], [],
        ["Confidential Information - Do Not Distribute"], ["Copyright (c) 2000-2026 salesforce.com"],
    ):  # fmt: skip
        book.active.append(row)
    book.save(salesmap.home / "r.xlsx")
    tally = salesmap.json("lead", "import", "r.xlsx")
    assert (tally["added"], tally["rejected"]) == (2, 3)
