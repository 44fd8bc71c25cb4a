"""The stages of the pipelines, with the open leads in them."""

from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "stage:text::stage_key label pipeline:key:pipeline_words phase:word now:int quiet_days:int "
    "response_hours:int"
)
_DEFAULT_COLUMNS = ("stage", "label", "pipeline", "now", "quiet_days", "response_hours")


def stage_list(connection: Connection, lang: str) -> Table:
    """Return the stages in their order."""
    rows = connection.execute(statements(__file__)["stages"], {"lang": lang}).fetchall()
    return Table(COLUMNS, rows, _DEFAULT_COLUMNS, ("pipeline_words",))
