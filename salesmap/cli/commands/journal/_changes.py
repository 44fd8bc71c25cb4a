"""What undo and redo share."""

from salesmap.cli.context import AppContext
from salesmap.cli.output import show_result
from salesmap.core.text import in_a_sentence


def answer_with_change(
    context: AppContext, change_id: int | None, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about a change, or the change in a format."""
    from salesmap.reports.data.history import one

    assert change_id is not None
    with context.read_connection() as connection:
        rows = one(connection, change_id)
    change = dict(zip(rows.names(), rows.values[0], strict=True))
    change["summary"] = in_a_sentence(change["summary"])
    show_result(context, rows, format, fields, message.format(**change))
