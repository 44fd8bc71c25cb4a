"""What an import knows before it looks at a file: fields, options, and the database's words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.core.clock import Clock
from salesmap.domain.map.model import FieldSpec
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.columns import (
    ACTIVITY,
    CONTACT,
    CONTRACT,
    CUSTOM,
    HISTORY,
    LEAD,
    PAYMENT,
    PRODUCT,
    RATING,
    TICKET,
    ColumnMapping,
)
from salesmap.exchange.mapping.import_options import ImportOptions
from salesmap.exchange.mapping.nothing import NO_VALUE, NOBODY, NOTHING
from salesmap.exchange.mapping.stage_words import StageMaps

_FREE_TEXT = {
    "name",
    "note",
    "what",
    "text",
    "comment",
    "next",
    "tags",
    "lost_reason",
    "code",
    "number",
    "reference",
}
"""Fields whose words are left as they are."""

DATE, AMOUNT, NUMBER = "date", "amount", "number"
"""What the cells of a column are read as; None: text."""
_CUSTOM_KINDS = {"date": DATE, "money": AMOUNT, "number": NUMBER}


class ImportSchema(NamedTuple):
    """The fields of a kind of record that are dates, amounts, or words for a stage or outcome.

    `future_dates` are the dates that may be after today. `is_exact`: an amount that would have to
    be rounded is refused.
    """

    record: str
    dates: tuple[str, ...] = ()
    future_dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    is_exact: bool = False


LEADS = ImportSchema(
    LEAD,
    dates=(
        "created_at",
        "stage_since",
        "last_contact",
        "closed_at",
        "expected_close",
        "close_date",
        "won_at",
        "lost_at",
        "next_due",
    ),
    future_dates=("expected_close", "close_date", "next_due"),
    amounts=("value",),
    stages=("stage", "status"),
)
HISTORIES = ImportSchema(
    HISTORY,
    dates=("at", "expected_close"),
    future_dates=("expected_close",),
    amounts=("value",),
    stages=("stage", "from_stage"),
)
ACTIVITIES = ImportSchema(
    ACTIVITY, dates=("at", "due", "done_at", "next_due"), future_dates=("at", "due", "next_due")
)

CONTACTS = ImportSchema(CONTACT)
CONTRACTS = ImportSchema(
    CONTRACT,
    dates=("signed_on", "due_on", "paid_on"),
    future_dates=("due_on",),
    amounts=("amount", "paid_amount"),
    is_exact=True,
)
PAYMENTS = ImportSchema(PAYMENT, dates=("paid_on",), amounts=("amount",), is_exact=True)
RATINGS = ImportSchema(RATING, dates=("at",))
TICKETS = ImportSchema(TICKET, dates=("opened_at", "responded_at", "resolved_at", "closed_at"))
PRODUCTS = ImportSchema(PRODUCT, amounts=("price", "cost", "floor"), is_exact=True)


class ImportContext(NamedTuple):
    """The options of an import, and what the database knows.

    `known_stages` are stages by normalized key, label, or word of another system; `pipelines` keys
    by normalized key or label; `custom_fields` those that the map declares; `database_uid` names
    the database in what it exported.
    """

    options: ImportOptions
    known_stages: Mapping[str, str]
    clock: Clock
    owner: str
    custom_fields: Mapping[str, FieldSpec] = {}
    pipelines: Mapping[str, str] = {}
    database_uid: str | None = None

    def kind_of(self, schema: ImportSchema, column: ColumnMapping) -> str | None:
        """Return what the cells of a column are read as."""
        if column.field.startswith(CUSTOM) and not column.stands_in_for:
            spec = self.custom_fields.get(column.field.removeprefix(CUSTOM))
            return _CUSTOM_KINDS.get(spec.type) if spec else None
        if reads_into(column, schema.dates):
            return DATE
        return AMOUNT if reads_into(column, schema.amounts) else None

    def words_for_nothing(self, schema: ImportSchema, column: ColumnMapping) -> frozenset[str]:
        """Return the words that count as an empty cell of a column, casefolded."""
        told = frozenset(word.casefold() for word in self.options.empty)
        if self.kind_of(schema, column):
            return told | NO_VALUE
        field = column.stands_in_for or column.field
        if field == "owner":
            return told | NOBODY
        return told if field in _FREE_TEXT or field.startswith(CUSTOM) else told | NOTHING

    @property
    def stage_maps(self) -> StageMaps:
        """Return what words for stages and outcomes mean."""
        told = (self.options.stages, self.options.statuses)
        stages, statuses = (
            {normalized(theirs): ours for theirs, ours in each.items()} for each in told
        )
        return StageMaps(stages, statuses, self.known_stages)

    @property
    def empty_words(self) -> frozenset[str]:
        """The words that count as an empty cell of a stage, casefolded."""
        return NOTHING | {"", *(word.casefold() for word in self.options.empty)}


def known_stages(map_key: str, stages: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return the stages and outcomes by normalized word.

    `stages` are (key, English label, Chinese label) of a map. Words of other systems and statuses
    come before the map's own.
    """
    keys = {key for key, *_labels in stages}
    own = {normalized(word): names[0] for names in stages for word in names}
    foreign = aliases("stages", map_key).items()
    return (
        {word: stage for word, stage in foreign if stage in keys} | dict(aliases("statuses")) | own
    )


def reads_into(column: ColumnMapping, fields: Sequence[str]) -> bool:
    """Return whether a column has one of these fields, or stands in for it."""
    return column.field in fields or column.stands_in_for in fields
