"""Quotes on paper: templates by their names, and a version in the form that was asked for."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from salesmap.cli.context import AppContext
from salesmap.cli.errors import BinaryOnTerminalError
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.output import echo
from salesmap.core.config import is_terminal
from salesmap.core.errors import SalesmapError
from salesmap.core.files import STDIO, check_output, replacing
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.exchange.print.document import Document
    from salesmap.reports.quote.check import Problem
    from salesmap.store.connection import Connection

PaperLanguage = Literal["zh", "en", "both"]


class Output(NamedTuple):
    """A file that is asked for by an option, and what makes its content."""

    option: str
    path: Path | None
    content: Callable[[], bytes]
    is_text: bool = True


def paper_document(
    context: AppContext,
    connection: "Connection",
    quote_id: int,
    n: int | None = None,
    lang: str | None = None,
) -> "Document":
    """Return a version of a quote in words, in the language of the template unless named.

    Raises VersionNotFound, UnknownTemplate, UnreadableTemplate, InvalidTemplate.
    """
    from salesmap.actions.quote.templates import template_finder
    from salesmap.exchange.print.quote_document import quote_document
    from salesmap.reports.quote.paper import quote_paper

    paper, template = quote_paper(
        connection, quote_id, n, context.clock.today(), template_finder(context.database)
    )
    return quote_document(paper, template, lang or template.lang or context.lang)


def as_pdf(context: AppContext, document: "Document") -> bytes:
    """Return the PDF. Raises MissingLibraryError, and the errors of fonts."""
    from salesmap.exchange.print.pdf import pdf

    return pdf(document, context.clock.now(), context.settings["print.font"])


def as_workbook(context: AppContext, document: "Document") -> bytes:
    """Return the workbook."""
    from salesmap.exchange.print.workbook import workbook

    return workbook(document, context.clock.now())


def print_problems(context: AppContext, connection: "Connection", quote_id: int) -> "list[Problem]":
    """Return what stands in the way of printing the draft, as rows of `quote check`."""
    from salesmap.actions.quote.templates import template_finder
    from salesmap.domain.papers.paper import missing_lines
    from salesmap.exchange.print.pdf import is_available, missing_font
    from salesmap.exchange.print.quote_document import quote_document
    from salesmap.reports.quote.paper import draft_number, quote_paper

    n = draft_number(connection, quote_id)
    if n is None:  # it went out: there is nothing to check any more
        return []
    try:
        paper, template = quote_paper(
            connection, quote_id, n, context.clock.today(), template_finder(context.database)
        )
        document = quote_document(paper, template, template.lang or context.lang)
    except SalesmapError as error:
        return [("template", True, None, str(error))]
    found: list[Problem] = [
        (
            "template_line",
            False,
            None,
            _("A line of the template is not on it: {line}.").format(line=line),
        )
        for line in missing_lines(paper, template.lines)
    ]
    missing = missing_font(document, context.settings["print.font"]) if is_available() else None
    return [*found, ("font", False, None, str(missing))] if missing else found


def save_outputs(outputs: Sequence[Output]) -> bool:
    """Write the files that were asked for: all are made before the first is written.

    Returns whether there was one. Raises ConflictingOptionsError for two on standard output,
    BinaryOnTerminalError, OutputExists, and what makes the contents raises.
    """
    wanted = [(each, each.path) for each in outputs if each.path is not None]
    on_stdout = [each for each, path in wanted if path == STDIO]
    if len(on_stdout) > 1:
        raise ConflictingOptionsError(option=on_stdout[0].option, others=[on_stdout[1].option])
    if any(not each.is_text for each in on_stdout) and is_terminal(sys.stdout):
        raise BinaryOnTerminalError(option=on_stdout[0].option)
    for _output, path in wanted:
        check_output(path)
    contents = [(path, each.content()) for each, path in wanted]
    for path, content in contents:
        with replacing(path, "wb") as file:
            file.write(content)
        if path != STDIO:
            echo(_("Saved {path}.").format(path=path))
    return bool(contents)
