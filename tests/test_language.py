"""Two languages: what people see is in one of them, and neither leaks into the other."""

import contextlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Answer, Salesmap
from rich.cells import cell_len

from salesmap.cli.app import COMMANDS
from salesmap.cli.lazy import Group
from salesmap.cli.report import COMPARISONS
from salesmap.config import KEYS as SETTINGS
from salesmap.periods import NAMED as PERIODS
from salesmap.process.loading import TEMPLATES
from salesmap.process.values import TYPES
from salesmap.reports.asked import DIMENSIONS
from salesmap.reports.catalogue import REPORTS
from salesmap.reports.outcomes import WIN_RATES
from salesmap.reports.pace import CONVERSIONS
from salesmap.reports.twins import KINDS as TWIN_KINDS
from salesmap.vocabulary import KINDS, STATUSES, TARGET_KINDS

PACKAGE = ROOT / "salesmap"
CATALOGUE = PACKAGE / "locale/zh/LC_MESSAGES/salesmap.po"
CHINESE = re.compile("[\u3400-\u9fff]")

_TYPIST = """
import contextlib, io, json, sys
from salesmap.__main__ import run
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(json.loads(line))
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""

Typist = Callable[..., Answer]


@contextlib.contextmanager
def typist(person: Salesmap, lang: str) -> Iterator[Typist]:
    """Somebody who types many commands in one process: help is read at import, so each language needs its own."""
    environment = person.environment(SALESMAP_LANG=lang, COLUMNS="100", TMPDIR=str(person.home))
    with subprocess.Popen(
        [sys.executable, "-c", _TYPIST], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=person.home
    ) as process:
        assert process.stdin and process.stdout

        def run(*arguments: str) -> Answer:
            print(json.dumps(arguments), file=process.stdin, flush=True)
            assert process.stdout
            return Answer(*json.loads(process.stdout.readline()))

        yield run
        process.stdin.close()


def command_lines(places: dict[str, str | Group] = COMMANDS, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and every group of commands."""
    yield before
    for name, place in places.items():
        if isinstance(place, Group):
            yield from command_lines(place.places, (*before, name))
        else:
            yield (*before, name)


FILE = "客户,电话,阶段,金额,创建日期\n东海,13800000001,线索收集与甄别,12000,2026-10-01\n西山,13800000002,报价与谈判,abc,2026-10-02\n"

DAY = [
    ["lead", "add", "东海冷链", "--company", "东海物流", "--contact", "陈涛", "--phone", "13812345678", "--email", "chen@donghai.example",
     "--value", "1.2万", "--tag", "重点", "--set", "预算=500", "--note", "展会认识", "--next", "打电话", "--due", "昨天"],
    ["lead", "add", "东海仓储", "--company", "东海物流", "--allow-duplicate", "--stage", "报价与谈判", "--owner", "王磊", "--external-id", "甲1", "--source", "展会", "--value", "$500"],
    ["lead", "add", "西山医院", "--close", "月底", "--wechat", "西山", "--region", "华东", "--product", "专业版"],
    ["log", "1", "visit", "谈了需求", "--at", "昨天", "--next", "发方案", "--due", "周五"],
    ["lead", "edit", "1", "--value", "13000", "--tag", "华东"],
    ["lead", "advance", "1", "--note", "需求清楚"],
    ["followup", "add", "西山", "发资料", "--due", "3天后", "--kind", "email"],
    ["followup", "snooze", "3", "下周五"],
    ["followup", "done", "1", "--note", "已联系", "--next", "再联系", "--due", "后天"],
    ["followup", "drop", "2"],
    ["lead", "checklist", "1", "--format", "table"],
    ["lead", "check", "1", "confirmed"],
    ["lead", "score", "1", "--format", "table"],
    ["map", "show", "--format", "table"],
    ["map", "show", "报价与谈判"],
    ["map", "guide", "需求调研与分析"],
    ["map", "roles", "--format", "table"],
    ["map", "draw", "--live"],
    ["map", "versions", "--format", "table"],
    ["map", "diff", "medical-device"],
    ["map", "check", "medical-device"],
    ["kb", "add", "报价技巧", "--text", "先谈价值，再谈价格", "--stage", "报价与谈判"],
    ["kb", "edit", "1", "--product", "专业版"],
    ["kb", "list", "--format", "table"],
    ["kb", "show", "1"],
    ["kb", "search", "价值"],
    ["kb", "drop", "1"],
    ["form", "export", "needs", "--lead", "1", "--html", "需求.html"],
    ["lead", "edit", "1", "--set", "pain=停电", "--set", "urgency=马上"],
    ["form", "diff", "1", "--format", "table"],
    ["diagnose", "--format", "table"],
    ["kpi", "--format", "table"],
    ["forecast", "--format", "table"],
    ["target", "set", "120万"],
    ["target", "split", "person", "--among", "林,王=2"],
    ["target", "show", "--all", "--format", "table"],
    ["target", "drop", "--owner", "林"],
    ["board"],
    ["review", "week"],
    ["review", "month", "--format", "markdown"],
    ["board", "--html", "看板.html"],
    ["forecast", "backtest", "--format", "table"],
    ["kpi", "check", "--format", "table"],
    ["diagnose", "--open", "--format", "table"],
    ["lead", "win", "2", "--value", "600"],
    ["lead", "lose", "3", "--reason", "价格"],
    ["lead", "reopen", "3"],
    ["lead", "lose", "3", "--reason", "价格"],
    ["undo"],
    ["redo"],
    ["undo"],
    ["lead", "import", "线索.csv", "--rejects", "未导入.csv"],
    ["lead", "import", "线索.csv", "--dry-run", "--format", "table"],
    ["lead", "list", "--format", "table"],
    ["lead", "list", "--status", "all", "--limit", "2"],
    ["lead", "show", "1"],
    ["lead", "show", "2", "--format", "table"],
    ["lead", "drop", "4"],
    ["due", "--days", "30", "--format", "table"],
    ["followup", "list", "--status", "all", "--format", "table"],
    ["funnel", "--format", "table"],
    ["report", "list", "--format", "table"],
    ["report", "winrate", "--format", "table"],
    ["report", "winrate", "--by", "owner"],
    *[["report", name, "--format", "table"] for name in REPORTS],
    ["report", "winrate", "--period", "this-month", "--compare", "previous"],
    ["report", "winrate", "--explain"],
    ["report", "months", "--chart", "won"],
    ["funnel", "--chart", "reached"],
    ["report", "cycle", "--by", "month"],
    ["history", "--format", "table", "--fields", "id,at,actor,summary,rows,undone_by", "--limit", "20"],
    ["db", "info"],
    ["db", "check"],
    ["db", "backup", "备份.db"],
    ["db", "upgrade"],
    ["db", "restore", "备份.db"],
    ["config", "show", "--format", "table"],
    ["config", "set", "currency", "USD"],
    [],
]  # fmt: skip
"""A working day, from an empty book."""

MISTAKES = [
    ["init"],
    ["--lang", "xx", "due"],
    ["--now", "甲", "due"],
    ["--db", "无.db", "due"],
    ["--db", "无.db"],
    ["--db", ".", "due"],
    ["--db", "线索.csv", "due"],
    ["--db", "mysql://甲", "due"],
    ["甲"],
    ["lead", "lst"],
    ["lead", "add"],
    ["lead", "add", "甲", "--due", "明天"],
    ["lead", "add", "甲", "--next", "打电话", "--due", "甲天"],
    ["lead", "add", "甲", "--value", "很多"],
    ["lead", "add", "甲", "--value", "1.234"],
    ["lead", "add", "甲", "--value", "99999999999999999999"],
    ["lead", "add", "甲", "--currency", "元"],
    ["lead", "add", "甲", "--value", "$5", "--currency", "CNY"],
    ["lead", "add", "甲", "--stage", "甲"],
    ["lead", "add", "甲", "--stage", "售后"],
    ["lead", "add", "甲", "--set", "甲"],
    ["lead", "add", "甲", "--tag", ""],
    ["lead", "add", "", "--tag", "甲"],
    ["lead", "add", "甲", "--external-id", "甲1"],
    ["lead", "add", "东海二号", "--phone", "13812345678", "--email", "chen@donghai.example"],
    ["lead", "show"],
    ["lead", "show", "99"],
    ["lead", "show", "x:乙"],
    ["lead", "show", "东"],
    ["lead", "edit", "1"],
    ["lead", "edit", "1", "--name", ""],
    ["lead", "edit", "1", "--value", "5", "--if-version", "1"],
    ["lead", "edit", "1", "--if-version", "甲"],
    ["lead", "advance", "1", "--to", "需求"],
    ["lead", "advance", "2"],
    ["lead", "advance", "2", "--to", "报价"],
    ["lead", "win", "2"],
    ["lead", "lose", "1"],
    ["lead", "lose", "1", "--reason", " "],
    ["lead", "reopen", "1"],
    ["lead", "list", "甲=1"],
    ["lead", "list", "甲"],
    ["lead", "list", "tag>甲"],
    ["lead", "list", "id=甲"],
    ["lead", "list", "--status", "甲"],
    ["lead", "list", "--stage", "甲"],
    ["lead", "list", "--sort", "tag"],
    ["lead", "list", "--fields", "甲"],
    ["lead", "list", "--limit", "甲"],
    ["lead", "list", "--limit", "-1"],
    ["lead", "list", "--format", "甲"],
    ["lead", "list", "--limt", "1"],
    ["lead", "list", "--limit"],
    ["lead", "import"],
    ["lead", "import", "无.csv"],
    ["lead", "import", "."],
    ["lead", "import", "线索.csv", "--map", "甲=name"],
    ["lead", "import", "线索.csv", "--map", "客户=甲"],
    ["lead", "import", "线索.csv", "--map", "客户=phone,电话=phone"],
    ["lead", "import", "线索.csv", "--map", "甲"],
    ["lead", "import", "线索.csv", "--stage-map", "甲=乙"],
    ["lead", "import", "线索.csv", "--on-duplicate", "error"],
    ["lead", "import", "线索.csv", "--rejects", "无/无.csv"],
    ["lead", "import", "阶段.csv"],
    ["lead", "import", "日期.csv"],
    ["lead", "export", "--output", "无/无.csv"],
    ["log", "1", "甲", "乙"],
    ["log", "1", "call"],
    ["log", "1", "call", " "],
    ["log", "1", "call", "甲", "--at", "明天"],
    ["log", "1", "call", "甲", "--at", "25:00"],
    ["followup", "add", "1", "甲"],
    ["followup", "add", "1", "甲", "--due", "04/07/2026"],
    ["followup", "add", "1", " ", "--due", "明天"],
    ["followup", "done", "1"],
    ["followup", "done", "2"],
    ["followup", "done", "99"],
    ["followup", "done", "甲"],
    ["followup", "list", "--status", "甲"],
    ["due", "多余"],
    ["due", "--mine=1"],
    ["funnel", "--process", "甲"],
    ["lead", "advance", "3", "--to", "合同"],
    ["lead", "advance", "3", "--to", "合同", "--force"],
    ["lead", "check", "1", "甲"],
    ["lead", "check", "1", "reach"],
    ["lead", "check", "1", "value"],
    ["lead", "check", "1", "confirmed"],
    ["lead", "check", "1", "terms", "--off"],
    ["lead", "move", "1", "甲"],
    ["lead", "move", "1", "six-stage"],
    ["lead", "edit", "1", "--set", "urgency=甲"],
    ["lead", "edit", "1", "--set", "decision_date=甲"],
    ["lead", "add", "甲", "--pipeline", "乙"],
    ["target", "set", "甲"],
    ["target", "set", "1.5", "--kind", "count"],
    ["target", "split", "month", "--owner", "甲"],
    ["target", "split", "person"],
    ["target", "drop", "--period", "2020"],
    ["map", "show", "甲"],
    ["map", "show", "--pipeline", "甲"],
    ["map", "guide"],
    ["map", "draw", "--format", "甲"],
    ["map", "check", "无.toml"],
    ["map", "diff", "medical-device", "--move", "甲=乙"],
    ["map", "apply", "medical-device", "--move", "six-stage=hospital"],
    ["map", "apply", "medical-device", "--yes"],
    ["map", "export", "--version", "99"],
    ["kb", "add", "甲"],
    ["kb", "add", "甲", "--text", " "],
    ["kb", "add", "甲", "--text", "乙", "--stage", "丙"],
    ["kb", "add", "甲", "--text", "乙", "--problem", "丙"],
    ["kb", "show", "99"],
    ["kb", "search", "…"],
    ["form", "export", "甲", "--lead", "1"],
    ["form", "export", "needs"],
    ["form", "import", "线索.csv"],
    ["form", "import", "无.json"],
    ["diagnose", "--stage", "甲"],
    ["diagnose", "--apply", "甲"],
    ["diagnose", "--close", "99", "--note", "甲"],
    ["diagnose", "--close", "99"],
    ["report", "甲"],
    ["report", "winrate", "--by", "甲"],
    ["report", "winrate", "--def", "甲"],
    ["report", "winrate", "--period", "甲"],
    ["report", "winrate", "--period", "2026-11", "--since", "今天"],
    ["report", "winrate", "--compare", "previous"],
    ["report", "quiet", "--explain"],
    ["report", "funnel", "--by", "owner"],
    ["report", "months", "--chart", "甲"],
    ["undo", "99"],
    ["undo", "1"],
    ["undo", "2"],
    ["undo", "24"],
    ["db", "backup", "备份.db"],
    ["db", "backup", "无/无.db"],
    ["db", "restore", "无.db"],
    ["db", "restore", "线索.csv"],
    ["config", "set", "甲", "乙"],
    ["config", "set", "lang", "甲"],
    ["config", "set", "limit", "甲"],
    ["--db", "新.db", "init", "--process", "甲"],
    ["--db", "新.db", "init", "--process", "坏.toml"],
    ["--db", "新.db", "init", "--process", "线索.csv"],
    ["completion", "甲"],
    ["config", "set", "timezone", "甲"],
    ["due"],
]  # fmt: skip
"""What goes wrong, in the book of that day. `config set timezone` spoils the last one."""


@pytest.fixture(scope="module")
def day_of_a_chinese(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[tuple[str, ...], Answer]]]:
    """Everything that somebody who works in Chinese sees: each command line and what it answered."""
    folder = tmp_path_factory.mktemp("chinese")
    person = Salesmap(folder / "book.db", folder)
    (folder / "线索.csv").write_text(FILE, encoding="utf-8")
    (folder / "阶段.csv").write_text("客户,阶段\n甲,神秘\n", encoding="utf-8")
    (folder / "日期.csv").write_text("客户,创建日期\n甲,04/07/2026\n", encoding="utf-8")
    (folder / "坏.toml").write_text("甲", encoding="utf-8")
    with typist(person, "zh") as run:
        assert run("undo").code == 3
        return {
            "help": [(line, run(*line, "--help")) for line in command_lines()],
            "demo": [(("demo",), run("demo"))],
            "day": [(tuple(line), run(*line)) for line in DAY],
            "mistakes": [(tuple(line), run(*line)) for line in MISTAKES],
        }


# What stays as it is in Chinese: names that one types, of formats, files and currencies, and dates as one may write them.
_NAMES = {
    "salesmap", "six", "stage", "bash", "zsh", "fish", "Excel", "CSV", "csv", "TOML", "toml", "SQLite", "UTF", "utf", "NUL",
    "CNY", "USD", "CN", "Asia", "Shanghai",
    "table", "plain", "json", "tsv", "ids", "auto", "always", "never", "en", "zh", "dmy", "mdy", "ymd", "d", "m", "y", "delete", "wal",
    "Q", "W", "check", "ann", "bo", "this", "month", "week", "day", "person", "backtest", "Apprise", "config", "Ctrl", "C", "mermaid", "svg", "terminal", "markdown", "EDITOR", "xlsx", "ics", "Select", "vCard", "vcf", "event", "todo", "customer", "A", "B", "name", "tomorrow", "fri", "eom", "k", "x", "fields", "won", "lost", "dropped", "skip", "update", "error", "history",
}  # fmt: skip
_TYPED_WORDS = "|".join(("open", "done", "all", *STATUSES, *KINDS, *DIMENSIONS, *TWIN_KINDS, *TARGET_KINDS))
_TYPED = (
    r"\bsalesmap(?: (?:--?)?[a-z0-9][a-z0-9.=_-]*)+",  # commands
    r"(?<![\w-])--?[a-z][a-z-]*",  # options
    r"[\w.~-]*/[\w./~-]*",  # paths
    r"\b[\w-]+\.(?:db|csv|toml|html|before-restore-\d+)\b",
    r"\bSALESMAP_[A-Z]+\b",
    rf"\b(?:{_TYPED_WORDS})\s+(?=[\u3400-\u9fff])",  # each with its meaning beside it
    r"(?:可用的有|是不是想用|可选的有|可选值之中：|可能是|输出格式：|表头有)[\w .,'“”\n-]*",  # what may be typed
    r"(?m)^│ [a-z-]+ ",  # names in a list of commands
    r"\[默认：\w+\]",
    r"\d[kd]\b",
    r"\$ salesmap .*",  # what the demo types
)


def english_left(answer: Answer, typed: set[str]) -> set[str]:
    """The Latin words of an answer that are none of those that stay."""
    text = re.sub(r"\s*│?\n│\s{10,}", " ", answer.out + "\n" + answer.err)  # lines of help that were wrapped
    for pattern in _TYPED:
        text = re.sub(pattern, " ", text)
    return set(re.findall(r"[A-Za-z]+", text)) - _NAMES - typed


def map_words(line: tuple[str, ...]) -> set[str]:
    """Keys of a map that a line may show: one types them."""
    if line[:1] not in (("map",), ("kb",), ("diagnose",), ("history",), ("report",)) and line[:2] not in (
        ("lead", "check"),
        ("lead", "checklist"),
        ("lead", "move"),
    ):
        return set()
    if line[:1] == ("report",):
        return words_of(("list", *REPORTS, *PERIODS, *DIMENSIONS, *WIN_RATES, *CONVERSIONS, *COMPARISONS))
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.toml"))
    keys = re.findall(r'(?:key|field|form|kind) = "([^"]+)"', text) + re.findall(r"(?:choices = \[.*|when = \[.*)", text)
    return words_of((*keys, *TYPES))


def words_of(*lines: tuple[str, ...] | list[str]) -> set[str]:
    return {word for line in lines for argument in line for word in re.findall(r"[A-Za-z]+", argument)}


def test_help_in_chinese_has_no_english(day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]]) -> None:
    left = {
        line: found
        for line, answer in day_of_a_chinese["help"]
        if (found := english_left(answer, map_words(line) if line[:1] == ("report",) else set()))
    }
    assert not left
    assert all(answer.code == 0 and "用法" in answer.out for _line, answer in day_of_a_chinese["help"])


def test_nothing_of_help_is_cut_off(day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]]) -> None:
    """rich breaks lines at spaces, which Chinese has not."""
    cut = [line for line, answer in day_of_a_chinese["help"] if re.search("[^,]…", answer.out)]
    assert not cut
    begun_with_a_stop = [line for line, answer in day_of_a_chinese["help"] if re.search(r"│\s+[。，、；：）]", answer.out)]
    assert not begun_with_a_stop


def test_a_day_in_chinese_has_no_english(day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]]) -> None:
    # History and a lead's page show what was typed on other lines, too.
    typed = words_of(["lin", "abc", FILE], DAY[0], list(SETTINGS)) | {"winrate", "cycle", "customer", "created", "at", "quote"}
    left = {line: found for line, answer in day_of_a_chinese["day"] if (found := english_left(answer, typed | map_words(line)))}
    assert not left
    assert not [(line, answer) for line, answer in day_of_a_chinese["day"] if answer.code]


def test_mistakes_in_chinese_have_no_english(day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]]) -> None:
    left = {}
    for line, answer in day_of_a_chinese["mistakes"]:
        if found := english_left(answer, words_of(line, ["lin"]) | map_words(line)):
            left[line] = (found, answer.err)
    assert not left, "\n".join(f"{line} {found}" for line, found in left.items())
    fine = [(line, answer) for line, answer in day_of_a_chinese["mistakes"] if not 2 <= answer.code <= 5 or answer.err.count("\n") != 1]
    assert not [line for line, _answer in fine if line != ("config", "set", "timezone", "甲")]


def test_demo_in_chinese_has_no_english_but_the_sample(day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]]) -> None:
    from salesmap.actions import sample

    sampled = set(re.findall(r"[A-Za-z]+", Path(sample.__file__).read_text(encoding="utf-8")))
    ((_line, answer),) = day_of_a_chinese["demo"]
    assert answer.code == 0
    assert not english_left(answer, sampled | {"lin"})


def test_help_in_english_has_no_chinese(salesmap: Salesmap) -> None:
    with typist(salesmap, "en") as run:
        pages = {line: run(*line, "--help").out for line in command_lines()}
    examples = re.compile("1\\.2万")
    assert not [line for line, page in pages.items() if CHINESE.search(examples.sub("", page))]
    assert "Show this message and exit." in pages[()]


# Chinese takes two cells.


def test_columns_line_up(salesmap: Salesmap) -> None:
    for name, owner, value in (("东海冷链物流", "林晓", "12000"), ("Acme", "lin", "9"), ("Café 咖啡", "王磊-Wang", "1234567")):
        salesmap.ok("lead", "add", name, "--owner", owner, "--value", value)
    lines = salesmap.ok("lead", "list", "--format", "table", SALESMAP_LANG="zh", COLUMNS="100").out.splitlines()
    owners = [cell_len(line[: line.index(word)]) for line, word in zip(lines, ("负责人", "王磊-Wang", "lin", "林晓"), strict=True)]
    values = [
        cell_len(line[: line.index(word) + len(word)]) for line, word in zip(lines, ("金额", "1,234,567", "9", "12,000"), strict=True)
    ]
    assert len(set(owners)) == 1, lines
    assert len(set(values)) == 1, lines


# Which language.


@pytest.mark.parametrize(
    ("flag", "environment", "project", "own", "locale", "spoken"),
    [
        ("zh", "en", "en", "en", "en_US.UTF-8", "zh"),
        ("", "zh", "en", "en", "en_US.UTF-8", "zh"),
        ("", "", "zh", "en", "en_US.UTF-8", "zh"),
        ("", "", "", "zh", "en_US.UTF-8", "zh"),
        ("", "", "", "", "zh_CN.UTF-8", "zh"),
        ("", "", "", "", "C.UTF-8", "en"),
        ("en", "zh", "zh", "zh", "zh_CN.UTF-8", "en"),
    ],
)
def test_which_language(newcomer: Salesmap, flag: str, environment: str, project: str, own: str, locale: str, spoken: str) -> None:
    if project:
        (newcomer.home / "salesmap.toml").write_text(f'lang = "{project}"\n')
    if own:
        (newcomer.home / ".config/salesmap").mkdir(parents=True)
        (newcomer.home / ".config/salesmap/config.toml").write_text(f'lang = "{own}"\n')
    flags = ["--lang", flag] if flag else []
    # An option that does not exist is found out before the settings are.
    refused = newcomer.run(*flags, "due", "--nonsense", SALESMAP_LANG=environment, LC_ALL=locale)
    assert refused.code == 2
    assert refused.err.startswith({"zh": "没有选项“--nonsense”。", "en": "No such option '--nonsense'."}[spoken])


def test_unknown_language_is_refused(newcomer: Salesmap) -> None:
    refused = newcomer.run("--lang", "xx", "due")
    assert (refused.code, refused.err) == (2, "lang cannot be 'xx': it is one of en, zh.\n")


def test_keys_and_headers_are_the_same_in_both_languages(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--set", "budget=1", "--next", "call", "--due", "yesterday")
    questions = [
        [*line, "--format", format]
        for line in (["lead", "list"], ["lead", "show", "1"], ["due"], ["report", "cycle"], ["report", "winrate"], ["history"],
                     ["followup", "list"], ["db", "info"], ["funnel", "--fields", "stage,now,conversion"])
        for format in ("json", "csv", "tsv", "ids")
        if line != ["history"] or format == "json"
    ]  # fmt: skip
    answers = []
    for lang in ("en", "zh"):
        with typist(salesmap, lang) as run:
            answers.append([run(*question).out for question in questions])
    for question, english, chinese in zip(questions, *answers, strict=True):
        if question[-1] == "json":
            assert keys(json.loads(english)) == keys(json.loads(chinese)), question
        else:
            assert english == chinese, question


def keys(data: Any) -> Any:
    """The skeleton of an answer: values may be words, such as the label of a stage."""
    if isinstance(data, dict):
        return {key: keys(value) for key, value in data.items()}
    return [keys(each) for each in data] if isinstance(data, list) else None


@pytest.mark.long
def test_the_wheel_speaks_chinese(tmp_path: Path) -> None:
    import shutil

    source = shutil.copytree(ROOT, tmp_path / "source", ignore=shutil.ignore_patterns(".*", "*.mo", "__pycache__"))
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", tmp_path, source], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert "salesmap/locale/zh/LC_MESSAGES/salesmap.mo" in zipfile.ZipFile(wheel).namelist()
