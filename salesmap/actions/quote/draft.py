"""Drafts of quotes: made, and edited as long as they did not go out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.quote.approvals import void_worse
from salesmap.actions.quote.pricing import LineWish, make_lines
from salesmap.actions.quote.threads import lines_of, save_totals, thread_with_id, today_of
from salesmap.actions.team.owners import chosen
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.figures.currencies import check_currency
from salesmap.core.i18n import N_
from salesmap.core.money import money_text
from salesmap.domain.quote.errors import require_to_come
from salesmap.domain.quote.quote import Quote, Thread
from salesmap.domain.quote.refusals import LineNotFound, OtherCurrency
from salesmap.domain.records import QuoteLine, QuoteVersion
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork


class QuoteWish(NamedTuple):
    """How a new quote shall be; `lines` are those that its template begins with."""

    template: str | None = None
    list_name: str | None = None
    tax_included: bool | None = None
    currency: str | None = None
    owner: str | None = None
    valid_until: str | None = None
    text: str | None = None
    external_id: str | None = None
    lines: tuple[str, ...] = ()


class Begun(NamedTuple):
    """A quote that was begun; `left_out` are lines of its template with why they are not on it."""

    quote_id: int
    left_out: Sequence[tuple[str, str]] = ()


class Edited(NamedTuple):
    """What an edit left: the quote's name, the draft's total, and how many approvals it voided.

    `is_changed` is false where everything was so already.
    """

    quote_id: int
    name: str
    n: int
    total_cents: int
    currency: str
    voided: int = 0
    is_changed: bool = True


def new(
    database: Database, lead_id: int, words: Sequence[str], wish: QuoteWish, line: LineWish
) -> Begun:
    """Begin a quote on a lead, with lines.

    Raises UnknownCurrency, PastValidity, and what `make_lines` raises.
    """
    require_to_come(wish.valid_until, database.clock.today().isoformat())
    own = check_currency(wish.currency) if wish.currency else None
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        quote = change.add(
            Quote(
                lead_id=lead.id,
                currency=own or line.currency or lead.currency,
                tax_included=None if wish.tax_included is None else int(wish.tax_included),
                template=wish.template,
                list_name=wish.list_name,
                owner=chosen(wish.owner, lambda: lead.owner),
                external_id=wish.external_id,
                recorded_at=change.now,
            )
        )
        version = change.add(
            QuoteVersion(
                quote_id=quote.id,
                n=1,
                valid_until=wish.valid_until,
                text=wish.text,
                recorded_at=change.now,
            )
        )
        thread = Thread(quote, [version])
        left_out = _append_usual(change, thread, version, wish.lines)
        _append(change, thread, version, words, line)
        change.describe("quote begun: {}", lead.name)
        return Begun(quote.id, left_out)


def _append_usual(
    change: UnitOfWork, thread: Thread, version: QuoteVersion, words: Sequence[str]
) -> list[tuple[str, str]]:
    """Append the lines that a template begins with. Return those that cannot be, with why."""
    left_out = []
    for word in words:
        try:
            _append(change, thread, version, [word], LineWish())
        except (NotFoundError, RuleViolation, UsageError) as error:
            left_out.append((word, str(error)))
    return left_out


def add_lines(database: Database, quote_id: int, words: Sequence[str], wish: LineWish) -> Edited:
    """Add lines to the draft. Raises QuoteFrozen, and what `make_lines` raises."""

    def append(change: UnitOfWork, thread: Thread, version: QuoteVersion) -> None:
        _append(change, thread, version, words, wish)

    return _edit(database, quote_id, N_("lines added to quote {}"), append)


def set_line(
    database: Database,
    quote_id: int,
    position: int,
    values: Mapping[str, Any],
    currency: str | None = None,
) -> Edited:
    """Set columns of a line of the draft; the amounts among them are in a currency.

    Raises QuoteFrozen, LineNotFound, OtherCurrency.
    """

    def change_line(change: UnitOfWork, thread: Thread, version: QuoteVersion) -> None:
        _check_currency(thread, currency, values)
        line = _line_at(change, thread, version, position)
        for column, value in values.items():
            setattr(line, column, value)

    return _edit(database, quote_id, N_("line changed in quote {}"), change_line)


def remove_line(database: Database, quote_id: int, position: int) -> Edited:
    """Remove a line of the draft; those after it move up. Raises QuoteFrozen, LineNotFound."""

    def remove(change: UnitOfWork, thread: Thread, version: QuoteVersion) -> None:
        change.delete(_line_at(change, thread, version, position))
        for line in lines_of(change, version):
            if line.position > position:
                line.position -= 1
                change.flush()

    return _edit(database, quote_id, N_("line removed from quote {}"), remove)


def set_terms(
    database: Database,
    quote_id: int,
    what: str,
    values: Mapping[str, Any],
    currency: str | None = None,
) -> Edited:
    """Set columns of the draft: discount, rounding, text, validity.

    `what` is the message for the history, with a place for the quote; `currency` that of the
    amounts among the values. Raises QuoteFrozen, OtherCurrency.
    """

    def set_columns(_change: UnitOfWork, thread: Thread, version: QuoteVersion) -> None:
        _check_currency(thread, currency, values)
        for column, value in values.items():
            setattr(version, column, value)

    return _edit(database, quote_id, what, set_columns)


def _check_currency(thread: Thread, currency: str | None, values: Mapping[str, Any]) -> None:
    """Raise OtherCurrency where the amounts among the values are not in the quote's currency."""
    if currency and currency != thread.quote.currency:
        amounts = [value for column, value in values.items() if column.endswith("_cents") and value]
        name = money_text(amounts[0]) if amounts else ""
        raise OtherCurrency(name, currency, thread.quote.currency)


def _edit(
    database: Database,
    quote_id: int,
    what: str,
    step: Callable[[UnitOfWork, Thread, QuoteVersion], None],
) -> Edited:
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        version = thread.editable(today_of(change))
        before = _content(change, version)
        step(change, thread, version)
        is_changed = _content(change, version) != before
        voided = 0
        if is_changed:
            save_totals(change, thread.quote, version)
            voided = void_worse(change, thread.quote, version)
            change.describe(what, thread.quote.kept_name)
        return Edited(
            quote_id,
            thread.quote.name,
            version.n,
            version.total_cents,
            thread.quote.currency,
            voided,
            is_changed,
        )


def _content(change: UnitOfWork, version: QuoteVersion) -> list[tuple[Any, ...]]:
    """Return what a version holds, with its lines."""
    return [values_of(version), *map(values_of, lines_of(change, version))]


def _append(
    change: UnitOfWork,
    thread: Thread,
    version: QuoteVersion,
    words: Sequence[str],
    wish: LineWish,
) -> None:
    position = len(lines_of(change, version))
    for line in make_lines(change, thread.quote, words, wish):
        position += 1
        line.quote_version_id, line.position = version.id, position
        change.add(line)
    save_totals(change, thread.quote, version)


def _line_at(change: UnitOfWork, thread: Thread, version: QuoteVersion, position: int) -> QuoteLine:
    for line in lines_of(change, version):
        if line.position == position:
            return line
    raise LineNotFound(thread.quote.name, position)
