"""Pictures of the board, kept for the eye: `python -m tests.support.pictures` makes a database from a fixed seed at a fixed time, opens its board in a
real browser and keeps what it shows under examples/pictures/."""

import csv
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent.parent / "examples" / "pictures"
SEED, LEADS, OLDER, FORGOTTEN = 8, 220, 110, 23

_WORDS = {
    "en": {
        "owners": ("Ann Becker", "Bo Lindgren", "Cai Moreau"), "sources": ("website", "trade fair", "referral"),
        "firms": ("Harbour Foods", "Northern Steel", "Valley Optics", "Golden Bridge Motors", "Silver Tower Paper", "Bright Garden Seeds"),
        "wants": ("cold store alarm", "line 3 refit", "spare parts contract", "second site"),
        "next": ("Call back about the offer", "Send the revised quote to purchasing", "Agree on the date of the site visit"),
    },
    "zh": {
        "owners": ("王小明", "李婷", "陈志远"), "sources": ("官网", "展会", "老客户介绍"),
        "firms": ("东海食品", "长江精密仪器（苏州）股份有限公司", "泰山光学", "金桥汽车零部件", "银塔纸业", "南方电子"),
        "wants": ("冷库报警系统", "三号产线改造", "备件年度合同", "二期工厂"),
        "next": ("回访报价意见", "给采购部发送修订后的报价单", "约定现场勘察时间"),
    },
}  # fmt: skip


def database(folder: Path, lang: str) -> Any:
    """A team's year in a new database, in the words of a language."""
    from conftest import Salesmap

    from support import team

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
    from support.team import _NOW, _told

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
    from support.team import _NOW, _told

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
    for (id,) in person.sql("SELECT id FROM lead"):
        name = f"{words['firms'][id % 6]} · {words['wants'][id // 6 % 4]}"
        person.sql("UPDATE lead SET name = ? WHERE id = ?", name, id)


def _promise(person: Any, lang: str) -> None:
    """Follow-ups of the days around."""
    from support.team import _NOW

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
    from support import browser
    from support.palette import with_palette

    FOLDER.mkdir(parents=True, exist_ok=True)
    for lang, wanted in (
        (
            "en",
            (("board-light-en", 1280, False, "screen"), ("board-print-en", 1040, False, "print")),
        ),
        ("zh", (("board-dark-zh", 1280, True, "screen"), ("board-phone-zh", 390, False, "screen"))),
    ):
        with tempfile.TemporaryDirectory() as folder:
            person = database(Path(folder), lang)
            person.ok("board", "--html", "board.html", SALESMAP_LANG=lang)
            with browser.opened(
                (person.home / "board.html").as_uri(), person.home / "browser"
            ) as page:
                for name, width, dark, medium in wanted:
                    picture = with_palette(page.picture(width, dark, medium))
                    (FOLDER / f"{name}.png").write_bytes(picture)
                    print(f"{name}.png {len(picture) // 1000} kB")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    keep()
