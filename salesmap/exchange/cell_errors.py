"""Errors of columns and cells: what their dates, amounts and words cannot be read as."""

from collections.abc import Sequence

from salesmap.core.errors import UnknownNameError, UsageError
from salesmap.core.i18n import N_, _

_EXAMPLES = 3


class MixedDateOrdersError(UsageError):
    """The dates of a column cannot all have one order."""

    code = "mixed_date_orders"

    def __init__(self, column: str, examples: Sequence[str]) -> None:
        text = _("The dates in column {column!r} have two orders: {examples}.")
        super().__init__(
            text.format(column=column, examples=_(", ").join(examples)),
            column=column,
            examples=list(examples),
        )


class WrongDateOrderError(UsageError):
    """The dates of a column do not have the order that the user says."""

    code = "wrong_date_order"

    def __init__(self, column: str, order: str, cells: Sequence[str]) -> None:
        text = _("The dates in column {column!r} are not in the order {order}: {cells}.")
        super().__init__(
            text.format(column=column, order=order, cells=_(", ").join(cells)),
            column=column,
            order=order,
            cells=list(cells),
        )


class AmbiguousDatesError(UsageError):
    """The dates of a column can have several orders, such as `dmy` and `mdy`."""

    code = "ambiguous_dates"

    def __init__(self, column: str, example: str, orders: Sequence[str]) -> None:
        text = _("The dates in column {column!r} are ambiguous ({example}).")
        super().__init__(
            text.format(column=column, example=example),
            column=column,
            example=example,
            orders=_(" or ").join(orders),
        )


class MixedDecimalsError(UsageError):
    """The amounts of a column cannot all have one decimal separator."""

    code = "mixed_decimals"

    def __init__(self, column: str, examples: Sequence[str]) -> None:
        text = _("The amounts in column {column!r} have two formats: {examples}.")
        super().__init__(
            text.format(column=column, examples=_(", ").join(examples)),
            column=column,
            examples=list(examples),
        )


class AmbiguousAmountsError(UsageError):
    """The amounts of a column can be read with either decimal separator."""

    code = "ambiguous_amounts"

    def __init__(self, column: str, example: str) -> None:
        text = _("The amounts in column {column!r} are ambiguous ({example}).")
        super().__init__(
            text.format(column=column, example=example), column=column, example=example
        )


class UnknownFileStagesError(UsageError):
    """Words for stages that nothing is mapped to. `data`: also an example of --stage-map."""

    code = "unknown_file_stages"

    def __init__(self, unknown: Sequence[str], known: Sequence[str]) -> None:
        text = _("The file has unknown stages: {unknown}. Known stages are {known}.")
        super().__init__(
            text.format(unknown=", ".join(unknown), known=", ".join(known)),
            unknown=list(unknown),
            known=list(known),
            example=",".join(f"{word}=…" for word in unknown[:_EXAMPLES]),
        )


class UndecidedCloseError(UsageError):
    """A column says when leads were closed, and nothing whether they were won or lost."""

    code = "undecided_close"

    def __init__(self, column: str) -> None:
        text = _("Column {column!r} says when leads were closed, but no column says how.")
        super().__init__(text.format(column=column), column=column)


class FutureDateError(UsageError):
    """A date of something that happened is still to come."""

    code = "future_date"

    def __init__(self, field: str, cell: object) -> None:
        text = _("{field} is in the future: {cell}").format(field=field, cell=cell)
        super().__init__(text, field=field, cell=str(cell))


class InvalidRowError(UsageError):
    """A row lacks what its record needs, or contradicts itself."""

    code = "invalid_row"

    def __init__(self, text: str) -> None:
        super().__init__(_(text))


class UnknownTicketStateError(UnknownNameError):
    """A ticket's status means nothing."""

    code = "unknown_ticket_state"
    message = N_("unknown status {name!r}: say what it means with --status-map {name}=…, {known}")


class ShortenedNumberError(UsageError):
    """A spreadsheet wrote a long number as 1.23E+10."""

    code = "shortened_number"

    def __init__(self, cell: str) -> None:
        text = _("{cell!r} was shortened by a spreadsheet: its digits are lost").format(cell=cell)
        super().__init__(text, cell=cell)


class UnknownProgressError(UnknownNameError):
    """An activity's status means nothing."""

    code = "unknown_progress"
    message = N_("unknown status {name!r}: add it to your aliases.toml, or leave the column out")
