"""A version of a quote as its customer is shown it: for print, and nothing internal."""

from collections.abc import Callable
from datetime import date

from salesmap.domain.papers.paper import PaperLine, QuotePaper, Replaced, TaxSum
from salesmap.domain.papers.shown import shown_of
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.domain.quote.refusals import VersionNotFound
from salesmap.domain.quote.totals import LineTotals
from salesmap.domain.records import QuoteLine
from salesmap.reports.quote.lines import priced_version
from salesmap.reports.quote.states import with_states
from salesmap.store.connection import Connection
from salesmap.store.shown import shown_now
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}


def quote_paper(
    connection: Connection,
    quote_id: int,
    n: int | None,
    today: date,
    template_of: Callable[[str | None], QuoteTemplate],
) -> tuple[QuotePaper, QuoteTemplate]:
    """Return version `n`, or the accepted, else the newest sent one, else the draft.

    What went out is as it was then, its template, too; `template_of` finds that of a draft.
    Raises VersionNotFound, and what `template_of` raises.
    """
    parameters = {"id": quote_id, "n": n, "today": today.isoformat()}
    row = connection.execute(_SQL["version"], parameters).fetchone()
    if row is None:
        known = [number for (number,) in connection.execute(_SQL["known"], parameters).fetchall()]
        raise VersionNotFound(str(quote_id), n or 0, known)
    (
        version_id, id, number, n, state, sent_on, valid_until, lead_id, owner, currency,
        tax_included, text, shown, template_name,
    ) = row  # fmt: skip
    if shown:
        then = shown_of(shown)
        now = shown_now(connection, lead_id, owner, then.template)
        parts = then._replace(company=then.company._replace(logo=now.company.logo))
    else:
        parts = shown_now(connection, lead_id, owner, template_of(template_name))
    lines, _priced, figures = priced_version(connection, version_id)
    paper = QuotePaper(
        id=id,
        number=number or "",
        version=n,
        state=state,
        on=date.fromisoformat(sent_on) if sent_on else today,
        valid_until=date.fromisoformat(valid_until) if valid_until else None,
        company=parts.company,
        customer=parts.customer,
        owner=parts.owner,
        currency=currency,
        tax_included=bool(tax_included),
        lines=tuple(_line(*each) for each in zip(lines, figures.lines, strict=True)),
        subtotal=figures.subtotal,
        discount=figures.discount,
        net=figures.net,
        taxes=tuple(TaxSum(*rate) for rate in figures.rates),
        rounding=figures.rounding,
        total=figures.total,
        text=text or "",
        replaces=_replaced(connection, quote_id, n),
    )
    return paper, parts.template


def draft_number(connection: Connection, quote_id: int) -> int | None:
    """Return the number of the draft, None where every version went out."""
    row = connection.execute(_SQL["draft"], {"id": quote_id}).fetchone()
    return int(row[0]) if row else None


def _line(line: QuoteLine, totals: LineTotals) -> PaperLine:
    """Return a line; its price list, floor, cost and need stay here."""
    is_rate = line.discount_ppm and not line.discount_cents
    return PaperLine(
        kind=line.kind,
        name=line.name,
        code=line.code or "",
        unit=line.unit or "",
        quantity=line.qty_micros,
        price=line.price_cents or 0,
        discount=totals.discount,
        discount_rate=line.discount_ppm if is_rate else None,
        amount=totals.amount,
        net=totals.net,
        tax=totals.tax,
        gross=totals.gross,
        tax_rate=line.tax_ppm,
        is_chosen=bool(line.is_chosen),
    )


def _replaced(connection: Connection, quote_id: int, n: int) -> Replaced | None:
    row = connection.execute(_SQL["replaced"], {"id": quote_id, "n": n}).fetchone()
    return Replaced(row[0], date.fromisoformat(row[1])) if row else None
