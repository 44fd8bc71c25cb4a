"""`lead import` and `lead export`: real data, mapping, rehearsal, rejects, the same file twice, one undo."""

import csv
import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl
import pytest
from conftest import Salesmap

MAVEN = (
    "--map", "opportunity_id=external_id,sales_agent=owner,account=company,deal_stage=stage,"
    "engage_date=created,close_date=closed,close_value=value",
    "--stage-map", "Prospecting=lead,Engaging=quote,Won=won,Lost=lost",
)  # fmt: skip


def write(salesmap: Salesmap, text: str, name: str = "leads.csv", encoding: str = "utf-8") -> str:
    path = salesmap.home / name
    path.write_text(text, encoding=encoding, newline="")
    return str(path)


def contents(path: Path) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = (
            "process",
            "stage",
            "customer",
            "contact",
            "lead",
            "lead_tag",
            "custom_field",
            "stay",
            "interaction",
            "followup",
        )
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables
        ]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Salesmap:
    """A book with the 8,800 opportunities."""
    home = tmp_path_factory.mktemp("maven")
    book = Salesmap(home / "maven.db", home)
    tally = book.json("lead", "import", str(shared / "data/maven/sales_pipeline.csv"), *MAVEN)
    assert tally == {"read": 8800, "added": 8800, "updated": 0, "skipped": 0, "rejected": 0}
    return book


@pytest.fixture(scope="module")
def truth(shared: Path) -> Any:
    """The figures that the sqlite3 shell found in them."""
    found = json.loads((shared / "data/maven/truth.json").read_text())
    return {name: part["result"] for name, part in found.items() if not name.startswith("_")}


@pytest.mark.long
class TestMaven:
    """8,800 opportunities on their whole way through the command line; `test_truth.py` has more."""

    def test_totals(self, book: Salesmap, truth: Any) -> None:
        (rate,) = book.json("report", "winrate")
        totals = truth["totals"]
        assert (rate["won"], rate["lost"]) == (totals["won"], totals["lost"])
        assert rate["value_won"] == totals["won_value"]
        assert round(100 * rate["rate"], 2) == totals["win_rate_pct"]
        assert len(book.json("lead", "list")) == totals["open_"]

    def test_cycle(self, book: Salesmap, truth: Any) -> None:
        found = {row["outcome"]: row for row in book.json("report", "cycle")}
        for row in truth["cycle_days"]:
            ours = found[row["g"].lower()]
            assert (ours["count"], ours["median"], round(ours["mean"], 2)) == (
                row["n"],
                row["median"],
                row["mean"],
            )
            assert (ours["min"], ours["max"]) == (row["min_"], row["max_"])

    def test_by_owner(self, book: Salesmap, truth: Any) -> None:
        found = {row["owner"]: row for row in book.json("report", "winrate", "--by", "owner")}
        assert len(found) == len(truth["by_agent"])
        for row in truth["by_agent"]:
            ours = found[row["sales_agent"]]
            assert (ours["won"], ours["lost"], ours["value_won"]) == (
                row["won"],
                row["lost"],
                row["won_value"],
            )
            assert round(100 * ours["rate"], 2) == row["win_rate_pct"]

    def test_by_product(self, book: Salesmap, truth: Any) -> None:
        found = {row["product"]: row for row in book.json("report", "winrate", "--by", "product")}
        found["GTX Pro"] = found.pop("GTXPro")
        for row in truth["by_product_normalised"]:
            ours = found[row["product"]]
            assert (ours["won"], ours["lost"], ours["value_won"]) == (
                row["won"],
                row["lost"],
                row["won_value"],
            )

    def test_by_month(self, book: Salesmap, truth: Any) -> None:
        found = book.json("report", "winrate", "--by", "month")
        ours = [
            {"month": r["month"], "won": r["won"], "lost": r["lost"], "won_value": r["value_won"]}
            for r in found
        ]
        assert ours == [
            {key: row[key] for key in ("month", "won", "lost", "won_value")}
            for row in truth["by_close_month"]
        ]

    def test_funnel(self, book: Salesmap, truth: Any) -> None:
        rows = {row["stage"]: row for row in book.json("funnel")}
        by_stage = {row["deal_stage"]: row["n"] for row in truth["by_stage"]}
        assert (rows["lead"]["now"], rows["quote"]["now"]) == (
            by_stage["Prospecting"],
            by_stage["Engaging"],
        )
        assert rows["lead"]["reached"] == 8800
        assert rows["needs"]["reached"] == by_stage["Won"] + by_stage["Engaging"]
        assert rows["won"]["reached"] == by_stage["Won"]
        assert rows["lead"]["lost"] == by_stage["Lost"]
        assert rows["won"]["now_value"] == truth["totals"]["won_value"]

    def test_cohort(self, book: Salesmap, truth: Any) -> None:
        month = next(row for row in truth["by_engage_month"] if row["month"] == "2017-06")
        rows = {
            row["stage"]: row
            for row in book.json("funnel", "--since", "2017-06-01", "--until", "2017-06-30")
        }
        assert rows["lead"]["reached"] == month["engaged"]
        assert rows["won"]["reached"] == month["won"]
        assert rows["quote"]["now"] == month["still_engaging"]

    def test_business_dates(self, book: Salesmap) -> None:
        lead = book.json("lead", "show", "x:1C1I7A6R")
        assert (lead["created_at"][:10], lead["closed_at"][:10], lead["value"], lead["owner"]) == (
            "2016-10-20",
            "2017-03-01",
            1054,
            "Moses Frase",
        )

    def test_medians_from_the_list(self, book: Salesmap, truth: Any) -> None:
        won = book.json("lead", "list", "--status", "won", "--fields", "value")
        assert median(row["value"] for row in won) == truth["won_median_value"]["median"]

    def test_twice_adds_nothing_and_undo_leaves_nothing(
        self, book: Salesmap, shared: Path, tmp_path: Path, blank_database: Path
    ) -> None:
        again = book.json("lead", "import", str(shared / "data/maven/sales_pipeline.csv"), *MAVEN)
        assert again == {"read": 8800, "added": 0, "updated": 0, "skipped": 8800, "rejected": 0}
        assert len(book.json("history")) == 1
        book.ok("db", "backup", str(tmp_path / "copy.db"))
        copy = Salesmap(tmp_path / "copy.db", book.home)
        imported = contents(copy.db)
        copy.ok("undo")
        assert contents(copy.db) == contents(blank_database)
        copy.ok("redo")
        assert contents(copy.db) == imported
        assert "no problems found" in copy.ok("db", "check").out


def _european(row: list[str]) -> list[str]:
    """12/31/2017 as 31/12/2017, 1054 as `1.054,00 €`."""
    days = ["/".join(reversed(day.split("-"))) for day in row[5:7]]
    return [*row[:5], *days, f"{int(row[7]):,}".replace(",", ".") + ",00 €" if row[7] else ""]


def _chinese(row: list[str]) -> list[str]:
    days = ["{}年{}月{}日".format(*map(int, day.split("-"))) if day else "" for day in row[5:7]]
    return [*row[:5], *days, f"{int(row[7]) / 10_000}万" if row[7] else ""]


def _spelled_out(row: list[str]) -> list[str]:
    days = [
        date.fromisoformat(day).strftime("%d %b, %Y 00:03:00") if day else "" for day in row[5:7]
    ]
    return [*row[:5], *days, f"${int(row[7]):,}.00" if row[7] else ""]


ENGLISH = [
    "Opportunity ID",
    "Sales Agent",
    "Product",
    "Account",
    "Deal Stage",
    "Created Date",
    "Close Date",
    "Amount",
]
CHINESE = ["商机编号", "负责人", "产品", "客户名称", "销售阶段", "创建时间", "结单日期", "商机金额"]


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("header", "convert", "encoding", "delimiter"),
    [(ENGLISH, _european, "cp1252", ";"), (CHINESE, _chinese, "gb18030", ","), (ENGLISH, _spelled_out, "utf-16", "\t"), pytest.param(ENGLISH, list, "xlsx", "", marks=pytest.mark.long)],
)  # fmt: skip
def test_the_same_facts_in_other_dialects(
    newcomer: Salesmap,
    shared: Path,
    truth: Any,
    step: int,
    header: list[str],
    convert: Callable[[list[str]], list[str]],
    encoding: str,
    delimiter: str,
) -> None:
    """Found out by itself: nothing is said of the file but what its one unknown stage means."""
    with (shared / "data/maven/sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1::step]
    path = newcomer.home / f"deals.{'xlsx' if encoding == 'xlsx' else 'csv'}"
    if encoding == "xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Deals")
        sheet.append(header)
        for row in rows:
            sheet.append(
                [
                    *row[:5],
                    *(date.fromisoformat(day) if day else None for day in row[5:7]),
                    int(row[7]) if row[7] else None,
                ]
            )
        book.save(path)
    else:
        with path.open("w", encoding=encoding, newline="") as out:
            csv.writer(out, delimiter=delimiter).writerows([header, *map(convert, rows)])
    tally = newcomer.json("lead", "import", str(path), "--stage-map", "Engaging=quote")
    assert tally["added"] == len(rows)
    won, lost = ([row for row in rows if row[4] == stage] for stage in ("Won", "Lost"))
    (rate,) = newcomer.json("report", "winrate")
    expected = (len(won), len(lost), sum(int(row[7]) for row in won))
    assert (rate["won"], rate["lost"], rate["value_won"]) == expected
    cycle = {row["outcome"]: row for row in newcomer.json("report", "cycle")}
    lengths = {}
    for outcome, closed in (("won", won), ("lost", lost), ("closed", won + lost)):
        days = [(date.fromisoformat(row[6]) - date.fromisoformat(row[5])).days for row in closed]
        lengths[outcome] = (len(days), median(days))
        assert (cycle[outcome]["count"], cycle[outcome]["median"]) == lengths[outcome]
    if step == 1:
        totals = truth["totals"]
        assert expected == (totals["won"], totals["lost"], totals["won_value"])
        for row in truth["cycle_days"]:
            assert lengths[row["g"].lower()] == (row["n"], row["median"])


def test_a_stage_map_without_a_column_for_it(salesmap: Salesmap) -> None:
    (salesmap.home / "leads.csv").write_text("id,name,verdict\n1,A,yes\n2,B,no\n", encoding="utf-8")
    refused = salesmap.run("lead", "import", "leads.csv", "--stage-map", "yes=won,no=lost")
    assert refused.code == 2 and "--map COLUMN=stage" in refused.err
    salesmap.ok(
        "lead", "import", "leads.csv", "--map", "verdict=stage", "--stage-map", "yes=won,no=lost"
    )
    assert salesmap.json("report", "winrate")[0]["rate"] == 0.5


@pytest.mark.long
def test_xeducation(newcomer: Salesmap, shared: Path) -> None:
    """Rows alike but for their ids are different leads; an empty last column is no column; CRLF."""
    mapping = "Prospect ID=external_id,Lead Number=fields.Lead Number,Converted=stage"
    tally = newcomer.json(
        "lead",
        "import",
        str(shared / "data/xeducation/Leads.csv"),
        "--map",
        mapping,
        "--stage-map",
        "1=won,0=lead",
    )
    assert (tally["read"], tally["added"]) == (9240, 9240)
    (rate,) = newcomer.json("report", "winrate")
    assert rate["won"] == 3561
    assert newcomer.json("report", "cycle") == [], "the file tells no dates, and none are invented"
    assert len(newcomer.json("lead", "list")) == 9240 - 3561


def test_a_killed_import_is_whole_or_not_there(salesmap: Salesmap) -> None:
    rows = "\n".join(
        f"{number},Lead {number},Customer {number % 50},open" for number in range(4000)
    )
    file = write(salesmap, f"id,name,company,status\n{rows}\n")
    seen = set()
    for seconds in (0.6, 0.9, 60):
        process = subprocess.Popen(
            salesmap.command("lead", "import", file),
            env=salesmap.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        seen.add(len(salesmap.json("lead", "list", "--fields", "id")))
        assert "no problems found" in salesmap.ok("db", "check").out
    assert seen <= {0, 4000}
    assert 4000 in seen


def test_headers_are_known_by_name_in_both_languages(salesmap: Salesmap) -> None:
    file = write(
        salesmap,
        "*线索名称,公司,负责人,阶段,金额,创建时间\n甲,东海,林,报价与谈判,1.2万,2026年4月3日\n",
    )
    assert salesmap.json("lead", "import", file)["added"] == 1
    lead = salesmap.json("lead", "show", "甲")
    assert (
        lead["customer"],
        lead["owner"],
        lead["stage"],
        lead["value"],
        lead["created_at"][:10],
    ) == (
        "东海",
        "林",
        "quote",
        12000,
        "2026-04-03",
    )


def test_unclaimed_columns_become_fields_of_ones_own(salesmap: Salesmap) -> None:
    file = write(salesmap, "name;segment;size\nAcme;food;12\n")
    salesmap.ok("lead", "import", file, "--map", "size=-")
    assert salesmap.json("lead", "show", "Acme")["fields"] == {"segment": "food"}
    assert [row["name"] for row in salesmap.json("lead", "list", "segment=food")] == ["Acme"]


def test_rehearsal_shows_all_and_changes_nothing(salesmap: Salesmap) -> None:
    file = write(
        salesmap,
        "Name,Created,Stage\nAcme,13/04/2026,Won\nBeta,01/02/2026,Lost\nBad,45/45/2026,Won\n",
    )
    before = salesmap.db.read_bytes()
    shown = salesmap.json("lead", "import", file, "--dry-run")
    assert salesmap.db.read_bytes() == before
    assert (shown["rows"], shown["added"], shown["rejected"], shown["delimiter"]) == (3, 2, 1, ",")
    assert {"column": "Created", "field": "created_at", "date_order": "dmy"} in shown["columns"]
    assert {"theirs": "Won", "ours": "won", "rows": 2} in shown["stages"]
    assert [row["created_at"] for row in shown["first"]] == ["2026-04-13", "2026-02-01"]


def test_what_is_not_known_is_not_invented(salesmap: Salesmap) -> None:
    """A win without a date is in no month; a path that nobody wrote down has no lengths; what was written down counts."""
    text = "name,stage,status,created,stage since,closed\nA,,won,2026-11-01,,\nB,,won,2026-11-01,,2026-11-11\n"
    text += "C,quote,lost,2026-11-01,2026-11-05,2026-11-08\nD,quote,open,2026-11-01,2026-11-05,\nE,aftersales,won,2026-11-01,2026-11-09,\n"
    salesmap.ok("lead", "import", write(salesmap, text))
    leads = {lead["name"]: lead for lead in salesmap.json("lead", "list", "--status", "all")}
    assert leads["A"]["closed_at"] is None
    assert [(leads[name]["stage"], leads[name]["closed_at"][:10]) for name in "BE"] == [
        ("aftersales", "2026-11-11"),
        ("aftersales", "2026-11-09"),
    ]
    assert leads["D"]["stage_since"][:10] == "2026-11-05"
    rows = {row["stage"]: row for row in salesmap.json("funnel")}
    assert [rows[stage]["median_days"] for stage in ("lead", "quote")] == [None, 3.0]
    assert (rows["won"]["now"], rows["quote"]["lost"], rows["quote"]["now"]) == (3, 1, 1)
    cycle = {row["outcome"]: row for row in salesmap.json("report", "cycle")}
    assert (cycle["won"]["count"], cycle["won"]["mean"]) == (2, 9.0)
    assert {
        row["month"]: row["won"] for row in salesmap.json("report", "winrate", "--by", "month")
    } == {None: 1, "2026-11": 2}
    assert salesmap.run("lead", "win", "A").code == 4
    assert salesmap.json("lead", "reopen", "A")["status"] == "open"
    assert "no problems found" in salesmap.ok("db", "check").out


def test_dates_that_read_two_ways_are_refused(salesmap: Salesmap) -> None:
    file = write(salesmap, "name,created\nAcme,04/07/2026\n")
    refused = salesmap.run("lead", "import", file)
    assert refused.code == 2
    assert "--date-order" in refused.err
    salesmap.ok("lead", "import", file, "--date-order", "dmy")
    assert salesmap.json("lead", "show", "Acme")["created_at"][:10] == "2026-07-04"


def test_unknown_stages_are_refused_with_the_list(salesmap: Salesmap) -> None:
    file = write(salesmap, "name,stage\nA,Hot\nB,Cold\n")
    refused = salesmap.run("lead", "import", file)
    assert refused.code == 2
    assert "Hot" in refused.err
    assert "Cold" in refused.err
    assert (
        salesmap.json("lead", "import", file, "--stage-map", "Hot=quote,Cold=dropped")["added"] == 2
    )
    assert salesmap.json("lead", "show", "B")["status"] == "dropped"


def test_ends_as_other_systems_say_them(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "import",
        write(
            salesmap, "name,stage\nA,Closed Won\nB,输单\nC,CLOSED LOST\nD,赢单\nE,无效\nF,跟进中\n"
        ),
    )
    leads = {
        lead["name"]: lead["status"] for lead in salesmap.json("lead", "list", "--status", "all")
    }
    assert leads == {"A": "won", "B": "lost", "C": "lost", "D": "won", "E": "dropped", "F": "open"}


def test_bad_rows_are_put_aside_and_the_rest_lands(salesmap: Salesmap) -> None:
    file = write(
        salesmap,
        'name,value,created\nA,12k,2026-01-05\n"B\nb",oops,2026-01-05\nC,1,2026-13-45\n,,2026-01-01\nD,1,2026-01-05,x\nE,1,\n',
    )
    rejects = salesmap.home / "rejects.csv"
    done = salesmap.run("lead", "import", file, "--rejects", str(rejects), "--format", "json")
    assert done.data == {"read": 6, "added": 2, "updated": 0, "skipped": 0, "rejected": 4}
    lines = rejects.read_text().splitlines()
    assert lines[0] == "line,reason,name,value,created"
    assert [line.split(",")[0] for line in lines[1:] if line[0].isdigit()] == ["3", "5", "6", "7"]
    assert "4 rows" in done.err


def test_same_rows_without_ids(salesmap: Salesmap) -> None:
    file = write(salesmap, "name,phone\nA,1\nA,1\nB,2\n")
    assert salesmap.json("lead", "import", file)["added"] == 3
    assert salesmap.json("lead", "import", file) == {
        "read": 3,
        "added": 0,
        "updated": 0,
        "skipped": 3,
        "rejected": 0,
    }


def test_known_leads_are_updated_when_told_so(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "import", write(salesmap, "id,name,value\n7,A,1\n8,B,2\n"))
    file = write(salesmap, "id,name,value\n7,A,5\n8,B,2\n9,C,3\n")
    assert salesmap.run("lead", "import", file, "--on-duplicate", "error").code == 4
    assert len(salesmap.json("lead", "list")) == 2
    tally = salesmap.json("lead", "import", file, "--on-duplicate", "update")
    assert tally == {"read": 3, "added": 1, "updated": 1, "skipped": 1, "rejected": 0}
    assert salesmap.json("lead", "show", "x:7")["value"] == 5


def test_customers_and_contacts_are_one_each(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "add",
        "First",
        "--company",
        "Acme Ltd",
        "--contact",
        "Ann",
        "--phone",
        "13812345678",
    )
    salesmap.ok(
        "lead",
        "import",
        write(
            salesmap,
            "name,company,contact,phone\nA,ACME  ltd,Ann,+86 138 1234 5678\nB,Acme Ltd,Bob,\n",
        ),
    )
    assert salesmap.sql("SELECT count(*) FROM customer") == [(1,)]
    assert salesmap.sql("SELECT count(*) FROM contact") == [(2,)]


def test_contacts_are_one_each_in_a_long_file(salesmap: Salesmap) -> None:
    """Rows come in batches of 500: those of a customer that is new meet in one, and across them."""
    rows = [f"{n},L{n},Company {n % 7},Person {n % 14},138000{n % 14:05}" for n in range(1, 1_101)]
    header = "id,name,company,contact,phone"
    salesmap.ok("lead", "import", write(salesmap, "\n".join([header, *rows[:20]])))
    assert salesmap.sql("SELECT count(*) FROM contact") == [(14,)]
    salesmap.ok("lead", "import", write(salesmap, "\n".join([header, *rows])))
    late = [f"{n},L{n},Late {n % 3},Person {n % 3},139000{n % 3:05}" for n in range(2_000, 3_100)]
    salesmap.ok("lead", "import", write(salesmap, "\n".join([header, *late])))
    assert salesmap.sql("SELECT count(*), count(DISTINCT customer_id) FROM contact") == [(17, 10)]
    assert salesmap.sql("SELECT count(*) FROM lead WHERE contact_id IS NULL") == [(0,)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_dialects(salesmap: Salesmap, encoding: str, delimiter: str) -> None:
    lines = [["名称", "备注"], ["甲", "one"], ["乙", f"with {delimiter}"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    salesmap.ok("lead", "import", write(salesmap, text, encoding=encoding))
    assert [row["name"] for row in salesmap.json("lead", "list", "--sort", "id")] == ["甲", "乙"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "utf-8"])
def test_western_encodings(salesmap: Salesmap, encoding: str) -> None:
    file = write(
        salesmap, "Name,Company\nCafé Zürich,Señor Müller\nplain,ascii\n", encoding=encoding
    )
    assert salesmap.json("lead", "import", file, "--dry-run")["encoding"] == encoding
    salesmap.ok("lead", "import", file)
    assert salesmap.json("lead", "show", "1")["customer"] == "Señor Müller"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"name\n\x81\xff\x8d\x9d\n", "UTF-8"),
        (b'a,b\n"x', None),
    ],
)
def test_files_that_cannot_be_read(salesmap: Salesmap, content: bytes, word: str | None) -> None:
    file = salesmap.home / "odd.csv"
    file.write_bytes(content)
    done = salesmap.run("lead", "import", str(file))
    if word:
        assert done.code == 2
        assert word in done.err
        assert len(done.err.splitlines()) == 1
    assert salesmap.run("lead", "import", "nowhere.csv").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--map", "nix=name"),
        ("--map", "name=nix"),
        ("--map", "name"),
        ("--stage-map", "a=nix"),
        ("--defaults", "nix=1"),
    ],
)
def test_wrong_mappings_are_refused(salesmap: Salesmap, arguments: tuple[str, str]) -> None:
    assert salesmap.run("lead", "import", write(salesmap, "name\nA\n"), *arguments).code == 2


def test_export_and_import_again(salesmap: Salesmap, tmp_path: Path) -> None:
    salesmap.ok(
        "lead",
        "add",
        "=1+1",
        "--company",
        "Acme, Ltd",
        "--phone",
        "+4930123456",
        "--value",
        "12.50",
        "--new-field",
        "--set",
        "size=9",
        "--new-field",
        "--tag",
        "hot",
    )
    salesmap.ok("lead", "add", "'quoted", "--note", "x")
    salesmap.ok("lead", "lose", "2", "--reason", "price")
    out = tmp_path / "out.csv"
    salesmap.ok("lead", "export", "--output", str(out))
    assert "'=1+1" in out.read_text()
    other = Salesmap(tmp_path / "other.db", salesmap.home)
    other.ok("lead", "import", str(out), "--map", "id=-")
    ours, theirs = (
        book.json("lead", "list", "--status", "all", "--sort", "id") for book in (salesmap, other)
    )
    for field in (
        "name",
        "customer",
        "phone",
        "value",
        "currency",
        "status",
        "stage",
        "lost_reason",
        "fields",
        "tags",
        "created_at",
    ):
        assert [lead[field] for lead in ours] == [lead[field] for lead in theirs], field


@pytest.mark.parametrize(
    ("command", "given", "problem"),
    [
        ("lead import", "", "Cannot read standard input: it is empty."),
        ("payment import", "a\n", "No column of standard input is recognized as amount; the columns are a."),
        ("contact import", "", "Cannot read standard input: it is empty."),
        ("rate import", "", "The file needs the columns currency, day and rate."),
    ],
)  # fmt: skip
def test_errors_of_standard_input_name_it(
    salesmap: Salesmap, command: str, given: str, problem: str
) -> None:
    answer = salesmap.run(*command.split(), "-", stdin=given)
    assert answer.code == 2
    assert answer.err.startswith(problem)
    assert "/tmp" not in answer.err


def test_doubtful_values_are_kept_and_told(newcomer: Salesmap) -> None:
    rows = ("name,phone,email,value", "A,n/a?,foo,-5", "B,123,a@b.c,0", 'C,12,"a@b.c; x@y",7')
    (newcomer.home / "doubts.csv").write_text("\n".join(rows), encoding="utf-8")
    answer = newcomer.ok("lead", "import", "doubts.csv")
    told = [
        "2 phone numbers have hardly a digit: kept as they are.",
        "1 email address has no @ between two names: kept as it is.",
        "1 value is below zero: kept as it is.",
    ]
    assert [line for line in answer.err.splitlines() if "kept as" in line] == told
    lead = newcomer.json("lead", "show", "1")
    assert (lead["phone"], lead["email"], lead["value"]) == ("n/a?", "foo", -5)


@pytest.mark.parametrize(
    ("command", "head", "row"),
    [
        ("lead import", "Name,Company", "A,Acme"),
        ("ticket import", "Customer,Subject,Created", "Acme,leaks,2026-11-02 10:00"),
        ("rating import", "Customer,Score,Date", "Acme,5,2026-11-01"),
        ("followup import", "Lead,Type,Text,Date", "First,call,hello,2026-11-01"),
    ],
)
def test_rows_that_are_there_twice_are_told(
    salesmap: Salesmap, command: str, head: str, row: str
) -> None:
    """Whatever the file is of: they may be meant, as two calls are, or a slip of who made it."""
    salesmap.ok("lead", "add", "First", "--company", "Acme", "--allow-duplicate")
    path = salesmap.home / "rows.csv"
    for rows, told in (
        ([row], ""),
        ([row, row], "1 row is there twice: both are taken."),
        ([row, row, row, row], "2 rows are there again: all are taken."),
    ):
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        answer = salesmap.ok(*command.split(), str(path))
        assert ("there" in answer.err) == bool(told) and told in answer.err, answer.err


def test_a_file_of_sales(salesmap: Salesmap) -> None:
    """As a till or a shop exports them: numbers of customers, and nothing that names a lead."""
    path = salesmap.home / "sales.csv"
    path.write_text(
        "InvoiceNo,InvoiceDate,Sales,CustomerID\n7,2026-10-01,12.50,17850\n8,2026-11-02,7,17850\n"
    )
    done = salesmap.ok(
        "lead", "import", str(path), "--defaults", "status=won", "--map", "InvoiceDate=closed"
    )
    assert "Columns not imported" not in done.err
    (customer,) = salesmap.json("customer", "list")
    assert (customer["name"], customer["purchases"], customer["value_won"]) == ("17850", 2, 19.5)
    named = "Deal,Customer ID,Sales\nHarbor,X-1,5\n"
    path.write_text(named)
    salesmap.ok("lead", "import", str(path))
    (lead,) = salesmap.json("lead", "list")
    assert lead["customer"] is None and lead["fields"] == {"Customer ID": "X-1"}
    assert lead["value"] == 5
