"""A template from its TOML: every key, and every mistake with its line."""

import tomllib
from collections.abc import Sequence
from string import Formatter
from typing import Any, NamedTuple

from salesmap.core.i18n import _, reason
from salesmap.domain.map.checker import line_of
from salesmap.domain.map.line_numbers import LineIndex
from salesmap.domain.map.toml_table import Table, Violation
from salesmap.domain.map.words import Words
from salesmap.domain.papers.template import (
    BLOCKS,
    COLUMNS,
    OFFERS,
    PAPER_LANGUAGES,
    PLACES,
    REQUIRED_BLOCKS,
    QuoteTemplate,
    Term,
)

_MAX_DAYS = 3_650
_DEFAULT_DAYS = 30
_COLUMNS = ("position", "code", "name", "unit", "quantity", "price", "discount", "tax_rate")
_DEFAULT_COLUMNS = (*_COLUMNS, "amount")


class TemplateMistake(NamedTuple):
    """A mistake in a template: its line, its position in words, and the problem."""

    line: int
    where: str
    problem: str


def read_template(name: str, source: str) -> tuple[QuoteTemplate | None, list[TemplateMistake]]:
    """Return the template of a TOML text and its mistakes by line; None when it is no TOML."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return None, [TemplateMistake(line_of(error, source), "TOML", reason(error))]
    except RecursionError as error:
        return None, [TemplateMistake(1, "TOML", reason(error))]
    violations: list[Violation] = []
    template = _template(name, source, data, violations)
    if not violations:  # to find the lines costs more than to read the template
        return template, []
    lines = LineIndex(source)
    mistakes = [
        TemplateMistake(lines.line(each.path), each.where or _("the template"), each.problem)
        for each in violations
    ]
    return template, sorted(mistakes)


def _template(
    name: str, source: str, data: dict[str, Any], violations: list[Violation]
) -> QuoteTemplate:
    table = Table(data, (), "", violations)
    template = QuoteTemplate(
        name=name,
        label=_words(table, "label") or Words(name, name),
        title=_words(table, "title") or Words("Quotation", "报价单"),
        lang=table.choice_or_none("lang", PAPER_LANGUAGES),
        valid_days=table.integer("valid_days", 1, _MAX_DAYS, _DEFAULT_DAYS),
        offer=table.choice("offer", OFFERS, OFFERS[0]),
        intro=_words(table, "intro"),
        outro=_words(table, "outro"),
        terms=_terms(table),
        lines=table.texts("lines"),
        columns=_chosen(table, "columns", COLUMNS, ("name",), _DEFAULT_COLUMNS),
        blocks=_chosen(table, "blocks", BLOCKS, REQUIRED_BLOCKS, BLOCKS),
        capitals=table.flag("capitals", default=True),
        source=source,
    )
    table.finish()
    return template


def _terms(table: Table) -> tuple[Term, ...]:
    terms: list[Term] = []
    for each in table.tables("term", _("term")):
        key = each.key()
        if key in {term.key for term in terms}:
            each.wrong(_("the key {key!r} is there twice").format(key=key), "key")
        label, text = _required(each, "label"), _required(each, "text")
        each.finish()
        terms.append(Term(key, label, text))
    return tuple(terms)


def _required(table: Table, key: str) -> Words:
    if words := _words(table, key):
        return words
    if key not in table.data:
        table.wrong(_("{key} is missing").format(key=key))
    return Words("", "")


def _words(table: Table, key: str) -> Words | None:
    """Return an optional text: one for both languages, or one in each; its places are checked."""
    if not table.has(key):
        return None
    value = table.data[key]
    if isinstance(value, str) and value.strip():
        words = Words(value.strip(), value.strip())
    else:
        words = table.words(key)
    for text in set(words):
        _check_places(table, key, text)
    return words


def _check_places(table: Table, key: str, text: str) -> None:
    try:
        places = [
            name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            for _before, name, spec, conversion in Formatter().parse(text)
            if name is not None
        ]
    except ValueError:
        table.wrong(_("{key}: write {{{{ and }}}} for braces").format(key=key), key)
        return
    for name in places:
        if name not in PLACES:
            problem = _("{key}: {{{name}}} is unknown: choose one of {known}")
            known = ", ".join(f"{{{each}}}" for each in PLACES)
            table.wrong(problem.format(key=key, name=name, known=known), key)


def _chosen(
    table: Table,
    key: str,
    known: Sequence[str],
    required: Sequence[str],
    default: tuple[str, ...],
) -> tuple[str, ...]:
    """Return a list of known names in their order, default where it is left out."""
    names = table.texts(key)
    if not names:
        return default
    for name in dict.fromkeys(names):
        if name not in known:
            problem = _("{key} cannot have {value!r}: choose among {known}")
            table.wrong(problem.format(key=key, value=name, known=", ".join(known)), key)
        elif names.count(name) > 1:
            table.wrong(_("{key} has {value!r} twice").format(key=key, value=name), key)
    for name in required:
        if name not in names:
            table.wrong(_("{key} must have {value!r}").format(key=key, value=name), key)
    return tuple(name for name in dict.fromkeys(names) if name in known)
