"""Quotes that are mailed when they are sent."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.cli.commands.quote.print.outputs import as_pdf, paper_document
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.domain.quote.quote import Thread
    from salesmap.domain.records import QuoteVersion
    from salesmap.exchange.print.document import Document
    from salesmap.store.unit_of_work import UnitOfWork


def mailer(context: AppContext, to: str) -> "Callable[[UnitOfWork, Thread, QuoteVersion], None]":
    """Return what mails a version to an address: as PDF, or as a page where that cannot be made.

    Raises NoMailAccountError; what is returned raises UnsentMailError.
    """
    from salesmap.exchange.errors import UnsentMailError, UnsentMessageError
    from salesmap.exchange.exporters.mail import mail_address

    account = mail_address(context.settings["notify"].split(), to)

    def deliver(change: "UnitOfWork", thread: "Thread", version: "QuoteVersion") -> None:
        from tempfile import TemporaryDirectory

        from salesmap.exchange.exporters.notifier import send
        from salesmap.exchange.print.cover import cover_letter

        document = paper_document(context, change.connection, thread.quote.id, version.n)
        with TemporaryDirectory() as folder:
            stem = re.sub(r"[^\w.-]+", "-", f"{thread.quote.name}-v{version.n}")
            attached = _saved(context, document, Path(folder) / stem)
            try:
                send(account, *cover_letter(document), [attached])
            except UnsentMessageError:
                raise UnsentMailError(to) from None

    return deliver


def _saved(context: AppContext, document: "Document", stem: Path) -> Path:
    """Write the file to attach, and return its path."""
    from salesmap.exchange.print.page import html_page

    try:
        content = as_pdf(context, document)
    except ResourceError as problem:
        page = stem.with_name(f"{stem.name}.html")
        page.write_text(html_page(document), encoding="utf-8")
        notify(_("{problem} The quote is attached as a page (HTML).").format(problem=problem))
        return page
    file = stem.with_name(f"{stem.name}.pdf")
    file.write_bytes(content)
    return file
