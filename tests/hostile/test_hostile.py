"""Hostile text: stored exactly as it was typed, shown harmlessly wherever it comes out, lost nowhere."""

import contextlib
import csv
import io
import json
import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, Salesmap
from support.machine import built_once

from salesmap.__main__ import run as run_here
from salesmap.actions.lead.add import add
from salesmap.core.folding import fold
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database

ESC, NUL, RLO, BOM, CSI, BELL = "\x1b", "\0", "\u202e", "\ufeff", "\x9b", "\x07"
CRAFTED = [
    f"{ESC}[31mred{ESC}[0m",
    f"{ESC}[2J{ESC}[H",
    f"{ESC}]0;title{BELL}",
    f"{ESC}]52;c;cm0gLXJm{BELL}",
    f"{ESC}]8;;http://evil.example{ESC}\\click{ESC}]8;;{ESC}\\",
    f"{ESC}P+q544e{ESC}\\",
    f"{CSI}31m8-bit{CSI}0m",
    "\x9d0;title\x9c",
    "\x90device\x9c \x84\x85\x8d",
    "back\b\b\b\bspace",
    "over\rwritten",
    "two\nlines",
    "win\r\ndows",
    "a\ttab",
    "\x01\x02\x03\x7f",
    f"abc{RLO}gpj.exe",
    "\u2066isolate\u2069 \u200fright \u061carabic",
    f"{BOM}mark",
    "zero\u200bwidth\u200djoin",
    "line\u2028sep\u2029par",
    "\U000e0041tag",
    "soft\u00adhyphen",
    "[bold]markup[/bold]",
    "[/]",
    "[link=http://evil.example]click[/link]",
    "[red",
    "[@click=app.quit]x[/]",
    ":smile: :warning:",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=already",
    "''=twice",
    "＝１＋１",
    "\t=tab",
    "\r=cr",
    "'just a quote",
    "{0} {name} %s %(x)s {}",
    "--help",
    "-x",
    "x:ext",
    "'; DROP TABLE lead; --",
    '"quoted", and, commas',
    "%_\\",
    "e\u0301 combining \u4e2d\u6587 \U0001f600\u200d\U0001f525",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dalgo",
    "x" * 5000,
    "  spaces around  ",
]
# What a terminal obeys: C0 but for the line's end and the tab of plain output, DEL, C1, and what turns or hides text.
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
COLOUR = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture
def here(newcomer: Salesmap, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Type a command within this process: the same way in and out as `main`, without starting Python each time."""
    for key, value in newcomer.environment(COLUMNS="200").items():
        monkeypatch.setenv(key, value)
    monkeypatch.chdir(newcomer.home)
    for name, function in built_once.kept().items():
        monkeypatch.setattr(name, function)

    def type_in(*arguments: str) -> Answer:
        out, err = (
            io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _stream in range(2)
        )
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run_here(arguments)
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        return Answer(code, *texts)

    return type_in


def assert_harmless(answer: Answer) -> None:
    """Nothing in the output steers a terminal."""
    assert answer.code == 0, answer
    assert not OBEYED.search(answer.out), OBEYED.search(answer.out)
    assert not OBEYED.search(answer.err)


def fill(db: Path, texts: list[str]) -> None:
    """A lead for each text, with the text in every field that takes one, through the package's own functions."""
    book = Database(db, "lin", keeps_connection=True)
    for number, text in enumerate(texts):
        new = LeadDraft(
            text, customer=text, contact=text, phone=text, email=text, wechat=text, source=text, product=text, region=text,
            owner=text, external_id=f"{number}-{text}", tags=(text,), note=text, fields={"own": text}, next_step=(text, date(2026, 11, 20)),
        )  # fmt: skip
        add(book, new, allow_duplicate=True)


def stored(db: Path, statement: str) -> list[Any]:
    """The first column of a statement's rows, read behind salesmap's back."""
    with closing(sqlite3.connect(db)) as connection:
        return [row[0] for row in connection.execute(statement)]


def assert_stored(db: Path, texts: list[str]) -> None:
    """Every text is in the file as it was given."""
    for column in ("name", "source", "product", "region"):
        assert stored(db, f"SELECT {column} FROM lead ORDER BY id") == texts, column
    owners = [text.strip() or None for text in texts]
    assert stored(db, "SELECT owner FROM lead ORDER BY id") == owners
    assert stored(db, "SELECT tag FROM lead_tag ORDER BY id") == texts
    assert stored(db, "SELECT text FROM interaction ORDER BY id") == texts
    assert stored(db, "SELECT what FROM followup ORDER BY id") == texts
    assert [
        json.loads(fields)["own"] for fields in stored(db, "SELECT fields FROM lead ORDER BY id")
    ] == texts
    assert set(stored(db, "SELECT name FROM customer")) <= set(texts)


def unguarded(cell: str) -> str:
    """A cell of the CSV without the quote that keeps spreadsheets from running it."""
    return (
        cell[1:]
        if cell.startswith("'") and cell.lstrip("'").startswith(tuple("=+-@\t\r\n＝＋－＠"))
        else cell
    )


def assert_shown(here: Callable[..., Answer], texts: list[str]) -> None:
    """Harmless in every format, lossless in those for programs."""
    everything = ("lead", "list", "--limit", "0", "--sort", "id")
    fields = (
        "--fields",
        "id,name,customer,contact,phone,email,wechat,source,region,owner,external_id,tags,fields",
    )
    for command in (
        (*everything, *fields),
        ("due", "--fields", "id,lead,customer,what,owner"),
        ("history", "--limit", "0"),
    ):
        assert_harmless(here(*command, "-f", "plain"))
        assert_harmless(here(*command, "-f", "json"))
        assert_harmless(here(*command, "-f", "table"))
        assert_harmless(uncoloured(here("--color", "always", *command, "-f", "table")))
    assert here(*everything, *fields, "-f", "plain").out.count("\n") == len(texts) + 1
    rows = here(*everything, "-f", "json").data
    for field in ("name", "source", "region"):
        assert [row[field] for row in rows] == texts, field
    assert [row["owner"] for row in rows] == [text.strip() or None for text in texts]
    for field in (
        "customer",
        "contact",
        "phone",
        "email",
        "wechat",
    ):  # shared by leads for whom they are the same
        assert [fold(row[field]) for row in rows] == [fold(text) for text in texts], field
    assert [row["tags"] for row in rows] == [[text] for text in texts]
    assert [row["fields"] for row in rows] == [{"own": text} for text in texts]
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        out = here(*everything, "--fields", "name,own,owner", "-f", format).out
        cells = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter))
        assert cells[0] == ["name", "own", "owner"]
        assert [[unguarded(cell) for cell in row] for row in cells[1:]] == [
            [text, text, text.strip()] for text in texts
        ]


def uncoloured(answer: Answer) -> Answer:
    """The answer without the bold of the headings, which is all the colour a table has."""
    assert set(COLOUR.findall(answer.out)) <= {"\x1b[1m", "\x1b[0m"}
    return Answer(answer.code, COLOUR.sub("", answer.out), answer.err)


# --- the tests --------------------------------------------------------------------------------------------------------


def test_crafted_strings(newcomer: Salesmap, here: Callable[..., Answer]) -> None:
    fill(newcomer.db, CRAFTED)
    assert_stored(newcomer.db, CRAFTED)
    assert_shown(here, CRAFTED)
    assert here("db", "check").code == 0


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])
def test_the_list_of_naughty_strings(
    newcomer: Salesmap, here: Callable[..., Answer], shared: Path, step: int
) -> None:
    texts = list(
        dict.fromkeys(
            json.loads((shared / "data" / "hostile" / "blns.json").read_text(encoding="utf-8"))
        )
    )
    assert len(texts) == 511
    blank = [text for text in texts if not text.strip()]
    texts = [text for text in texts if text.strip()]
    for text in blank:
        assert here("lead", "add", "--", text).code == 2
    texts = texts[::step]
    fill(newcomer.db, texts)
    assert_stored(newcomer.db, texts)
    assert_shown(here, texts)


@pytest.mark.parametrize("format", ["table", "plain", "json", "csv"])
def test_typed_searched_shown_changed_undone(
    newcomer: Salesmap, here: Callable[..., Answer], format: str
) -> None:
    """One text after the other through the commands themselves: what they answer is harmless, and finds the lead again."""
    first = ("table", "plain", "json", "csv").index(format)
    for number, text in enumerate(CRAFTED[first::8], 1):
        own = f"--set={number}{text.replace('=', '')}=1"
        assert_harmless(
            here(
                "lead",
                "add",
                f"--note={text}",
                f"--owner={text}",
                f"--tag={text}",
                own,
                "--new-field",
                "--",
                text,
            )
        )
        if format != "csv":
            assert_harmless(here("lead", "show", str(number), "-f", format))
        found = here(
            "lead", "list", f"--search={text}", f"--tag={text}", f"--owner={text}", "-f", "json"
        )
        assert number in [row["id"] for row in found.data], text
        if format != "csv":
            assert_harmless(here("lead", "list", f"--search={text}", "-f", format))
        assert stored(newcomer.db, f"SELECT name FROM lead WHERE id = {number}") == [text]
        assert_harmless(here("log", str(number), "call", "--", text))
        assert_harmless(here("undo"))
        assert_harmless(here("lead", "edit", str(number), f"--name=new {text}"))
        assert_harmless(here("undo"))
        assert stored(newcomer.db, f"SELECT name FROM lead WHERE id = {number}") == [text]


def test_names_of_own_fields(newcomer: Salesmap, here: Callable[..., Answer]) -> None:
    """They become headings, which are shown no less harmlessly than cells."""
    key = f"=cmd {ESC}[31m{RLO}"
    assert here("lead", "add", "Acme", "--set", f"{key[1:]}=1", "--new-field").code == 0
    key = key[1:].strip()
    for format in ("table", "plain", "json"):
        assert_harmless(here("lead", "list", "--fields", f"id,{key}", "-f", format))
    rows = list(
        csv.reader(
            io.StringIO(here("lead", "list", "--fields", f"id,{key}", "-f", "csv").out, newline="")
        )
    )
    assert rows == [["id", key], ["1", "1"]]


def test_errors_quote_harmlessly(newcomer: Salesmap, here: Callable[..., Answer]) -> None:
    """Every text in every third command, each of them with a third of the texts."""
    here("lead", "add", "Acme")
    for number, text in enumerate(CRAFTED):
        commands = (
            ("lead", "show", f"?{text}"),
            ("lead", "list", f"{text}~x"),
            ("lead", "list", "--stage", f"?{text}"),
            ("lead", "list", "--sort", f"?{text}"),
            ("lead", "add", "New", f"--stage=?{text}"),
            ("lead", "add", "New", f"--value=?{text}"),
            ("lead", "add", "New", "--next=x", f"--due=?{text}"),
            ("lead", "list", "--fields", f"?{text}"),
            ("--db", f"nowhere/{text[:99]}", "due"),
            ("db", "restore", f"nowhere{text[:99]}"),
            (f"?{text}",),
        )
        for arguments in commands[number % 3 :: 3]:
            answer = here(*arguments)
            assert answer.code in (2, 3, 4, 5), (arguments, answer)
            assert answer.err.count("\n") == 1, answer
            assert not OBEYED.search(answer.err) and not OBEYED.search(answer.out), answer


def test_nul(
    newcomer: Salesmap, here: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No door lets a NUL in; earlier programs did, and the sqlite3 shell does."""
    texts = [f"before{NUL}after", f"{NUL}", f"x{NUL}{ESC}[31m"]
    with monkeypatch.context() as earlier:
        earlier.setattr("salesmap.store.mapper._refuse_nul", lambda values: None)
        fill(newcomer.db, texts)
    newcomer.sql("INSERT INTO lead_tag (lead_id, tag) VALUES (1, 'a' || char(0) || 'b')")
    assert_harmless(here("lead", "show", "1", "-f", "plain"))
    newcomer.sql("DELETE FROM lead_tag WHERE id = 4")
    assert_stored(newcomer.db, texts)
    assert_shown(here, texts)
    here("lead", "edit", "1", "--name", "plain")
    assert here("undo").code == 0
    assert stored(newcomer.db, "SELECT name FROM lead WHERE id = 1") == texts[:1]


@pytest.mark.parametrize("format", ["table", "plain", "json", "csv"])
def test_through_a_real_process(salesmap: Salesmap, format: str) -> None:
    texts = [text for text in CRAFTED if len(text) < 1000]
    fill(salesmap.db, texts)
    color = ("--color", "always") if format == "table" else ()
    listed = salesmap.ok(*color, "lead", "list", "--limit", "0", "-f", format, LC_ALL="C")
    if format != "csv":
        assert_harmless(uncoloured(listed))
    salesmap.ok("lead", "add", "--note", CRAFTED[0], "--", CRAFTED[1])
    assert salesmap.sql("SELECT name FROM lead ORDER BY id DESC LIMIT 1") == [(CRAFTED[1],)]


@pytest.mark.parametrize("text", ["a\0b", "caf\udce9"])
def test_text_that_cannot_be_stored_is_refused_at_every_door(salesmap: Salesmap, text: str) -> None:
    salesmap.ok("lead", "add", "L", "--company", "X")
    typed = text.encode("utf-8", "surrogateescape")
    for line in (
        ("log", "1", "note", "-"), ("rating", "add", "X", "3", "--comment", "-"),
        ("ticket", "new", "X", "-"), ("care", "done", "X", "--note", "-"),
        ("customer", "tier", "X", "A", "--why", "-"),
    ):  # fmt: skip
        done = subprocess.run(
            salesmap.command(*line),
            input=typed,
            env=salesmap.environment(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2, (line, done)
        assert b"bug" not in done.stderr
    assert salesmap.sql("SELECT count(*) FROM ticket") == [(0,)]
