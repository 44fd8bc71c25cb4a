"""Where the engines differ in silence: each difference by its name, the same words on both.

The server's database is as unlike a file as a company may have made it: sorted for people, in
another time zone, with another way to write days and bytes.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

import psycopg2
import pytest
from conftest import Answer, Salesmap
from support.machine.postgres import Server

from salesmap.store.tables import TABLES

Typed = Callable[..., Answer]

SETTINGS = {
    "timezone": "America/New_York",
    "datestyle": "German",
    "intervalstyle": "sql_standard",
    "bytea_output": "escape",
    "extra_float_digits": "-3",
}


@pytest.fixture(scope="module")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the name of an empty database of salesmap, made once in one that is for people."""
    name, home = "made_for_people", tmp_path_factory.mktemp("home")
    for locale in ("LOCALE_PROVIDER icu ICU_LOCALE 'en-US'", "LC_COLLATE 'C.UTF-8'"):
        with suppress(psycopg2.Error):
            server.sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {locale}")
            break
    Salesmap(home / "test.db", home).ok("--db", server.url(name), "init")
    yield name
    server.drop(name)


@pytest.fixture
def both(salesmap: Salesmap, server: Server, made: str) -> Iterator[Typed]:
    """Return a function that types a command on a file and on a server, and compares."""
    name = server.create(made)
    url = server.url(name)
    for setting, value in SETTINGS.items():
        server.sql(f"ALTER DATABASE {name} SET {setting} = '{value}'")

    def typed(*arguments: str, code: int = 0) -> Answer:
        file = salesmap.run(*arguments)
        answer = salesmap.run(*arguments, SALESMAP_DB=url)
        path = str(salesmap.db)
        same = Answer(answer.code, answer.out.replace(url, path), answer.err.replace(url, path))
        assert same == file, arguments
        assert file.code == code, (arguments, file)
        return file

    yield typed
    server.drop(name)


def add(both: Typed, *names: str, **more: str) -> None:
    options = [word for name, value in more.items() for word in (f"--{name}", value)]
    for name in names:
        both("lead", "add", name, *options)


def test_partial_indexes(both: Typed, salesmap: Salesmap, server: Server, made: str) -> None:
    """A lead has many stays, one of them current: the index is over that one only."""
    add(both, "Acme")
    for stage in ("needs", "lead", "needs"):
        both("lead", "advance", "1", stage, "--note", "so")
    both("lead", "show", "1")
    partial = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'"
    names = {name for (name,) in salesmap.sql(partial)}
    defined = server.sql("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '% WHERE %'", made)
    assert names and names <= {name for (name,) in defined}


def test_money_of_64_bits(both: Typed) -> None:
    """Cents of 99,999,999,999 do not fit into 32 bits, nor does their sum."""
    add(both, "One", "Two", value="99999999999.99")
    both("lead", "list", "--sort", "-value")
    assert "199999999999.98" in both("funnel", "--format", "json").out


def test_order_of_empty_values(both: Typed) -> None:
    add(both, "None")
    add(both, "North", region="north", value="5")
    add(both, "None again")
    for field in ("region", "value", "expected_close", "owner"):
        for sign in ("", "-"):
            both("lead", "list", "--sort", f"{sign}{field}", "--format", "csv")
    both("report", "regions")
    both("customer", "list", "--sort", "external_id")


def test_like_and_lower_know_26_letters(both: Typed) -> None:
    for name in ("Web", "WEB", "ÄÖ", "äö", "İ", "ß", "张"):
        add(both, f"From {name}", source=name, owner=name)
    for text in ("WEB", "äö", "i", "SS", "张", "%"):
        for field in ("source", "name"):
            both("lead", "list", f"{field}~{text}", "--format", "ids")
            both("lead", "list", f"{field}>={text}", "--format", "ids")
        both("find", text)
    both("lead", "list", "id~1", "--format", "ids")


def test_sorting(both: Typed) -> None:
    """By the numbers of characters, names by pinyin; whatever the server's language is."""
    for name in ("b", "A", "a", "B", "_x", "É", "10", "9", "王", "阿", "ｚ"):
        both(
            "lead",
            "add",
            name,
            "--company",
            name,
            "--region",
            name,
            "--tag",
            name,
            "--allow-duplicate",
        )
    both("lead", "list", "--sort", "name", "--format", "csv")
    for field in ("region", "customer"):
        both("lead", "list", "--sort", field, "--format", "csv")
        both("report", "sources", "--by", field, "--format", "csv")
    both("customer", "list")
    both("lead", "list", "region=none")


def test_spellings_in_the_same_order(both: Typed) -> None:
    """Of several spellings that stand for one the first is named, not any."""
    for text in (" x", "x", "X", "Ｘ", "x "):
        both("lead", "add", "Acme", "--allow-duplicate", "--tag", text, "--set", f"grade={text}",
             "--new-field", "--source", text)  # fmt: skip
    for field in ("tag", "grade", "source"):
        both("lead", "list", f"{field}=nothing")
        both("report", "sources", "--by", field)


def test_sums_and_means_are_numbers(both: Typed) -> None:
    """The sum of 64-bit numbers is no Decimal, a mean is no text."""
    for value in ("10", "20.05", "33.33"):
        add(both, f"Of {value}", value=value, owner="ann", company=f"{value} Ltd")
        both("lead", "win", f"Of {value}")
    for report in ("winrate", "cycle", "sources", "deal-size", "velocity"):
        both(
            "report",
            report,
            "--by",
            "owner",
            "--format",
            "json",
            code=0 if report != "value" else 2,
        )
    both("forecast", "--format", "json")


def test_weeks_and_quarters(both: Typed) -> None:
    """`substr` from the end, integer division."""
    for day in ("2026-01-01", "2026-02-02", "2026-07-31", "2026-11-22"):
        both("--now", day, "lead", "add", f"Of {day}")
    for by in ("week", "month", "quarter"):
        both("report", "sources", "--by", by, "--format", "csv")


def test_time_zones(both: Typed) -> None:
    """Late in the evening here, another day at the server."""
    for now in ("2026-11-22T23:59:59", "2026-11-23T00:00:00", "2026-03-08T02:30:00"):
        both("--now", now, "lead", "add", f"At {now}", "--next", "call", "--due", "+1d 23:30")
    both("due", "--format", "json")
    both("lead", "list", "created_at=2026-11-22")
    for day in ("2026-11-22", "2026-11-23", "2026-03-08"):
        both("--as-of", day, "lead", "list", "--format", "json")
    both("history", "--format", "json")


def test_rounding_and_truth(both: Typed) -> None:
    for number in range(8):
        add(both, f"Lead {number}", source=f"s{number % 3}")
    both("lead", "win", "1", "--force", "--note", "so")
    for lead in ("2", "3", "4", "5", "6"):
        both("lead", "lose", lead, "--reason", f"r{int(lead) % 4}")
    for arguments in (
        ("report", "winrate", "--by", "source"),
        ("report", "lost-reasons"),
        ("funnel",),
        ("kpi",),
        ("diagnose",),
        ("stage", "list"),
    ):
        both(*arguments)
        both(*arguments, "--format", "json")


def test_texts_as_numbers(both: Typed) -> None:
    """What begins with a number is one, what does not is 0: never an error."""
    texts = ("12", "9", "12abc", "abc", " 7", "-1", "1e3", "1e400", "1e-400", ".5", "٣", "nan")
    for text in texts:
        both("lead", "add", "Acme", "--allow-duplicate", "--new-field", "--set", f"budget={text}")
    for value in ("9", "0", "nan", "inf", "x"):
        for sign in (">", "<=", "!="):
            both("lead", "list", f"budget{sign}{value}", "--format", "ids")
    both("lead", "list", "stage>1", "currency<1e5", "--format", "ids")


def test_an_empty_list(both: Typed, salesmap: Salesmap) -> None:
    """Of a file whose every row is rejected, no lead is asked for."""
    add(both, "Acme")
    activities = salesmap.home / "activities.csv"
    activities.write_text("Lead,Type,Date,Text\nNobody,call,2026-11-01,x\n", encoding="utf-8")
    both("followup", "import", "activities.csv", code=4)
    history = salesmap.home / "history.csv"
    history.write_text("Lead,Stage,Entered\nNobody,needs,2026-11-01\n", encoding="utf-8")
    both("lead", "import-history", "history.csv", code=4)
    add(both, "Bolt")
    both("history", "--format", "json")


def test_every_text_column_sorts_by_characters(server: Server, made: str) -> None:
    columns = server.sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'",
        made,
    )
    assert [(table, name) for table, name in columns if table in TABLES] == []


def test_what_is_named_in_the_order_of_records(both: Typed) -> None:
    """The records that still name a forgotten person, the last ids of a dump."""
    both("lead", "add", "Lead of Ann Reed", "--contact", "Ann Reed")
    for number in range(3):
        add(both, f"{number} for Ann Reed", note="Ann Reed")
    both("lead", "edit", "2", "--region", "of Ann Reed")
    both("contact", "forget", "1", "--yes")
