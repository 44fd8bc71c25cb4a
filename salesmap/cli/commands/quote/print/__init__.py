"""`salesmap quote print`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, Version, quote_of
from salesmap.cli.commands.quote.print.outputs import (
    Output,
    PaperLanguage,
    as_pdf,
    as_workbook,
    paper_document,
    save_outputs,
)
from salesmap.cli.context import get_context
from salesmap.cli.output import echo_page
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
SUPPORTS_AS_OF = True
EXAMPLES = (
    (_("A page for the browser, which prints it, too"), "salesmap quote print 1 --html quote.html"),
    (
        _("A workbook in both languages"),
        "salesmap quote print lead:1 --xlsx quote.xlsx --lang both",
    ),
)


@app.command()
def print_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar=_("FILE"), help=_("Write a page; - is standard output.")),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar=_("FILE"), help=_("Write a PDF."))
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar=_("FILE"), help=_("Write a workbook."))
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", metavar=_("FILE"), help=_("Write Markdown, for mails.")),
    ] = None,
    lang: Annotated[
        PaperLanguage | None,
        typer.Option("--lang", help=_("Language; else that of the template, or yours.")),
    ] = None,
    version: Version = None,
) -> None:
    """Print a quote; without a file, as Markdown on standard output."""
    from salesmap.exchange.print.markdown import markdown_text
    from salesmap.exchange.print.page import html_page

    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    with context.read_connection() as connection:
        document = paper_document(context, connection, quote_id, version, lang)
    outputs = (
        Output("--html", html, lambda: html_page(document).encode()),
        Output("--pdf", pdf, lambda: as_pdf(context, document), is_text=False),
        Output("--xlsx", xlsx, lambda: as_workbook(context, document), is_text=False),
        Output("--markdown", markdown, lambda: markdown_text(document).encode()),
    )
    if not save_outputs(outputs):
        echo_page(context, markdown_text(document).rstrip("\n"), None)
