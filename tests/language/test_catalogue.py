"""Every word has its Chinese: the catalogue against the code, and against what click and typer say."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from conftest import ROOT
from rich.cells import cell_len

from salesmap.core.wording.headings import HEADINGS
from salesmap.domain.customer.fields import FIELDS
from salesmap.domain.fields import PLAIN, PLAIN_FIELDS
from salesmap.domain.vocabulary import KINDS, OUTCOMES, STATUSES
from salesmap.reports.lead.detail import EVENTS
from salesmap.reports.lead.paper_events import EVENTS as PAPER_EVENTS
from salesmap.reports.query.dimensions import DIMENSIONS
from salesmap.reports.winloss.spread import CLOSED

PACKAGE = ROOT / "salesmap"
CATALOGUE = PACKAGE / "locale/zh/LC_MESSAGES/salesmap.po"
CHINESE = re.compile("[\u3400-\u9fff]")

# click's and typer's modules that speak to users; what they say of a programmer's mistakes nobody sees.
_CLICK = (
    "click/core.py",
    "click/exceptions.py",
    "click/formatting.py",
    "click/parser.py",
    "click/types.py",
    "typer/core.py",
)
_TYPER = ("typer/rich_utils.py",)
DECLARING = {"_", "N_", "ngettext", "describe", "columns"}
_TO_PROGRAMMERS = ("defined twice", "cannot use the same flag", "declaration", "No options defined")


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, abort_invalid=True)


def identity(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translated() -> dict[str, Message]:
    """The messages of the catalogue; the headings of fields are beside them."""
    return {
        identity(message): message for message in catalogue() if message.id and not message.context
    }


def headings() -> dict[str, Message]:
    return {identity(message): message for message in catalogue() if message.context == "field"}


@cache
def calls() -> list[tuple[str, ast.Call, str]]:
    """Every call in the code that declares a text: the name, the call, the place."""
    return [call for call in _all_calls() if call[0] in DECLARING]


def _all_calls() -> Iterator[tuple[str, ast.Call, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                yield name, node, f"{path.relative_to(ROOT)}:{node.lineno}"


@cache
def messages() -> dict[str, str]:
    """What is to be translated, and where it stands: literals in `_()` and `mark()`, and what `describe` says of a change.

    Read as Python reads them: strings side by side are one message, and a literal deeper in the argument is none.
    """
    return {
        call.args[0].value: place
        for name, call, place in calls()
        if name in ("_", "N_", "ngettext", "describe")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


@cache
def fields() -> dict[str, str]:
    """What stands above a column, and where it is declared: the column's title, or its name."""
    found = {}
    for name, call, place in calls():
        if name != "columns" or not call.args:
            continue
        texts = [
            node.value
            for node in ast.walk(call.args[0])
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        for word in " ".join(texts).split():
            parts = word.split(":")
            found[parts[3] if len(parts) > 3 else parts[0]] = place
    found |= dict.fromkeys(DIMENSIONS, "DIMENSIONS") | dict.fromkeys(HEADINGS, "HEADINGS")
    found |= {field.key: "domain/customer/fields.py" for field in FIELDS if not field.zh}
    return {name: place for name, place in found.items() if name not in PLAIN_FIELDS}


def test_every_plain_field_has_its_chinese() -> None:
    assert all(CHINESE.search(field.zh) for field in PLAIN)


def from_click() -> dict[str, str]:
    site = Path(pytest.importorskip("click").__file__).parent.parent
    found = {}
    for name in (*_CLICK, *_TYPER):
        with (site / name).open("rb") as file:
            for line, message, _comments, _context in extract(
                "python", file, keywords={"_": None, "ngettext": (1, 2)}
            ):
                first = message if isinstance(message, str) else message[0]
                if not any(word in first for word in _TO_PROGRAMMERS):
                    found[first] = f"{name}:{line}"
    return found


def to_paste(missing: dict[str, str], context: str = "") -> str:
    """The missing entries as they go into the catalogue."""
    head = f'msgctxt "{context}"\n' if context else ""
    return "\n\n".join(
        f'#: {place}\n{head}msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""'
        for text, place in missing.items()
    )


def without_chinese(known: dict[str, Message], wanted: dict[str, str]) -> dict[str, str]:
    done = {
        text
        for text, message in known.items()
        if (message.string if isinstance(message.string, str) else message.string[0])
    }
    return {text: place for text, place in wanted.items() if text not in done}


def test_every_message_has_its_chinese() -> None:
    missing = without_chinese(translated(), messages())
    assert not missing, f"\n\nadd to {CATALOGUE}:\n\n{to_paste(missing)}\n"


def test_every_heading_has_its_chinese() -> None:
    missing = without_chinese(headings(), fields())
    assert not missing, f"\n\nadd to {CATALOGUE}:\n\n{to_paste(missing, 'field')}\n"


def test_what_click_and_typer_say_has_its_chinese() -> None:
    missing = without_chinese(translated(), from_click())
    assert not missing, (
        f"\n\nadd to {CATALOGUE}, with a line '#. click' above each:\n\n{to_paste(missing)}\n"
    )


def test_no_entry_is_obsolete() -> None:
    of_click = {
        text
        for text, message in translated().items()
        if {"click", "journal"} & set(message.auto_comments)
    }
    obsolete = (
        sorted(set(translated()) - set(messages()) - of_click),
        sorted(set(headings()) - set(fields())),
        list(catalogue().obsolete),
    )
    assert obsolete == ([], [], []), obsolete


@pytest.mark.parametrize(
    "word", sorted({*STATUSES, *KINDS, *OUTCOMES, *EVENTS, *PAPER_EVENTS, CLOSED, "all", "default"})
)
def test_every_word_in_cells_has_its_chinese(word: str) -> None:
    assert CHINESE.search(str(translated()[word].string))


def test_every_place_in_a_message_stands_in_its_chinese() -> None:
    wrong = []
    for message in catalogue():
        if not message.id:
            continue
        # Chinese has no plural: an entry answers for both English forms, and may leave out what only one of them has.
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        chinese = message.string if isinstance(message.string, str) else message.string[0]
        if not any(places(chinese) == places(text) for text in english):
            wrong.append((message.id, chinese))
    assert not wrong


def places(text: str) -> set[tuple[str, str]]:
    """The places of a message, with how numbers are written in them; quoting (`!r`) is each language's own affair."""
    found = {
        (name, spec or "")
        for _before, name, spec, _conversion in Formatter().parse(text)
        if name is not None
    }
    return found | {
        ("$", match)
        for match in re.findall(r"'--[a-z-]+|--[a-z-]+", text)
        for match in [match.lstrip("'")]
    }


def test_chinese_is_chinese() -> None:
    """No entry was left in English, but for those that are the same word in both."""
    same = [
        identity(message)
        for message in catalogue()
        if message.id and not CHINESE.search(str(message.string))
    ]
    assert set(same) <= {
        ".",
        ", ",
        "; ",
        " and ",
        "{field}: {value}",
        "{heading}.",
        "{heading}:",
        "{heading}: {text}",
        "{text} ({detail})",
        "{metric} {threshold}",
        "{question} [y/N]",
        "{value} {problem}",
        "{table} {id}: {problem}.",
        "{message} {hint}",
        "{score} ({words})",
        "id",
        "rfm",
        "{}",
        "{field} {before} → {after}",
        "{sentence} {next}",
        "ID",
        "a",
        "b",
    }


def test_english_is_english() -> None:
    """Chinese stands in English messages as an example of what may be typed only."""
    examples = re.compile("1\\.2万|明天|3天后|9折")
    assert not [message for message in messages() if CHINESE.search(examples.sub("", message))]


def test_an_example_fits_into_a_line_of_80_columns() -> None:
    """In both languages; under its heading an example is moved in by three columns."""
    said = [
        words
        for message in catalogue()
        if identity(message).startswith("salesmap ")
        for words in (identity(message), str(message.string))
    ]
    assert len(said) > 300
    assert not [words for words in said if 3 + cell_len(words) > 80]
