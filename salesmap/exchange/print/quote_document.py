"""A quote as a document: the labels, what is shown of each line, and how the total comes about."""

from collections.abc import Iterable, Iterator, Sequence

from salesmap.core.figures.capitals import capitals
from salesmap.core.figures.rounding import MILLION
from salesmap.core.i18n import N_
from salesmap.domain.map.words import Words
from salesmap.domain.papers.paper import Company, Customer, PaperLine, QuotePaper, TaxSum
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.exchange.print.document import (
    Cell,
    Column,
    Document,
    Fact,
    LineTable,
    Party,
    Row,
    Signature,
    Sum,
)
from salesmap.exchange.print.texts import Text, Texts, amount, decimal, percent, printable

_HEADS = {
    "position": N_("No."),
    "code": N_("Code"),
    "name": N_("Description"),
    "unit": N_("Unit"),
    "quantity": N_("Quantity"),
    "price": N_("Unit price"),
    "discount": N_("Discount"),
    "amount": N_("Amount"),
    "net": N_("Net"),
    "tax_rate": N_("Tax rate"),
    "tax": N_("Tax"),
    "gross": N_("Gross"),
}
_TEXTS = ("code", "name", "unit")
_OPTIONAL = ("code", "unit", "discount")
"""Columns that are left out where no line has anything in them."""

_STATES = {
    "draft": N_("DRAFT: not yet valid"),
    "accepted": N_("Accepted"),
    "declined": N_("Declined"),
    "expired": N_("Expired"),
    "withdrawn": N_("Withdrawn"),
    "superseded": N_("Superseded by another version"),
}
_TITLES = {
    "option": N_("Options, not included in the total"),
    "alternative": N_("Alternatives, not included in the total"),
}
_FACTS = {
    "address": N_("Address"),
    "contact": N_("Contact"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "tax_no": N_("Tax number"),
    "bank": N_("Bank"),
    "account": N_("Account"),
}


def quote_document(paper: QuotePaper, template: QuoteTemplate, lang: str) -> Document:
    """Return a version of a quote as its template lays it out, in `zh`, `en` or `both`."""
    return _QuoteWriter(paper, template, Texts(lang)).document()


class _QuoteWriter:
    def __init__(self, paper: QuotePaper, template: QuoteTemplate, texts: Texts) -> None:
        self.paper = paper
        self.template = template
        self.texts = texts
        self.say = texts.say
        self.number: Text = (
            (printable(paper.number),)
            if paper.number
            else self.say(N_("draft {id}"), id=(f"{paper.id}",))
        )
        self.validity: Text = (
            texts.day(paper.valid_until)
            if paper.valid_until
            else self.say(N_("{days} days after it is sent"), days=(f"{template.valid_days}",))
        )
        self.keys = [
            key
            for key in template.columns
            if key not in _OPTIONAL or any(_holds(line, key) for line in paper.lines)
        ]
        self.places: dict[str, Text] = {
            "number": self.number,
            "customer": (printable(paper.customer.name),),
            "company": (printable(paper.company.name),),
            "owner": (printable(paper.owner or paper.company.name),),
            "date": texts.day(paper.on),
            "valid_until": self.validity,
            "total": self._money(paper.total),
        }

    def document(self) -> Document:
        """Return the whole paper."""
        paper, words = self.paper, self.texts.words
        template, state = self.template, _STATES.get(paper.shown_state)
        main = [line for line in paper.lines if line.kind == "text" or line.counts]
        return Document(
            langs=self.texts.langs,
            title=words(template.title, **self.places),
            name=self._name(),
            state=self.say(state) if state else (),
            facts=tuple(self._facts()),
            logo=paper.company.logo,
            parties=self._parties(),
            intro=self._filled(template.intro),
            written=(text,) if (text := printable(paper.text)) else (),
            lines=self._table((), self._price_note(), main),
            sums=tuple(self._sums()),
            capitals=self._capitals(),
            options=tuple(self._options()),
            terms=tuple(
                Fact(words(term.label, **self.places), words(term.text, **self.places))
                for term in paper.terms or template.terms
            ),
            terms_title=self.say(N_("Terms")),
            bank=self._named(paper.company, ("bank", "account")),
            bank_title=self.say(N_("Bank details")),
            offer=self._offer(),
            outro=self._filled(template.outro),
            acceptance=self._acceptance(),
            page=self.say(N_("Page {page} of {pages}"), page=("{page}",), pages=("{pages}",)),
            blocks=template.blocks,
        )

    def _filled(self, text: Words | None) -> Text:
        """Return a text of the template; nothing where it would have a gap."""
        if text is None or any(
            f"{{{name}}}" in "".join(text) and not any(value) for name, value in self.places.items()
        ):
            return ()
        return self.texts.words(text, **self.places)

    def _name(self) -> Text:
        return self.say(
            N_("{number}, version {version}"),
            number=self.number,
            version=(f"{self.paper.version}",),
        )

    def _facts(self) -> Iterator[Fact]:
        paper = self.paper
        yield Fact(self.say(N_("Quotation no.")), self.number)
        yield Fact(self.say(N_("Version")), (f"{paper.version}",))
        if paper.replaces:
            replaced = self.say(
                N_("version {version} of {date}"),
                version=(f"{paper.replaces.version}",),
                date=self.texts.day(paper.replaces.sent_on),
            )
            yield Fact(self.say(N_("Replaces")), replaced)
        yield Fact(self.say(N_("Date")), self.texts.day(paper.on))
        yield Fact(self.say(N_("Valid until")), self.validity)
        if paper.owner:
            yield Fact(self.say(N_("Prepared by")), (printable(paper.owner),))

    def _parties(self) -> tuple[Party, Party]:
        company, customer = self.paper.company, self.paper.customer
        own = ("address", "tax_no", "phone", "email")
        theirs = ("contact", "phone", "email", "address", "tax_no", "bank", "account")
        return (
            Party(
                self.say(N_("Quotation for")),
                printable(customer.name),
                self._named(customer, theirs),
            ),
            Party(self.say(N_("Supplier")), printable(company.name), self._named(company, own)),
        )

    def _named(self, record: Company | Customer, keys: Iterable[str]) -> tuple[Fact, ...]:
        values = {key: printable(getattr(record, key)) for key in keys}
        return tuple(
            Fact(self.say(_FACTS[key]), (value,)) for key, value in values.items() if value
        )

    def _price_note(self) -> Text:
        message = (
            N_("Prices in {currency}, including tax")
            if self.paper.tax_included
            else N_("Prices in {currency}, excluding tax")
        )
        return self.say(message, currency=(self.paper.currency,))

    def _table(self, title: Text, note: Text, lines: Sequence[PaperLine]) -> LineTable:
        keys = self.keys
        columns = tuple(Column(key, self.say(_HEADS[key]), key not in _TEXTS) for key in keys)
        rows, position = [], 0
        for line in lines:
            position += line.kind != "text"
            rows.append(self._row(line, position, keys))
        return LineTable(title, note, columns, tuple(rows))

    def _row(self, line: PaperLine, position: int, keys: Sequence[str]) -> Row:
        if line.kind == "text":
            return Row((), across=printable(line.name))
        mark = self.say(N_("free of charge")) if line.kind == "free" else ()
        return Row(tuple(self._cell(line, position, key) for key in keys), mark=mark)

    def _cell(self, line: PaperLine, position: int, key: str) -> Cell:
        match key:
            case "position":
                return Cell((f"{position}",), position)
            case "code" | "name" | "unit":
                return Cell((printable(getattr(line, key)),))
            case "quantity":
                return Cell((decimal(line.quantity),), line.quantity / MILLION, None)
            case "tax_rate":
                return self._percent(line.tax_rate)
            case "discount" if line.discount_rate is not None:
                return self._percent(line.discount_rate)
            case "discount" if not line.discount:
                return Cell()
        return self._amount(getattr(line, key))

    def _amount(self, cents: int) -> Cell:
        text = amount(cents, self.paper.currency)
        return Cell((text,), cents / 100, 2 if "." in text else 0)

    def _percent(self, rate: int) -> Cell:
        return Cell((percent(rate),), rate / MILLION, None, is_percent=True)

    def _money(self, cents: int) -> Text:
        """Return an amount with its currency: ¥ in Chinese alone, else the ISO code."""
        text, currency = amount(abs(cents), self.paper.currency), self.paper.currency
        sign = "-" if cents < 0 else ""
        if self.texts.langs == ("zh",) and currency == "CNY":
            return (f"{sign}¥{text}",)
        return (f"{currency} {sign}{text}",)

    def _sum(self, label: Text, cents: int, kind: str = "") -> Sum:
        return Sum(label, self._amount(cents)._replace(text=self._money(cents)), kind)

    def _sums(self) -> Iterator[Sum]:
        """Yield how the total comes about, in the mode of the prices."""
        paper, say = self.paper, self.say
        taxes = [each for each in paper.taxes if each.rate]
        if paper.discount or paper.rounding or (taxes and not paper.tax_included):
            yield self._sum(say(N_("Subtotal")), paper.subtotal)
        if paper.discount:
            yield self._sum(say(N_("Discount")), -paper.discount)
        if not paper.tax_included:
            if paper.discount and taxes:
                yield self._sum(say(N_("Net")), paper.net)
            yield from self._tax_sums(taxes, "")
        if paper.rounding:
            yield self._sum(say(N_("Rounding")), paper.rounding)
        total = N_("Total including tax") if taxes or paper.tax_included else N_("Total")
        yield self._sum(say(total), paper.total, "grand")
        if paper.tax_included:
            yield self._sum(say(N_("of which net")), paper.net, "part")
            yield from self._tax_sums(taxes, "part")

    def _tax_sums(self, taxes: Iterable[TaxSum], kind: str) -> Iterator[Sum]:
        message = N_("of which tax {rate} on {net}") if kind else N_("Tax {rate} on {net}")
        for each in taxes:
            net = (amount(each.net, self.paper.currency),)
            label = self.say(message, rate=(percent(each.rate),), net=net)
            yield self._sum(label, each.tax, kind)

    def _capitals(self) -> Fact | None:
        """Return the total in Chinese capitals, where the paper is in Chinese and in yuan."""
        if not (
            self.template.capitals and "zh" in self.texts.langs and self.paper.currency == "CNY"
        ):
            return None
        return Fact(self.say(N_("Total in words")), (f"人民币{capitals(self.paper.total)}",))

    def _options(self) -> Iterator[LineTable]:
        for kind, title in _TITLES.items():
            lines = [line for line in self.paper.lines if line.kind == kind and not line.counts]
            if lines:
                yield self._table(self.say(title), (), lines)

    def _offer(self) -> Text:
        message = (
            N_("This quotation is a binding offer. It can be accepted until {date}, inclusive.")
            if self.template.offer == "offer"
            else N_("This quotation is an invitation to order; it is not a binding offer.")
        )
        return self.say(message, date=self.validity)

    def _acceptance(self) -> tuple[Signature, ...]:
        name, date = self.say(N_("Name")), self.say(N_("Date"))
        sign = self.say(N_("Signature and stamp"))
        order = self.say(N_("Order no."))
        paper = self.paper
        return (
            Signature(
                self.say(N_("Accepted by the customer")),
                printable(paper.customer.name),
                (name, order, date, sign),
            ),
            Signature(
                self.say(N_("For the supplier")), printable(paper.company.name), (name, date, sign)
            ),
        )


def _holds(line: PaperLine, key: str) -> bool:
    """Return whether a line has something in a column."""
    if key == "discount":
        return bool(line.discount or line.discount_rate)
    return bool(getattr(line, key))
