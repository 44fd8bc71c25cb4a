"""A paper in words: what stands where, the same for every form of output."""

from typing import NamedTuple

from salesmap.exchange.print.texts import Text


class Fact(NamedTuple):
    """A text with its name."""

    label: Text
    value: Text


class Party(NamedTuple):
    """The seller or the buyer."""

    role: Text
    name: str
    facts: tuple[Fact, ...]


class Cell(NamedTuple):
    """A cell: its text, and the number if it is one; `decimals` None: as many as it needs."""

    text: Text = ()
    number: float | None = None
    decimals: int | None = None
    is_percent: bool = False


class Column(NamedTuple):
    """A column of lines."""

    key: str
    head: Text
    is_number: bool


class Row(NamedTuple):
    """A line: a cell for each column, or one text across all of them; `mark` is a remark on it."""

    cells: tuple[Cell, ...]
    across: str = ""
    mark: Text = ()


class LineTable(NamedTuple):
    """Lines under their headings; `title` and `note` may be empty."""

    title: Text
    note: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Sum(NamedTuple):
    """A line of the totals; the `grand` one is what is to be paid, a `part` is contained in it."""

    label: Text
    value: Cell
    kind: str = ""


class Signature(NamedTuple):
    """A place to sign: who does, and what is filled in by hand."""

    title: Text
    name: str
    fields: tuple[Text, ...]


class Document(NamedTuple):
    """The whole paper. `name` is the number and the version; `written` is
    what the seller wrote to the customer, `blocks` are the parts, in order."""

    langs: tuple[str, ...]
    title: Text
    name: Text
    state: Text
    facts: tuple[Fact, ...]
    logo: bytes
    parties: tuple[Party, ...]
    intro: Text
    written: Text
    lines: LineTable
    sums: tuple[Sum, ...]
    capitals: Fact | None
    options: tuple[LineTable, ...]
    terms: tuple[Fact, ...]
    terms_title: Text
    bank: tuple[Fact, ...]
    bank_title: Text
    offer: Text
    outro: Text
    acceptance: tuple[Signature, ...]
    page: Text
    blocks: tuple[str, ...]

    @property
    def known_parties(self) -> tuple[Party, ...]:
        """Return the parties of which anything is known."""
        return tuple(each for each in self.parties if each.name or each.facts)

    def text(self) -> str:
        """Return every character that is printed."""
        return "".join(_strings(self))


def _strings(value: object) -> "list[str]":
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in _strings(each)]
    return []
