"""The rows of a planned sheet as tuples of fields, read a column at a time: each field knows the columns that it is read from."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from salesmap.core.errors import SalesmapError, UsageError
from salesmap.core.i18n import _
from salesmap.exchange.importers.rejects import Rejected
from salesmap.exchange.mapping.aliases import bare
from salesmap.exchange.mapping.amounts import read_amount, unit_named
from salesmap.exchange.mapping.cells import Column, Reader, as_it_is, first_filled
from salesmap.exchange.mapping.columns import LEFT_OUT, OWN
from salesmap.exchange.mapping.dates import read_moment
from salesmap.exchange.mapping.import_plan import Plan, Wishes, batches, stage_meant
from salesmap.exchange.tabular.sheet import Record, refuse_changed

Fields = TypeVar("Fields", bound=NamedTuple)
Draft = TypeVar("Draft")


class FieldReader(Generic[Fields]):
    """Reads what a plan says into tuples of one type, whose field names are the fields of the columns."""

    def __init__(self, plan: Plan, fields: type[Fields], readers: dict[str, Reader]) -> None:
        self.plan = plan
        self.type = fields
        self.readers = readers
        self.columns: dict[str, list[tuple[int, Column]]] = {}
        # The column that is the field comes before those that stand in for it.
        for place, fate in sorted(
            enumerate(plan.columns), key=lambda each: each[1].stands_in is not None
        ):
            field = fate.stands_in or fate.field
            if field != LEFT_OUT and not field.startswith(OWN):
                column = Column(self._reader(field, place), plan.wishes.said.empty)
                self.columns.setdefault(field, []).append((place, column))
        said = plan.wishes.said.defaults
        self.defaults = {
            field: self._default(field, value)
            for field, value in said.items()
            if not field.startswith(OWN)
        }

    def knows(self, field: str) -> bool:
        """Whether the file, or what was said of it, has anything to say of the field."""
        return field in self.columns or field in self.defaults

    def drafts(
        self, draft: Callable[[Record, Fields], Draft], tell: Callable[[int], None]
    ) -> Iterator[Draft | Rejected]:
        """What `draft` makes of each row, or the reason why it makes nothing. `tell` hears how many rows were read.

        Raises RuleViolation at the end when the file was changed since it was opened.
        """
        done = 0
        for batch in batches(self.plan.sheet):
            rows = list(self._rows(batch))
            is_sound = not any(
                column.has_failed for parts in self.columns.values() for _place, column in parts
            )
            for record, row in zip(batch, rows, strict=True):
                try:
                    if record.problem:
                        raise UsageError(record.problem)
                    if not is_sound:
                        _refuse_unread(row)
                    yield draft(record, row)
                except SalesmapError as problem:
                    yield Rejected(record, str(problem))
            done += len(batch)
            tell(done)
        refuse_changed(self.plan.sheet)

    def _rows(self, batch: Sequence[Record]) -> Iterator[Fields]:
        cells = list(zip(*(record.cells for record in batch), strict=True))
        nothing: list[Any] = [None] * len(batch)
        known = {
            field: first_filled([column.read(cells[place]) for place, column in parts])
            for field, parts in self.columns.items()
        }
        for field, value in self.defaults.items():
            known[field] = [value if cell is None else cell for cell in known.get(field, nothing)]
        make: Callable[[Sequence[Any]], Fields] = self.type._make
        return map(
            make, zip(*(known.get(field, nothing) for field in self.type._fields), strict=True)
        )

    def _reader(self, field: str, place: int) -> Reader:
        """How the cells of a column are read, by the field that they are for."""
        shape, wishes = self.plan.shape, self.plan.wishes
        if field in shape.dates:
            return partial(self._moment, field, self.plan.date_orders.get(place))
        if field in shape.amounts:
            decimal, unit = (
                self.plan.decimals.get(place, "."),
                unit_named(self.plan.columns[place].header),
            )
            return lambda cell: read_amount(
                cell + unit if unit and cell[-1:].isdigit() else cell, decimal
            )
        if field in shape.standing:
            return lambda word: stage_meant(word, wishes)
        if field == "pipeline":
            return partial(_pipeline_meant, wishes=wishes)
        return self.readers.get(field, as_it_is)

    def _default(self, field: str, value: str) -> Any:
        """What `--defaults field=value` stands for. Raises UsageError."""
        shape, wishes = self.plan.shape, self.plan.wishes
        if field in shape.standing:
            if (meant := stage_meant(value, wishes)) is None:
                known = ", ".join(dict.fromkeys(wishes.known_stages.values()))
                raise UsageError(
                    _("Unknown stage {name!r}: choose one of {known}.").format(
                        name=value, known=known
                    )
                )
            return meant
        if field == "pipeline":
            return _pipeline_meant(value, wishes)
        if field in shape.dates:
            return self._moment(field, wishes.said.date_order, value)
        if field in shape.amounts:
            return read_amount(value, wishes.said.decimal or ".")
        return self.readers.get(field, as_it_is)(value)

    def _moment(self, field: str, order: str | None, cell: str) -> datetime:
        clock = self.plan.wishes.clock
        moment = read_moment(cell, order, clock)
        if field not in self.plan.shape.still_to_come and clock.day_of(moment) > clock.today():
            raise UsageError(_("{field} is in the future: {cell}").format(field=field, cell=cell))
        return moment


def _pipeline_meant(word: str, wishes: Wishes) -> str:
    """Return the key of the pipeline with this key or label. Raises UsageError."""
    pipeline = wishes.pipelines.get(bare(word))
    if pipeline is None:
        known = ", ".join(dict.fromkeys(wishes.pipelines.values()))
        raise UsageError(
            _("Unknown pipeline {name!r}: choose one of {known}.").format(name=word, known=known)
        )
    return pipeline


def _refuse_unread(row: Sequence[Any]) -> None:
    """Raise the first Problem among the cells."""
    for cell in row:
        if isinstance(cell, SalesmapError):
            raise cell
