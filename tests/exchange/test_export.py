"""Out: workbooks, files replaced whole or not at all, the whole book as text, promises for a calendar."""

import csv
import json
import os
import shutil
import signal
import subprocess
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Salesmap
from icalendar import Calendar

from salesmap.store.tables import JOURNALED


@pytest.fixture(scope="module")
def rich_book(tmp_path_factory: pytest.TempPathFactory) -> Salesmap:
    home = tmp_path_factory.mktemp("rich")
    book = Salesmap(home / "rich.db", home)
    book.ok("lead", "add", "=1+1", "--company", "东海冷链物流", "--contact", "陈涛", "--phone", "13800000001", "--value", "1234.5", "--new-field", "--set", "size=@9",
            "--tag", "a,b", "--next", "打电话给采购，确认预算与交货日期；请带上新的报价单和样品目录", "--due", "+3d", "--close", "2026-12-31")  # fmt: skip
    book.ok(
        "lead",
        "add",
        "bell\x07 _x0041_",
        "--note",
        "x" * 40,
        "--next",
        "call",
        "--due",
        "2026-11-20",
    )
    book.ok("lead", "lose", "2", "--reason", "-price")
    book.ok("review", "add", "=1+1", "--owner", "王磊", "--due", "+1d")
    book.ok("lead", "add", "Gone")
    book.ok("undo")
    return book


@pytest.fixture
def book(rich_book: Salesmap, tmp_path: Path) -> Salesmap:
    return Salesmap(Path(shutil.copy(rich_book.db, tmp_path)), tmp_path)


def test_a_workbook_has_real_types(book: Salesmap) -> None:
    book.ok("lead", "export", "--output", "out.xlsx")
    sheet = openpyxl.load_workbook(book.home / "out.xlsx")["salesmap"]
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet.auto_filter.ref is not None) == (
        "A2",
        True,
        True,
    )
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert first["name"].value == "=1+1" and first["name"].data_type == "s", "no formula"
    assert (first["value"].value, first["value"].number_format) == (1234.5, "#,##0.00")
    assert first["expected_close"].value == datetime(2026, 12, 31) and isinstance(
        first["created_at"].value, datetime
    )
    assert (first["size"].value, first["id"].value) == ("@9", 1)
    widths = [each.width for each in sheet.column_dimensions.values() if each.min <= 3 <= each.max]
    assert min(widths) > 6 * 2 + 2, "Chinese is two wide"
    plain = book.json("lead", "list", "--status", "all")
    assert plain[0]["created_at"][:10] == "2026-11-23" and first["created_at"].value.date() == date(
        2026, 11, 23
    )


@pytest.mark.parametrize(
    "question",
    [
        ("funnel",),
        ("due", "--days", "60"),
        ("history",),
        ("report", "winrate"),
        ("dup", "list"),
        ("contact", "list"),
        ("config", "show"),
    ],
)
def test_every_listing_as_a_workbook(book: Salesmap, question: tuple[str, ...]) -> None:
    done = subprocess.run(
        book.command(*question, "--format", "xlsx"),
        capture_output=True,
        env=book.environment(),
        cwd=book.home,
        check=True,
    )
    (book.home / "q.xlsx").write_bytes(done.stdout)
    sheet = openpyxl.load_workbook(book.home / "q.xlsx").active
    rows = book.ok(*question, "--format", "csv").out.splitlines()
    assert [cell.value for cell in sheet[1]] == rows[0].split(",")
    assert sheet.max_row == len(list(csv.reader(rows)))


def test_a_workbook_goes_there_and_back(book: Salesmap, tmp_path: Path) -> None:
    book.ok("lead", "export", "--output", "out.xlsx")
    other = Salesmap(tmp_path / "other.db", book.home)
    other.ok("lead", "import", "out.xlsx", "--map", "id=-")
    ours, theirs = (
        each.json("lead", "list", "--status", "all", "--sort", "id") for each in (book, other)
    )
    for field in (
        "name",
        "customer",
        "phone",
        "value",
        "status",
        "lost_reason",
        "fields",
        "tags",
        "expected_close",
    ):
        assert [lead[field] for lead in ours] == [lead[field] for lead in theirs], field


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_further_phones_and_emails_go_there_and_back(
    salesmap: Salesmap, tmp_path: Path, ending: str
) -> None:
    """Short ones, too, which nobody would take for several in one cell."""
    phones = ["--phone", "13900139000", "--phone", "+49 30 1234567", "--phone", "110"]
    salesmap.ok(
        "lead", "add", "A", "--company", "Acme", "--contact", "Al", "--phone", "13800138000"
    )
    salesmap.ok("contact", "edit", "Al", *phones, "--email", "a@x.com", "--email", "b_c@x.com")
    salesmap.ok("lead", "add", "B", "--company", "Bolt", "--contact", "Bea")
    path = tmp_path / f"leads.{ending}"
    salesmap.ok("lead", "export", "--output", str(path))
    known = {row["name"]: row for row in salesmap.json("contact", "list")}
    assert "further_phones" not in salesmap.json("lead", "show", "1")
    if ending == "json":
        row = json.loads(path.read_text(encoding="utf-8"))[0]
        assert row["further_phones"] == ["13900139000", "+49 30 1234567", "110"]
        assert row["further_emails"] == ["b_c@x.com"]
        return
    other = Salesmap(tmp_path / "other.db", salesmap.home)
    other.ok("init")
    other.ok("lead", "import", str(path))
    for row in other.json("contact", "list"):
        assert row["fields"] == known[row["name"]]["fields"]
    salesmap.ok("contact", "edit", "Al", "--remove", "110", "--remove", "b_c@x.com")
    update = ("lead", "import", str(path), "--on-duplicate", "update")
    assert salesmap.json(*update)["updated"] == 1
    assert salesmap.json("contact", "show", "1")["fields"] == known["Al"]["fields"]
    assert salesmap.json(*update)["updated"] == 0
    assert_conflicts(other)


def assert_conflicts(salesmap: Salesmap) -> None:
    """Assert that imported further numbers are found as typed ones are."""
    assert salesmap.run("lead", "add", "X", "--phone", "+4930 1234567").code == 4
    assert salesmap.run("lead", "add", "X", "--email", "B_C@x.com").code == 4


@pytest.mark.parametrize("headers", ["Other Phone,Secondary Email", "备用手机,备用邮箱"])
def test_second_phones_and_emails_of_other_systems(
    salesmap: Salesmap, tmp_path: Path, headers: str
) -> None:
    """They are further numbers of the contact, and words for nothing are none."""
    path = tmp_path / "leads.csv"
    rows = "A,Al,13800138000,+49 30 1234567,b_c@x.com\nB,Bo,13800138001,N/A,-\nC,Cy,,无,c@x.com\n"
    path.write_text(f"name,contact,phone,{headers}\n{rows}", encoding="utf-8")
    assert salesmap.json("lead", "import", str(path))["added"] == 3
    al, bo, cy = sorted(salesmap.json("contact", "list"), key=lambda row: row["name"])
    assert al["fields"] == {"phone 2": "+49 30 1234567"} and al["email"] == "b_c@x.com"
    assert (bo["fields"], bo["email"]) == ({}, None)
    assert (cy["fields"], cy["phone"], cy["email"]) == ({}, None, "c@x.com")
    assert_conflicts(salesmap)


def test_an_export_without_further_numbers_has_no_columns_for_them(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--phone", "13800138000")
    assert "further" not in salesmap.ok("lead", "export").out
    assert (
        salesmap.ok("lead", "export", "--fields", "id,further_phones").out
        == "id,further_phones\n1,\n"
    )


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_reads_the_same_figures(book: Salesmap) -> None:
    book.ok(
        "lead", "export", "--output", "out.xlsx", "--fields", "id,name,value,expected_close,size"
    )
    subprocess.run(["soffice", f"-env:UserInstallation=file://{book.home}/lo", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
                    "--outdir", str(book.home), str(book.home / "out.xlsx")], check=True, capture_output=True, timeout=120)  # fmt: skip
    rows = list(csv.reader((book.home / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[1] == ["1", "=1+1", "1,234.50", "2026-12-31", "@9"] or (
        rows[1][:2] == ["1", "=1+1"] and rows[1][2].replace(",", "") in ("1234.50", "1234.5")
    )


def test_files_are_replaced_whole_or_not_at_all(book: Salesmap) -> None:
    target = book.home / "out.csv"
    target.write_text("old")
    assert (
        book.run(
            "lead", "export", "--output", str(target), "--overwrite", "--fields", "nonsense"
        ).code
        == 2
    )
    assert target.read_text() == "old"
    book.ok("lead", "export", "--output", str(target), "-f", "tsv", "--overwrite")
    assert target.read_text(encoding="utf-8").startswith("id\tname")
    assert not list(book.home.glob("*.new"))
    assert book.run("lead", "export", "--output", str(book.home / "no" / "out.csv")).code == 5


TABLES = ("identity", *JOURNALED, "stored_file", "news_read", "sqlite_sequence")


def everything(book: Salesmap) -> list[Any]:
    return [
        book.sql(
            f"SELECT * FROM {table} WHERE name NOT IN ('change', 'change_row') ORDER BY 1"
            if table == "sqlite_sequence"
            else f"SELECT {'id, uid' if table == 'identity' else '*'} FROM {table} ORDER BY 1"
        )
        for table in TABLES
    ]


def test_the_whole_book_as_text_and_back(book: Salesmap, tmp_path: Path) -> None:
    book.ok(
        "product", "add", "CT", "计数器", "--price", "1280", "--covers", "alarm", "--tax", "13%"
    )
    book.ok("price", "set", "CT", "1200", "--list", "Dealers", "--min-qty", "2.5")
    book.ok("need", "add", "1", "an alarm")
    book.ok("quote", "new", "1", "CT@3", "--discount", "5%", "--send")
    book.ok("export", "--all", "text")
    names = {path.name for path in (book.home / "text").iterdir()}
    assert names == {f"{table}.jsonl" for table in TABLES[:-1]} | {"book.json"}
    lines = (book.home / "text/lead.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, 2] and "东海" in (
        book.home / "text/customer.jsonl"
    ).read_text(encoding="utf-8")
    other = Salesmap(tmp_path / "other.db", book.home)
    other.ok("import", "--all", "text")
    assert everything(other) == everything(book)
    assert "no problems found" in other.ok("db", "check").out
    other.ok("export", "--all", "again")
    assert all(
        (book.home / "text" / name).read_bytes() == (book.home / "again" / name).read_bytes()
        for name in names
    )
    assert other.run("import", "--all", "text").code == 4, "never over a book"
    other.ok("lead", "add", "New")
    assert [row["id"] for row in other.json("lead", "list")] == [4, 1], (
        "an id that was undone is not given out again"
    )
    other.ok("export", "--all", "text")
    assert len((book.home / "text/lead.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("file", "change", "word"),
    [("lead.jsonl", lambda text: text.replace('"status": "open"', '"status": "opn"'), "lead.jsonl"), ("stay.jsonl", lambda text: text[:-20], "damaged"),
     ("customer.jsonl", lambda text: text.replace('"name"', '"nom"'), "line 1"), ("book.json", lambda text: text.replace('"schema": ', '"schema": 9'), "schema"),
     ("lead.jsonl", lambda text: text.replace('"stage_id": 1', '"stage_id": 99'), "lead.jsonl"), ("contact.jsonl", None, "No such file")],
)  # fmt: skip
def test_text_that_is_no_book_makes_none(
    book: Salesmap, tmp_path: Path, file: str, change: Any, word: str
) -> None:
    book.ok("export", "--all", "text")
    path = book.home / "text" / file
    path.write_text(
        change(path.read_text(encoding="utf-8")), encoding="utf-8"
    ) if change else path.unlink()
    other = Salesmap(tmp_path / "other.db", book.home)
    refused = other.run("import", "--all", "text", "--edited")
    assert len(refused.err.splitlines()) == 1 and word in refused.err
    assert refused.code == (4 if change else 2)
    assert not other.db.exists()
    assert other.run("import", "--all", "text").code == 4 or file == "contact.jsonl"
    assert [path.name for path in tmp_path.glob(".*")] == []


HOSTILE = (
    ("lead.jsonl", '"id": 1,', '"id": 9223372036854775808,'),
    ("lead.jsonl", '"version": 1', '"version": true'),
    ("lead.jsonl", '"value_cents": ', '"value_cents": 9999999999999999999'),
    ("customer.jsonl", '"name": "', '"name": "\\ud800'),
    ("customer.jsonl", '"name": "', '"name": ["'),
    ("customer.jsonl", '"name": ', '"name": ' + "[" * 100_000),
    ("lead.jsonl", '"created_on": "2026', '"created_on": "2026-02-31'),
    ("lead.jsonl", '"recorded_at": "', '"recorded_at": "nope'),
    ("map_version.jsonl", '"source": "', '"source": 7, "was": "'),
    ("followup.jsonl", '"due_on": "', '"due_on": "2026-02-31'),
)


@pytest.mark.parametrize(("file", "old", "new"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_makes_none(
    book: Salesmap, tmp_path: Path, file: str, old: str, new: str
) -> None:
    book.ok("followup", "add", "1", "call", "--due", "fri")
    book.ok("export", "--all", "text")
    path = book.home / "text" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    other = Salesmap(tmp_path / "other.db", book.home)
    refused = other.run("import", "--all", "text", "--edited")
    assert refused.code == 4 and file in refused.err and "line" in refused.err, refused
    assert not other.db.exists() and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("table", ["map_version", "identity", "stage"])
def test_empty_tables_make_none(book: Salesmap, tmp_path: Path, table: str) -> None:
    book.ok("export", "--all", "text")
    (book.home / "text" / f"{table}.jsonl").write_text("")
    other = Salesmap(tmp_path / "other.db", book.home)
    assert other.run("import", "--all", "text", "--edited").code == 4
    assert not other.db.exists()


def test_a_torn_export_is_known(book: Salesmap, tmp_path: Path) -> None:
    book.ok("export", "--all", "text")
    (book.home / "text/book.json").unlink()
    other = Salesmap(tmp_path / "other.db", book.home)
    refused = other.run("import", "--all", "text")
    assert refused.code == 4 and "torn" in refused.err
    book.ok("export", "--all", "text")
    lead = book.home / "text/lead.jsonl"
    lead.write_text(lead.read_text("utf-8").replace("web", "fair"), "utf-8")
    lead.write_text(lead.read_text("utf-8") + "\n", "utf-8")
    assert other.run("import", "--all", "text").code == 4
    book.ok("export", "--all", "text")
    other.ok("import", "--all", "text")


def test_a_folder_with_other_things_is_left_alone(book: Salesmap) -> None:
    (book.home / "mine").mkdir()
    (book.home / "mine/notes.txt").write_text("x")
    assert book.run("export", "--all", "mine").code == 4
    assert [path.name for path in (book.home / "mine").iterdir()] == ["notes.txt"]


@pytest.mark.long
def test_a_killed_import_of_a_book_leaves_none(salesmap: Salesmap, tmp_path: Path) -> None:
    file = salesmap.home / "f.csv"
    file.write_text("id,name\n" + "".join(f"{number},Lead {number}\n" for number in range(20_000)))
    salesmap.ok("lead", "import", str(file))
    salesmap.ok("export", "--all", "text")
    other = Salesmap(tmp_path / "other.db", salesmap.home)
    for seconds in (0.5, 0.8):
        process = subprocess.Popen(
            other.command("import", "--all", "text"),
            env=other.environment(),
            cwd=other.home,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if other.run("due").code == 0:
            break
    else:
        other.ok("import", "--all", "text")
    assert len(other.json("lead", "list", "--fields", "id")) == 20_000


def calendar_of(book: Salesmap, *arguments: str, **environment: str) -> dict[str, Any]:
    done = subprocess.run(
        book.command("due", "--days", "60", "--format", "ics", *arguments),
        capture_output=True,
        env=book.environment(**environment),
        check=True,
    )
    assert all(len(line) <= 75 for line in done.stdout.split(b"\r\n"))
    return {
        str(part["uid"]): part
        for part in Calendar.from_ical(done.stdout).walk()
        if part.name in ("VEVENT", "VTODO")
    }


def test_a_calendar_updates_instead_of_doubling(book: Salesmap) -> None:
    before = calendar_of(book)
    uid = next(uid for uid in before if uid.startswith("followup-1@"))
    assert before[uid]["dtstart"].dt == date(2026, 11, 26) and before[uid]["sequence"] == 1
    assert (
        "打电话给采购，确认预算" in before[uid]["summary"]
        and "13800000001" in before[uid]["description"]
    )
    book.ok("followup", "snooze", "1", "2026-12-05")
    after = calendar_of(book)
    assert book.run("due", "--days", "60", "--format", "ics", "--exit-code").code == 10
    assert (
        after.keys() == before.keys()
        and after[uid]["dtstart"].dt == date(2026, 12, 5)
        and after[uid]["sequence"] == 2
    )
    book.ok("followup", "done", "1")
    assert calendar_of(book)[uid]["status"] == "CANCELLED"
    assert calendar_of(book, "--as", "todo")[uid]["status"] == "COMPLETED"
    assert uid not in calendar_of(book, SALESMAP_NOW="2027-03-01T09:00:00"), (
        "long over: no calendar need be told"
    )


@pytest.mark.skipif(not shutil.which("khal"), reason="khal is not on this machine")
def test_khal_reads_it_twice_and_has_it_once(book: Salesmap) -> None:
    (book.home / "cal").mkdir()
    (book.home / "khal.conf").write_text(
        f"[calendars]\n[[mine]]\npath = {book.home}/cal\ntype = calendar\n[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        f"datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {book.home}/khal.db\n"
    )
    environment = book.environment(LANG="C.UTF-8", LC_ALL="C.UTF-8")
    for due in ("2026-11-28", "2026-12-02"):
        book.ok("followup", "snooze", "1", due)
        (book.home / "x.ics").write_bytes(
            subprocess.run(
                book.command("due", "--days", "60", "-f", "ics"),
                capture_output=True,
                env=book.environment(),
                check=True,
            ).stdout
        )
        subprocess.run(
            [
                "khal",
                "-c",
                str(book.home / "khal.conf"),
                "import",
                "--batch",
                str(book.home / "x.ics"),
            ],
            env=environment,
            check=True,
            capture_output=True,
        )
    listed = subprocess.run(["khal", "-c", str(book.home / "khal.conf"), "list", "2026-11-01", "60d", "--format", "{start-date} {title}"],
                            env=environment, check=True, capture_output=True, text=True).stdout  # fmt: skip
    assert listed.count("打电话给采购") == 1 and "2026-12-02" in listed


@pytest.mark.skipif(not shutil.which("todoman"), reason="todoman is not on this machine")
def test_todoman_reads_it(book: Salesmap) -> None:
    (book.home / "todos/mine").mkdir(parents=True)
    content = subprocess.run(
        book.command("due", "--days", "60", "-f", "ics", "--as", "todo"),
        capture_output=True,
        env=book.environment(),
        check=True,
    ).stdout
    (book.home / "todos/mine/x.ics").write_bytes(content)
    (book.home / "todoman.py").write_text(
        f'path = "{book.home}/todos/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ncache_path = "{book.home}/cache.db"\n'
    )
    done = subprocess.run(
        ["todoman", "--config", str(book.home / "todoman.py"), "list"],
        env=book.environment(LANG="C.UTF-8", LC_ALL="C.UTF-8"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "打电话给采购" in done.stdout, done
