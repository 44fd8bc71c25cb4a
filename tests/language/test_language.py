"""Two languages: what people see is in one of them, and neither leaks into the other."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Answer, Salesmap
from rich.cells import cell_len
from support.filled.chinese_day import DAY, FILE, MISTAKES
from support.machine.typist import command_lines, typist

from salesmap.cli.commands.contract.milestone import ACTIONS
from salesmap.cli.commands.report import COMPARISONS
from salesmap.core.config import KEYS as SETTINGS
from salesmap.core.periods import NAMED_PERIODS
from salesmap.domain.contract.state import CONTRACT_STATES, PART_STATES
from salesmap.domain.field_values import TYPES
from salesmap.domain.map.loader import TEMPLATES
from salesmap.domain.quote.vocabulary import CHANNELS, REVISION_REASONS, STATES
from salesmap.domain.service.vocabulary import PRIORITIES, TICKET_STATES
from salesmap.domain.vocabulary import KINDS, STATUSES, TARGET_KINDS
from salesmap.reports.catalogue.catalogue import REPORTS
from salesmap.reports.customer.duplicates import KINDS as TWIN_KINDS
from salesmap.reports.query.dimensions import DIMENSIONS

PACKAGE = ROOT / "salesmap"
CATALOGUE = PACKAGE / "locale/zh/LC_MESSAGES/salesmap.po"
CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def day_of_a_chinese(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[tuple[tuple[str, ...], Answer]]]:
    """Everything that somebody who works in Chinese sees: each command line and what it answered."""
    folder = tmp_path_factory.mktemp("chinese")
    person = Salesmap(folder / "test.db", folder)
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
    "V", "EUR", "currency", "rate",
    "salesmap", "six", "stage", "bash", "zsh", "fish", "Excel", "CSV", "PDF", "PNG", "JPEG", "both", "csv", "TOML", "toml", "SQLite", "postgresql", "UTF", "utf", "NUL", "csat", "nps",
    "CNY", "USD", "CN", "Asia", "Shanghai",
    "lead", "attach", "contract", "rest", "sign", "table", "plain", "json", "tsv", "ids", "auto", "always", "never", "en", "zh", "dmy", "mdy", "ymd", "ydm", "d", "m", "y", "delete", "wal",
    "Q", "T", "W", "check", "ann", "bo", "this", "month", "week", "day", "person", "team", "backtest", "rates", "Apprise", "config", "Ctrl", "C", "mermaid", "svg", "terminal", "markdown", "EDITOR", "xlsx", "ics", "Select", "vCard", "vcf", "event", "todo", "customer", "A", "B", "name", "tomorrow", "fri", "eom", "k", "x", "fields", "won", "lost", "dropped", "skip", "update", "error", "history", "CRM", "ID", "N", "n", "JSON", "Markdown", "Shell",
} | set(ACTIONS)  # fmt: skip
_TYPED_WORDS = "|".join(
    (
        "open",
        "done",
        "all",
        *STATUSES,
        *KINDS,
        *DIMENSIONS,
        *TWIN_KINDS,
        *TARGET_KINDS,
        *CHANNELS,
        *STATES,
        *CONTRACT_STATES,
        *TICKET_STATES,
        *PRIORITIES,
        *PART_STATES,
        *ACTIONS,
        *REVISION_REASONS,
    )
)
_TYPED = (
    r"(?m)^.*\t.*$",  # rows off a terminal: keys and bare values in every language
    r"(?m)^   salesmap .*$",  # examples
    r"\bsalesmap(?: (?:--?)?[a-z0-9][a-z0-9.=_-]*)+",  # commands
    r"(?<![\w-])--?[a-z][a-z-]*",  # options
    r"[\w.~-]*/[\w./~-]*",  # paths
    r"\b[\w-]+\.(?:db|csv|toml|html|before-restore-\d+)\b",
    r"\bSALESMAP_[A-Z]+\b",
    r"\b(?:company|number|calendar|print)\.[a-z_]+|[QCT]-\{year\}-\{n:04\}|mon-fri 9-18",
    rf"\b(?:{_TYPED_WORDS})\s+(?=[\u3400-\u9fff])",  # each with its meaning beside it
    r"(?:可用的有|可选值之中：|可选|您是否要用|可选值之中：|可能是|输出格式：|表头有)[\w .,、'“”\n-]*",  # what may be typed
    r"(?m)^(?:│|  )\s?[a-z-]+ ",  # names in a list of commands
    r"\[\s*默\s*认：\s*[\w-]+\]",
    r"\d[kd]\b",
    r"\$ salesmap .*",  # what the demo types
)


def english_left(answer: Answer, typed: set[str]) -> set[str]:
    """The Latin words of an answer that are none of those that stay."""
    text = re.sub(
        r"\s*│?\n(?:│\s{10,}|\s{10,})", " ", answer.out + "\n" + answer.err
    )  # lines of help that were wrapped
    for pattern in _TYPED:
        text = re.sub(pattern, " ", text)
    return set(re.findall(r"[A-Za-z]+", text)) - _NAMES - typed


def map_words(line: tuple[str, ...]) -> set[str]:
    """Keys of a map that a line may show: one types them."""
    if line[:1] not in (("map",), ("kb",), ("diagnose",), ("history",), ("report",)) and line[
        :2
    ] not in (
        ("lead", "check"),
        ("lead", "checklist"),
        ("lead", "move"),
    ):
        return set()
    if line[:1] == ("report",):
        definitions = (name for report in REPORTS.values() for name in report.definitions)
        return words_of(("list", *REPORTS, *NAMED_PERIODS, *DIMENSIONS, *definitions, *COMPARISONS))
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.toml"))
    keys = re.findall(r'(?:key|field|form|kind) = "([^"]+)"', text) + re.findall(
        r"(?:choices = \[.*|when = \[.*)", text
    )
    return words_of((*keys, *TYPES))


def words_of(*lines: tuple[str, ...] | list[str]) -> set[str]:
    return {
        word for line in lines for argument in line for word in re.findall(r"[A-Za-z]+", argument)
    }


def test_help_in_chinese_has_no_english(
    day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]],
) -> None:
    left = {
        line: found
        for line, answer in day_of_a_chinese["help"]
        if (found := english_left(answer, map_words(line) if line[:1] == ("report",) else set()))
    }
    assert not left
    assert all(
        answer.code == 0 and "用法" in answer.out for _line, answer in day_of_a_chinese["help"]
    )


def test_nothing_of_help_is_cut_off(
    day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]],
) -> None:
    """rich breaks lines at spaces, which Chinese has not."""
    cut = [line for line, answer in day_of_a_chinese["help"] if re.search("[^,]…", answer.out)]
    assert not cut
    begun_with_a_stop = [
        line
        for line, answer in day_of_a_chinese["help"]
        if re.search(r"│\s+[。，、；：）]", answer.out)
    ]
    assert not begun_with_a_stop


def test_a_day_in_chinese_has_no_english(
    day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]],
) -> None:
    # History and a lead's page show what was typed on other lines, too.
    typed = words_of(["lin", "abc", FILE], DAY[0], list(SETTINGS)) | {
        "now",
        "winrate",
        "cycle",
        "customer",
        "created",
        "at",
        "quote",
        "RFM",
        "ABC",
        "CSAT",
        "NPS",
        *"RFM",
    }
    left = {
        line: found
        for line, answer in day_of_a_chinese["day"]
        if (found := english_left(answer, typed | map_words(line) | words_of(line)))
    }
    assert not left
    assert not [(line, answer) for line, answer in day_of_a_chinese["day"] if answer.code]


def test_mistakes_in_chinese_have_no_english(
    day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]],
) -> None:
    left = {}
    for line, answer in day_of_a_chinese["mistakes"]:
        if found := english_left(answer, words_of(line, ["lin"]) | map_words(line)):
            left[line] = (found, answer.err)
    assert not left, "\n".join(f"{line} {found}" for line, found in left.items())
    fine = [
        (line, answer)
        for line, answer in day_of_a_chinese["mistakes"]
        if not 2 <= answer.code <= 5 or answer.err.count("\n") != 1
    ]
    assert not [line for line, _answer in fine if line != ("config", "set", "timezone", "甲")]


def test_demo_in_chinese_has_no_english_but_the_sample(
    day_of_a_chinese: dict[str, list[tuple[tuple[str, ...], Answer]]],
) -> None:
    from salesmap.actions.database import sample

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
    for name, owner, value in (
        ("东海冷链物流", "林晓", "12000"),
        ("Acme", "lin", "9"),
        ("Café 咖啡", "王磊-Wang", "1234567"),
    ):
        salesmap.ok("lead", "add", name, "--owner", owner, "--value", value)
    lines = salesmap.ok(
        "lead", "list", "--format", "table", SALESMAP_LANG="zh", COLUMNS="100"
    ).out.splitlines()
    owners = [
        cell_len(line[: line.index(word)])
        for line, word in zip(lines, ("负责人", "王磊-Wang", "lin", "林晓"), strict=True)
    ]
    values = [
        cell_len(line[: line.index(word) + len(word)])
        for line, word in zip(lines, ("金额", "1,234,567", "9", "12,000"), strict=True)
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
def test_which_language(
    newcomer: Salesmap,
    flag: str,
    environment: str,
    project: str,
    own: str,
    locale: str,
    spoken: str,
) -> None:
    if project:
        (newcomer.home / "salesmap.toml").write_text(f'lang = "{project}"\n')
    if own:
        (newcomer.home / ".config/salesmap").mkdir(parents=True)
        (newcomer.home / ".config/salesmap/config.toml").write_text(f'lang = "{own}"\n')
    flags = ["--lang", flag] if flag else []
    # An option that does not exist is found out before the settings are.
    refused = newcomer.run(*flags, "due", "--nonsense", SALESMAP_LANG=environment, LC_ALL=locale)
    assert refused.code == 2
    assert refused.err.startswith(
        {"zh": "没有选项 --nonsense。", "en": "Unknown option --nonsense."}[spoken]
    )


def test_unknown_language_is_refused(newcomer: Salesmap) -> None:
    refused = newcomer.run("--lang", "xx", "due")
    assert (refused.code, refused.err) == (2, "lang cannot be 'xx': choose one of en, zh.\n")


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

    source = shutil.copytree(
        ROOT, tmp_path / "source", ignore=shutil.ignore_patterns(".*", "*.mo", "__pycache__")
    )
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", tmp_path, source],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert "salesmap/locale/zh/LC_MESSAGES/salesmap.mo" in zipfile.ZipFile(wheel).namelist()
