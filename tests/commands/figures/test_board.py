"""The board: the same numbers as the reports, at a terminal and in a real browser."""

import html
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Salesmap
from support.filled import team
from support.machine import browser
from support.machine.signals import heeding_interrupts
from support.machine.terminals import mark_end, open_terminal, read_to_end

NASTY = "<img src=x onerror=alert(1)> & [red]"
QUOTED = "O'Hara \"the\" <b>'); $(x) 王 😀"
LONG = "长" * 1000 + "x" * 1000
BIDI = "abc\u202edcba"
PANELS = (
    "kpis", "targets", "forecast", "expected_close", "open_by_stage", "funnel", "months",
    "lost_reasons", "people", "sources", "due", "quiet",
)  # fmt: skip
IN_A_BROWSER = pytest.mark.skipif(browser.found() is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def team_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("board")
    person = Salesmap(home / "test.db", home)
    person.ok("init")
    team.make(person, 8, 200)
    person.sql(
        "UPDATE stay SET outcome = 'lost' WHERE stage_id = 4 AND outcome = 'forward' AND lead_id % 5"
    )
    person.ok(
        "lead", "add", NASTY, "--owner", NASTY, "--source", NASTY, "--next", NASTY, "--due", "today"
    )
    person.ok("target", "set", "900k", "--period", "2026-11")
    person.ok("target", "split", "person", "--period", "2026-11", "--among", "ann=2,bo=1")
    person.ok("target", "set", "40", "--kind", "count", "--period", "2026-Q4")
    person.ok("followup", "add", "1", "call", "--due", "2026-11-19")
    for day, value in (("2026-11-20", "1000"), ("2026-11-30", "70"), ("2026-12-01", "5")):
        person.ok("lead", "add", f"Close {day}", "--close", day, "--value", value)
    for number in range(21):  # more than the KPI of the default map allows
        id = person.json("lead", "add", f"Forgotten {number}")["id"]
        person.sql("UPDATE lead SET touched_at = '2026-09-01T00:00:00Z' WHERE id = ?", id)
    return person.db


@pytest.fixture
def database(newcomer: Salesmap, team_database: Path) -> Salesmap:
    shutil.copy(team_database, newcomer.db)
    return newcomer


def page_of(database: Salesmap, *more: str, **environment: str) -> str:
    database.ok("board", "--html", "board.html", "--overwrite", *more, **environment)
    return (database.home / "board.html").read_text(encoding="utf-8")


def section(page: str, key: str) -> str:
    return page.split(f'<section id="{key}">')[1].split("</section>", maxsplit=1)[0]


def plain(markup: str) -> str:
    return html.unescape(
        re.sub(r"<svg.*?</svg>|<span class=\"warn\">.*?</span>|<[^>]*>", "", markup, flags=re.S)
    ).strip()


def table(page: str, key: str) -> list[list[str]]:
    """The cells of a panel's table, row by row."""
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", section(page, key), re.S)
    return [
        [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]


def commands(page: str, key: str) -> list[list[str]]:
    """The commands beneath a panel, as a shell would read them."""
    return [
        shlex.split(html.unescape(command))
        for command in re.findall(r"<code>(.*?)</code>", section(page, key))
    ]


def formatted(value: Any, kind: str = "") -> str:
    """A value of an answer as people read it."""
    if value is None:
        return "–"
    if kind == "ratio":
        return f"{value:.1%}"
    return (
        f"{value:,}"
        if kind == "money"
        else f"{value:.1f}".removesuffix(".0")
        if isinstance(value, float)
        else str(value)
    )


def the_same(
    database: Salesmap, page: str, key: str, **environment: str
) -> Iterator[dict[str, Any]]:
    """What the first command beneath a panel answers."""
    program, *words = commands(page, key)[0]
    assert program == "salesmap"
    yield from database.json(*(word for word in words if word != "--explain"), **environment)


# At a terminal.


@pytest.mark.inconsistent
def test_into_a_pipe(database: Salesmap) -> None:
    page = database.ok("board").out
    for title in (
        "KPIs",
        "Targets",
        "Forecast of this month and quarter",
        "Expected to close this month",
        "Open deals by stage",
        "Funnel",
        "By month",
        "Lost reasons",
        "Owners",
        "Lead sources",
        "Due within 7 days",
        "Inactive",
    ):
        assert f"\n{title}\n" in f"\n{page}", title
    assert "! The negotiation gets out of hand" in page
    assert NASTY in page
    assert "salesmap kpi" not in page, "data only"
    assert database.run("board", "--watch", "1").code == 2, "not into a pipe"
    assert (
        "ann"
        not in database.ok("board", "--owner", "bo").out.split("Owners")[1].split("Lead sources")[0]
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 100, 200])
def test_at_a_terminal(database: Salesmap, width: int, lang: str) -> None:
    from rich.cells import cell_len

    page = database.ok("board", terminal=width, SALESMAP_LANG=lang, NO_COLOR="1", TERM="xterm").out
    lines = page.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert {"en": "Open leads ", "zh": "进行中的线索 "}[lang] in lines[0]
    assert "█" in page and "salesmap diagnose --explain" in page
    assert NASTY.replace(" ", "") in re.sub(r"\s", "", page) or width < 200, "shown, never obeyed"
    titles = ("KPIs", "Targets") if lang == "en" else ("指标", "目标")
    side_by_side = any(all(title in line for title in titles) for line in lines)
    assert side_by_side == (width == 200)


def test_watching(database: Salesmap) -> None:
    code, shown = at_a_terminal(database, 80, "en", "--watch", "1", stop_after=4)
    assert code == 130
    assert shown.startswith("\x1b[?1049h") and shown.rstrip().endswith("\x1b[?1049l"), (
        "on a screen of its own"
    )
    frames = shown.split("\x1b[?7l")[1].split("\x1b[H\x1b[H")
    assert len(frames) >= 2 and all("Open leads" in frame for frame in frames[:2])
    assert all(len(frame.split("\r\n")) == 40 for frame in frames[:2]), "no more than fits"
    assert "more lines: enlarge the window." in frames[0]


def test_watching_outlives_a_locked_database(capsys: pytest.CaptureFixture[str]) -> None:
    """Unless it was locked from the beginning."""
    from salesmap.cli.boards.watch import watch
    from salesmap.core.errors import ResourceError

    formatted: list[str | BaseException] = [
        ResourceError("it is locked"),
        "the board",
        ResourceError("it is locked"),
        "the board",
        KeyboardInterrupt(),
    ]

    def draw() -> str:
        each = formatted.pop(0)
        if isinstance(each, BaseException):
            raise each
        return each

    with pytest.raises(ResourceError):
        watch(draw, 0)
    assert capsys.readouterr().out == ""
    with pytest.raises(KeyboardInterrupt):
        watch(draw, 0)
    pictures = capsys.readouterr().out.split("\x1b[H")
    assert sum("the board" in picture for picture in pictures) == 3
    assert [
        picture for picture in pictures if "! it is locked" in picture and "the board" in picture
    ], "the last picture stays beneath"


def at_a_terminal(
    database: Salesmap, width: int, lang: str, *more: str, stop_after: int = 0
) -> tuple[int, str]:
    """The board on a terminal of so many columns and 40 lines, stopped by Ctrl-C after so many seconds, if any."""
    import os
    import signal
    import subprocess
    import threading

    ours, theirs = open_terminal(width, lines=40)
    process = subprocess.Popen(
        heeding_interrupts(database.command("board", *more)), stdin=theirs, stdout=theirs, stderr=theirs, env=database.environment(SALESMAP_LANG=lang, NO_COLOR="1", TERM="xterm"),
        cwd=database.home, start_new_session=True,
    )  # fmt: skip
    if stop_after:
        threading.Timer(stop_after, process.send_signal, [signal.SIGINT]).start()
    stop = threading.Timer(stop_after + 60, process.kill)
    stop.start()
    threading.Thread(target=lambda: (process.wait(), mark_end(theirs))).start()
    shown = read_to_end(ours)
    stop.cancel()
    os.close(ours)
    os.close(theirs)
    return process.wait(), shown


def test_an_empty_database_has_a_board(salesmap: Salesmap) -> None:
    assert "No follow-ups are due." in salesmap.ok("board").out
    salesmap.ok("board", "--html", "board.html")
    assert at_a_terminal(salesmap, 80, "en")[0] == 0


# The numbers of the page.


def test_the_page_holds_the_numbers(database: Salesmap) -> None:
    page = page_of(database)
    assert (
        "<script" not in page
        and "<img" not in page
        and "http" not in page.replace("http-equiv", "")
    )
    assert sorted(re.findall(r'<section id="(\w+)">', page)) == sorted(PANELS)
    for key, dimension, by in (("people", "owner", "value_won"), ("sources", "source", "leads")):
        rows = sorted(the_same(database, page, key), key=lambda row: -row[by])
        assert table(page, key) == [
            [row[dimension] or "–", *(formatted(row[name]) for name in ("leads", "open", "won", "lost")), formatted(row["rate"], "ratio"),
             formatted(row["value_open"], "money"), formatted(row["value_won"], "money")]
            for row in rows
        ]  # fmt: skip
    assert table(page, "months") == [
        [
            row["month"],
            formatted(row["created"]),
            formatted(row["won"]),
            formatted(row["lost"]),
            formatted(row["rate"], "ratio"),
            formatted(row["value_won"], "money"),
        ]
        for row in the_same(database, page, "months")
    ]
    assert table(page, "due") == [
        [row["due_on"], row["lead"], row["what"], row["owner"] or "–",
         formatted(row["value"], "money"), *(formatted(row[name]) for name in ("id", "lead_id", "days_overdue"))]
        for row in the_same(database, page, "due")
    ]  # fmt: skip
    assert (
        section(page, "due").count("4 days overdue")
        == sum(row["days_overdue"] == 4 for row in the_same(database, page, "due"))
        == 1
    )
    quiet = list(the_same(database, page, "quiet"))
    assert [row[-1] for row in table(page, "quiet")] == [formatted(row["id"]) for row in quiet[:15]]
    assert f"15 of {len(quiet)}." in section(page, "quiet")


def test_funnel_kpis_and_targets_hold_the_numbers(database: Salesmap) -> None:
    page = page_of(database)
    funnel = list(the_same(database, page, "funnel"))
    assert table(page, "funnel") == [
        [row["label"], formatted(row["now"]), formatted(row["now_value"], "money"), formatted(row["reached"]), formatted(row["lost"]),
         formatted(row["conversion"], "ratio"), formatted(row["median_days"]), formatted(row["advanced"])]
        for row in funnel
    ]  # fmt: skip
    drawn = [
        plain(each)
        for each in re.findall(r'<div class="slice">.*?<b>(.*?)</b>', section(page, "funnel"), re.S)
    ]
    assert drawn == [formatted(row["reached"]) for row in funnel]
    hurting = database.json(
        *[word for word in commands(page, "funnel")[1][1:] if word != "--explain"]
    )
    troubles = [
        plain(each)
        for each in re.findall(r'<p class="trouble"><b>(.*?)</b>', section(page, "funnel"))
    ]
    assert sorted(troubles) == sorted(f"⚠ {row['title']}" for row in hurting) and troubles
    kpis = list(the_same(database, page, "kpis"))
    assert [row[0] for row in table(page, "kpis")] == [row["label"] for row in kpis]
    for row, (_label, value, threshold, previous) in zip(kpis, table(page, "kpis"), strict=True):
        scale = 100 if value.endswith("%") else 1
        assert float(value.rstrip("%")) == pytest.approx(row["value"] * scale, abs=0.051)
        assert threshold.startswith({"above": "at most", "below": "at least"}[row["side"]])
        assert previous == "–" or float(previous.split("%")[0].split()[0]) == pytest.approx(
            row["previous"] * scale, abs=0.051
        )
    assert section(page, "kpis").count("⚠ Alarm") == sum(row["alarm"] for row in kpis) >= 1
    targets = list(the_same(database, page, "targets"))
    assert [row[5] for row in table(page, "targets")] == [
        formatted(row["progress"], "ratio") for row in targets
    ]
    assert [row[4] for row in table(page, "targets")] == [f"{row['actual']:,}" for row in targets]
    marks = re.findall(r'<rect class="mark" x="([\d.]+)%"', section(page, "targets"))
    assert len(marks) == len(targets), "where each should be by today"
    month = next(row for row in targets if row["period"] == "2026-11")
    assert month["projection"] == pytest.approx(month["actual"] * 21 / 15, abs=0.01), (
        "21 working days, 15 of them over"
    )
    assert float(marks[[row["period"] for row in targets].index("2026-11")]) == pytest.approx(
        15 / 21 * 99.4, abs=0.01
    )


def test_open_deals_hold_the_numbers(database: Salesmap) -> None:
    """By stage, forecast and expected to close: those of the commands beneath."""
    page = page_of(database)
    stages = [row for row in the_same(database, page, "open_by_stage") if row["stage"] != "won"]
    assert table(page, "open_by_stage") == [
        [row["label"], formatted(row["now"]), formatted(row["now_value"], "money")]
        for row in stages
    ]
    assert section(page, "open_by_stage").count("<rect") == len(stages), "a bar for each"
    months, quarters = (
        list(database.json(*command[1:-1])) for command in commands(page, "forecast")
    )
    assert [row["period"] for row in (months[0], quarters[0])] == ["2026-11", "2026-Q4"]
    told = [each for pair in zip(months, quarters, strict=True) for each in pair]
    assert table(page, "forecast") == [
        [row["method"], row["period"], *(cents(row[name]) for name in ("expected", "low", "high"))]
        for row in told
    ]
    assert sum(row["expected"] for row in database.json("forecast", "--months", "2")
               if row["method"] == "weighted") == pytest.approx(quarters[0]["expected"], abs=0.02)  # fmt: skip
    closing = list(the_same(database, page, "expected_close"))
    assert [(row["name"], row["value"]) for row in closing if row["name"].startswith("Close")] == [
        ("Close 2026-11-20", 1000),
        ("Close 2026-11-30", 70),
    ]
    assert [row[-1] for row in table(page, "expected_close")] == [
        formatted(row["id"]) for row in closing
    ]
    assert "3 days overdue" in section(page, "expected_close")
    reasons = list(the_same(database, page, "lost_reasons"))
    assert table(page, "lost_reasons") == [
        [row["lost_reason"] or "–", formatted(row["lost"]), formatted(row["share"], "ratio"), formatted(row["value_lost"], "money")]
        for row in reasons
    ]  # fmt: skip


def cents(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".removesuffix(".00")


def test_as_data(database: Salesmap) -> None:
    """The same panels, and every number of them on the page."""
    data = database.json("board", "--format", "json")
    assert tuple(data) == PANELS
    assert database.json("board", "--json", SALESMAP_LANG="zh")["quiet"] == data["quiet"]
    page = page_of(database)
    for key, rows in data.items():
        text = plain(section(page, key))
        numbers = {
            value
            for row in rows
            for value in row.values()
            if isinstance(value, int) and not isinstance(value, bool)
        }
        assert [each for each in numbers if f"{each:,}" not in text] == [], key
    assert "Inactive: 15 of " in database.ok("board", "--format", "json").err
    assert "- Open leads " in database.ok("board", "--format", "markdown").out
    assert database.run("board", "--format", "json", "--html", "x.html").code == 2
    assert database.run("board", "--format", "csv").code == 2


def test_the_figures_on_top(database: Salesmap) -> None:
    page = page_of(database)
    tiles = {plain(title): (plain(figure).removeprefix("⚠ "), plain(beside)) for title, figure, beside in re.findall(
        r'<div class="tile[^"]*"><h2>(.*?)</h2><strong>(.*?)</strong><p>(.*?)</p>', page)}  # fmt: skip
    before = database.json("funnel")[:-1]
    assert tiles["Open leads"] == (
        formatted(sum(row["now"] for row in before)),
        f"Value CNY {sum(row['now_value'] for row in before):,}",
    )
    (month,) = [row for row in database.json("report", "months") if row["month"] == "2026-11"]
    assert tiles["Won this month"] == (formatted(month["won"]), f"Value CNY {month['value_won']:,}")
    (rate,) = database.json(
        *[word for word in commands(page, "months")[1][1:] if word != "--explain"]
    )
    assert tiles["Win rate, last 12 months"] == (
        formatted(rate["rate"], "ratio"),
        f"Won {rate['won']} · Lost {rate['lost']}",
    )
    month = database.json("forecast", "--months", "1")[0]
    assert tiles["Forecast of this month (CNY)"] == (
        f"{month['expected']:,.0f}",
        f"Low CNY {month['low']:,.0f} · High CNY {month['high']:,.0f}",
    )
    due = database.json("due")
    assert tiles["Due today"] == (
        formatted(len(due)),
        f"Overdue {sum(row['days_overdue'] > 0 for row in due)}",
    )
    assert tiles["Alarms"] == (
        formatted(len(database.json("kpi", "check"))),
        f"Problems {len(database.json('diagnose'))}",
    )


@pytest.mark.parametrize(
    "whose", [(), ("--owner", "bo"), ("--owner", NASTY), ("--as-of", "2026-09-30")]
)
def test_every_command_beneath_explains_the_same(
    database: Salesmap, whose: tuple[str, ...]
) -> None:
    """As they stand: with the owner quoted for the shell, the time of the past, and every figure explained."""
    page = page_of(database, *whose)
    for key in PANELS:
        assert commands(page, key), key
        for _program, *words in commands(page, key):
            answer = database.json(*words)
            for word in whose if "--owner" in whose else ():
                assert word in words
            if (
                "--explain" in words
                and answer
                and "figure" in answer[0]
                and key in ("people", "sources")
            ):
                dimension = "owner" if key == "people" else "source"
                rates = {
                    row[dimension] or "–": formatted(row["value"], "ratio")
                    for row in answer
                    if row["figure"] == "rate"
                }
                assert {row[0]: row[5] for row in table(page, key)} == rates


def test_currencies_are_told_and_never_added(salesmap: Salesmap) -> None:
    """On the board, the review and the chart: in headings, or in the cell where rows differ."""
    salesmap.ok("lead", "add", "A", "--value", "100", "--close", "2026-11-30")
    salesmap.ok("lead", "add", "B", "--value", "7000", "--currency", "EUR", "--close", "2026-11-29")
    page = page_of(salesmap)
    assert '<th class="n" scope=col>Value in stage (CNY)</th>' in section(page, "open_by_stage")
    assert [row[4] for row in table(page, "expected_close")] == ["EUR 7,000", "CNY 100"]
    assert "Amounts in EUR are left out" in plain(page.split("<main>")[0])
    assert "Value CNY 100" in plain(page)
    drawn = salesmap.ok("map", "draw", "--live", "--format", "svg")
    assert "2 leads, CNY 100" in drawn.out and "EUR" in drawn.err
    salesmap.ok("review", "month", "--period", "2026-11", "--html", "review.html")
    review = (salesmap.home / "review.html").read_text(encoding="utf-8")
    assert "2 leads · CNY 100" in review and "EUR 7,000" in section(review, "came_in")


def test_pictures_are_kept() -> None:
    pictures = list((ROOT / "examples" / "pictures").glob("*.png"))
    assert len(pictures) == 7 and all(
        10_000 < picture.stat().st_size < 300_000 for picture in pictures
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert any(picture.name in readme for picture in pictures)


# In a real browser.


@pytest.mark.inconsistent
@IN_A_BROWSER
@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_in_a_browser(database: Salesmap, tmp_path: Path, lang: str) -> None:
    page_of(database, SALESMAP_LANG=lang)
    address = (database.home / "board.html").as_uri()
    with browser.opened(address, tmp_path / "browser") as page:
        events = page.loaded_anew()
        assert [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ] == [address]
        assert len(events) == 1, "and nothing to complain of"
        assert page.run("document.querySelectorAll('section').length") == len(PANELS)
        words = page.run("document.body.innerText")
        assert NASTY in words, "shown, never obeyed"
        assert (
            len(
                page.run("[...document.querySelectorAll('.trouble')].map(each => each.textContent)")
            )
            >= 1
        )
        for dark in (False, True):
            assert page.hidden_parts(dark=dark) == {}
            assert page.run(TOO_FAINT) == [], dark
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.paper())) <= 8
        without_scripts = page.loaded_anew(scripts=False)
        assert len(without_scripts) == 1 and len(page.picture(1280)) > 50_000


@IN_A_BROWSER
def test_the_page_is_wholly_chinese(database: Salesmap, tmp_path: Path) -> None:
    """But for commands, and for what people wrote."""
    page_of(database, SALESMAP_LANG="zh")
    with browser.opened((database.home / "board.html").as_uri(), tmp_path / "browser") as page:
        words = page.run(
            "document.querySelectorAll('code, td .cut').forEach(each => each.remove()), document.documentElement.textContent"
        )
    body = words.split("}\n")[-1]  # behind the style
    body = re.sub(r"(Lead|Close|Forgotten) [\d-]+", "", body)
    latin = set(re.findall(r"[A-Za-z]{2,}", body)) - {
        "ann",
        "bo",
        "cai",
        "lin",
        "web",
        "fair",
        "referral",
        "call",
        "ID",
        "KPI",
        "CNY",
    }
    assert not latin


@IN_A_BROWSER
@pytest.mark.inconsistent
def test_hostile_text_stays_text(database: Salesmap, tmp_path: Path) -> None:
    for number, name in enumerate((QUOTED, LONG, BIDI)):
        database.ok(
            "lead",
            "add",
            name,
            "--owner",
            name,
            "--source",
            name,
            "--value",
            f"{number + 1}00",
            "--next",
            name,
            "--due",
            "today",
        )
    database.ok("target", "set", "100", "--owner", LONG, "--period", "2026-11")
    page_of(database, "--owner", QUOTED)
    page_of(database)
    with browser.opened((database.home / "board.html").as_uri(), tmp_path / "browser") as page:
        assert len(page.loaded_anew()) == 1
        words = page.run("document.body.innerText")
        assert QUOTED in words and LONG in words
        assert "\u202e" not in words and "abc\\u202edcba" in words
        assert (
            page.run(
                "document.querySelectorAll('img, b > b, script, section b:not([class]) b').length"
            )
            == 0
        )
        assert page.hidden_parts() == {}
        for width in (360, 1280):
            page.seen(width)
            assert (
                page.run(
                    "Math.max(...[...document.querySelectorAll('td, .aims li')].map(row => row.offsetHeight))"
                )
                < 200
            ), "three lines"


TOO_FAINT = """
(() => {
  const parts = colour => { const found = colour.match(/[\\d.]+/g).map(Number); return found.length == 4 ? found : [...found, 1] }
  const light = colour => { const [r, g, b] = parts(colour).slice(0, 3).map(each => (each /= 255) <= .03928 ? each / 12.92 :
    ((each + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b }
  const contrast = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return (a + .05) / (b + .05) }
  const behind = element => { for (let each = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor; if (parts(colour)[3] > 0) return colour } return 'rgb(255, 255, 255)' }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement, style = getComputedStyle(element)
    if (!text.data.trim() || element.matches('title, style') || !element.getClientRects().length) continue
    const grounds = [behind(element)], slice = element.closest('.slice')
    if (slice) grounds.push(getComputedStyle(slice.querySelector('polygon')).fill)
    const colour = element.closest('svg') ? style.fill : style.color
    for (const ground of grounds) if (contrast(colour, ground) < 4.5) found.push([text.data, colour, ground])
  }
  return found
})()
"""
"""A script that finds every text with less contrast to what is behind it than 4.5 to 1."""
