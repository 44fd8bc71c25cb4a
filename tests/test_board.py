"""The board: the same numbers as the reports, at a terminal and in a real browser."""

import re
import shutil
from pathlib import Path

import browser
import pytest
import team
from conftest import Salesmap

NASTY = "<img src=x onerror=alert(1)> & [red]"


@pytest.fixture(scope="module")
def team_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("board")
    person = Salesmap(home / "book.db", home)
    person.ok("init")
    team.make(person, 8, 200)
    person.sql("UPDATE stay SET outcome = 'lost' WHERE stage_id = 4 AND outcome = 'forward' AND lead_id % 5")
    person.ok("lead", "add", NASTY, "--owner", NASTY, "--source", NASTY, "--next", NASTY, "--due", "today")
    return person.db


@pytest.fixture
def book(newcomer: Salesmap, team_book: Path) -> Salesmap:
    shutil.copy(team_book, newcomer.db)
    return newcomer


def test_at_a_terminal(book: Salesmap) -> None:
    page = book.ok("board").out
    for title in ("KPIs", "Targets", "Funnel", "Month by month", "People", "Sources", "Due within a week", "Gone quiet"):
        assert f"\n{title}\n" in f"\n{page}", title
    assert "! The negotiation gets out of hand" in page
    assert NASTY in page
    assert book.run("board", "--watch", "1").code == 2, "not into a pipe"
    assert "ann" not in book.ok("board", "--owner", "bo").out.split("People")[1].split("Sources")[0]


def test_the_page_holds_the_numbers(book: Salesmap) -> None:
    book.ok("board", "--html", "board.html")
    page = (book.home / "board.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<img" not in page and "http" not in page.replace("http-equiv", "")
    (won,) = [row for row in book.json("funnel") if row["stage"] == "won"]
    assert f'<td class="n">{won["now_value"]:,}</td>' in page
    for row in book.json("report", "owners"):
        assert f'<td class="n">{row["value_won"]:,}</td>' in page
    assert page.count("<section>") == 8


@pytest.mark.skipif(browser.found() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_in_a_browser(book: Salesmap, tmp_path: Path, lang: str) -> None:
    book.ok("board", "--html", "board.html", SALESMAP_LANG=lang)
    with browser.opened((book.home / "board.html").as_uri(), tmp_path / "browser") as page:
        assert page.run("document.querySelectorAll('section').length") == 8
        assert page.run("performance.getEntriesByType('resource').length") == 0
        words = page.run("document.body.innerText")
        assert NASTY in words, "shown, never obeyed"
        assert bool(re.search("[\u4e00-\u9fff]", words)) == (lang == "zh")
        assert len(page.run("[...document.querySelectorAll('.warn')].map(mark => mark.textContent)")) == 1
        for width, dark in ((390, False), (1200, False), (1200, True)):
            assert len(page.picture(width, dark)) > 10_000
            assert page.run("document.documentElement.scrollWidth <= innerWidth"), "nothing hangs over the edge"


def test_an_empty_book_has_a_board(salesmap: Salesmap) -> None:
    assert "Nothing is due." in salesmap.ok("board").out
    salesmap.ok("board", "--html", "board.html")
