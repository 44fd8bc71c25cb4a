"""Pictures of a terminal and of the board: `python -m tests.support.pictures` writes them.

A database is made from a fixed seed at a fixed time; a real browser shows its board, and what the
program prints on a terminal; the pictures lie in examples/pictures/.
"""

import csv
import html
import random
import re
import shlex
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent.parent / "examples" / "pictures"
_TERMINAL_WIDTH = 1000
_TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #1e2430; }}
pre {{ margin: 0; padding: 20px 24px; color: #d7dce5;
  font: 15px/1.4 "Noto Sans Mono CJK SC", monospace; }}
b {{ color: #ffffff; }}
</style><pre>{text}</pre>"""
_SHOWN = (
    'salesmap lead add "Harbor Cold Store" --company "Harbor Ltd" --value 48k --next "send survey" --due fri',
    'salesmap log harbor call "two sites, wants an offer this month"',
    "salesmap lead checklist harbor",
    "salesmap due --days 7",
    "salesmap lead list --sort -value",
    "salesmap funnel",
    "salesmap report months",
    "salesmap undo",
)
_MOST_LINES = 2_300
_BOARD, _REVIEW, _FORM = ("board",), ("review", "month"), ("form", "export", "needs", "--lead", "5")
_PAGES = {
    "en": (
        ("board-light-en", _BOARD, 1280, False, "screen"),
        ("board-print-en", _BOARD, 1040, False, "print"),
        ("review-light-en", _REVIEW, 1280, False, "screen"),
    ),
    "zh": (
        ("board-dark-zh", _BOARD, 1280, True, "screen"),
        ("board-phone-zh", _BOARD, 390, False, "screen"),
        ("form-phone-zh", _FORM, 390, False, "screen"),
    ),
}
"""The pictures of each language: name, command, width, dark or light, medium."""
SEED, LEADS, OLDER, FORGOTTEN = 8, 220, 110, 23

_WORDS = {
    "en": {
        "owners": ("Ann Becker", "Bo Lindgren", "Cai Moreau"), "sources": ("website", "trade fair", "referral"),
        "firms": ("Harbour Foods", "Northern Steel", "Valley Optics", "Golden Bridge Motors", "Silver Tower Paper", "Bright Garden Seeds"),
        "reasons": ("price too high", "chose a competitor", "no reply", "project stopped", "no budget", "features missing"),
        "wants": ("cold store alarm", "line 3 refit", "spare parts contract", "second site"),
        "next": ("Call back about the offer", "Send the revised quote to purchasing", "Agree on the date of the site visit"),
    },
    "zh": {
        "owners": ("王小明", "李婷", "陈志远"), "sources": ("官网", "展会", "老客户介绍"),
        "firms": ("东海食品", "长江精密仪器（苏州）股份有限公司", "泰山光学", "金桥汽车零部件", "银塔纸业", "南方电子"),
        "reasons": ("价格太高", "选择了竞争对手", "没有回音", "项目取消", "没有预算", "功能不符"),
        "wants": ("冷库报警系统", "三号产线改造", "备件年度合同", "二期工厂"),
        "next": ("回访报价意见", "给采购部发送修订后的报价单", "约定现场勘察时间"),
    },
}  # fmt: skip


def database(folder: Path, lang: str) -> Any:
    """A team's year in a new database, in the words of a language."""
    from conftest import Salesmap

    from support.filled import team

    person = Salesmap(folder / "test.db", folder)
    person.ok("init")
    team.make(person, SEED, LEADS)
    chance = random.Random(SEED)
    _write(
        folder / "older.csv",
        [_older(chance, number) for number in range(OLDER)]
        + [_forgotten(chance, n) for n in range(FORGOTTEN)],
    )
    person.ok("lead", "import", "older.csv", "--date-order", "ymd")
    person.sql(
        "UPDATE stay SET outcome = 'lost' WHERE stage_id = 4 AND outcome = 'forward' AND lead_id % 5"
    )
    _in_words(person, lang)
    _promise(person, lang)
    owners = _WORDS[lang]["owners"]
    person.ok("target", "set", "1100k", "--period", "2026-11")
    person.ok(
        "target",
        "split",
        "person",
        "--period",
        "2026-11",
        "--among",
        f"{owners[0]}=2,{owners[1]}=1,{owners[2]}=1",
    )
    person.ok("target", "set", "45", "--kind", "count", "--period", "2026-Q4")
    return person


def _older(chance: random.Random, number: int) -> dict[str, Any]:
    """A lead of the half year before, which has ended."""
    from support.filled.team import _NOW, _told

    came = _NOW - timedelta(days=chance.uniform(172, 350))
    is_won = chance.random() < 0.24
    return {
        "external_id": f"P{number}", "name": f"Older {number}", "customer": f"Firm {number}", "phone": f"137{number:08}",
        "source": chance.choice(("web", "fair", "referral")), "owner": chance.choice(("ann", "bo", "cai")),
        "value": chance.randint(5, 200) * 1000, "created": _told(came), "closed": _told(came + timedelta(days=chance.uniform(5, 60))),
        "stage": "won" if is_won else "lost", "lost_reason": "" if is_won else "price",
    }  # fmt: skip


def _forgotten(chance: random.Random, number: int) -> dict[str, Any]:
    """A lead that nobody has touched for weeks."""
    from support.filled.team import _NOW, _told

    came = _told(_NOW - timedelta(days=chance.uniform(30, 80)))
    return {
        "external_id": f"F{number}", "name": f"Forgotten {number}", "customer": f"Company F{number}", "phone": f"136{number:08}",
        "source": "web", "owner": chance.choice(("ann", "bo", "cai")), "value": chance.randint(5, 90) * 1000, "created": came,
        "stage": chance.choice(("lead", "needs", "solution")),
    }  # fmt: skip


def _in_words(person: Any, lang: str) -> None:
    """Names that one meets instead of numbers."""
    words = _WORDS[lang]
    for old, new in zip(("ann", "bo", "cai"), words["owners"], strict=True):
        person.sql("UPDATE lead SET owner = ? WHERE owner = ?", new, old)
        person.sql("UPDATE interaction SET actor = ? WHERE actor = ?", new, old)
    for old, new in zip(("web", "fair", "referral"), words["sources"], strict=True):
        person.sql("UPDATE lead SET source = ? WHERE source = ?", new, old)
    lost = person.sql("SELECT DISTINCT lost_reason FROM lead WHERE lost_reason <> '' ORDER BY 1")
    for number, (reason,) in enumerate(lost):
        new = words["reasons"][number % len(words["reasons"])]
        person.sql("UPDATE lead SET lost_reason = ? WHERE lost_reason = ?", new, reason)
    for (id,) in person.sql("SELECT id FROM lead"):
        name = f"{words['firms'][id % 6]} · {words['wants'][id // 6 % 4]}"
        person.sql("UPDATE lead SET name = ? WHERE id = ?", name, id)


def _promise(person: Any, lang: str) -> None:
    """Follow-ups of the days around."""
    from support.filled.team import _NOW

    words = _WORDS[lang]
    leads = [
        id
        for (id,) in person.sql(
            "SELECT id FROM lead WHERE status = 'open' AND external_id LIKE 'T%' ORDER BY id LIMIT 9"
        )
    ]
    for place, id in enumerate(leads):
        day = _NOW.date() + timedelta(days=place - 3)
        person.ok(
            "followup",
            "add",
            f"{id}",
            words["next"][place % 3],
            "--due",
            f"{day}",
            "--owner",
            words["owners"][place % 3],
        )


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def keep() -> None:
    """Make the pictures."""
    from support.machine import browser
    from support.palette import with_palette

    FOLDER.mkdir(parents=True, exist_ok=True)
    for lang, pictures in _PAGES.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            person = database(Path(folder), lang)
            for name, command, width, dark, medium in pictures:
                person.ok(*command, "--html", f"{name}.html", SALESMAP_LANG=lang)
                page = person.home / f"{name}.html"
                with browser.opened(page.as_uri(), person.home / name) as opened:
                    picture = with_palette(opened.picture(width, dark, medium, _MOST_LINES))
                (FOLDER / f"{name}.png").write_bytes(picture)
                print(f"{name}.png {len(picture) // 1000} kB")


def keep_terminal() -> None:
    """Make the picture of a terminal: a morning with the program, as a terminal shows it."""
    from conftest import ROOT, Salesmap

    from support.machine import browser
    from support.palette import with_palette

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        (home / "examples").symlink_to(ROOT / "examples")
        person = Salesmap(home / "team.db", home)
        quiet = {"SALESMAP_USER": "mei", "SALESMAP_NOW": "2026-11-27T09:00:00"}
        person.ok("lead", "import", "examples/leads.csv", **quiet)
        person.ok("lead", "import-history", "examples/history.csv", **quiet)
        lines: list[str] = []
        for command in _SHOWN:
            answer = person.run(*shlex.split(command)[1:], terminal=110, TERM="xterm", **quiet)
            assert answer.code == 0, (command, answer)
            lines += [f"<b>$</b> {html.escape(command)}", _as_html(answer.out).rstrip(), ""]
        page = home / "terminal.html"
        page.write_text(_TERMINAL.format(text="\n".join(lines[:-1])), encoding="utf-8")
        with browser.opened(page.as_uri(), home / "browser") as opened:
            picture = with_palette(opened.picture(_TERMINAL_WIDTH))
    (FOLDER / "terminal-en.png").write_bytes(picture)
    print(f"terminal-en.png {len(picture) // 1000} kB")


def _as_html(output: str) -> str:
    """What a terminal shows, with bold text as in HTML."""
    text = html.escape(output.replace("\r", ""))
    text = re.sub("\x1b\\[1m(.*?)\x1b\\[0m", r"<b>\1</b>", text)
    return re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", text)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    keep_terminal()
    keep()
