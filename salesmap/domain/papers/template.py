"""The template of a quote as plain data: its texts, terms, validity, default lines and layout."""

from typing import NamedTuple

from salesmap.domain.map.words import Words

COLUMNS = (
    "position",
    "code",
    "name",
    "unit",
    "quantity",
    "price",
    "discount",
    "amount",
    "net",
    "tax_rate",
    "tax",
    "gross",
)
"""The columns that the table of lines can have."""

BLOCKS = (
    "parties",
    "intro",
    "text",
    "lines",
    "totals",
    "options",
    "terms",
    "bank",
    "offer",
    "outro",
    "acceptance",
)
"""The parts that a paper can have below its head."""

REQUIRED_BLOCKS = ("lines", "totals")
OFFERS = ("invitation", "offer")
"""What a quote is in law: an invitation to make an offer, or an offer that binds."""

PAPER_LANGUAGES = ("zh", "en", "both")

PLACES = ("number", "customer", "company", "owner", "date", "valid_until", "total")
"""What the texts of a template can hold in braces, as in `{customer}`."""


class Term(NamedTuple):
    """A condition, such as that of payment: its name and its text."""

    key: str
    label: Words
    text: Words


class QuoteTemplate(NamedTuple):
    """How quotes begin and how they look.

    `lines` are the lines that a new quote gets, each as `quote add` takes it (`CT@2`). `lang` is
    the language of the print unless another one is asked for; `source` is the TOML.
    """

    name: str
    label: Words
    title: Words
    lang: str | None
    valid_days: int
    offer: str
    intro: Words | None
    outro: Words | None
    terms: tuple[Term, ...]
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    blocks: tuple[str, ...]
    capitals: bool
    source: str
