"""The stages of the pipelines, with the open leads in them."""

from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "stage label pipeline:key:pipeline_words phase:word now:int quiet_days:int response_hours:int"
)


def stage_list(connection: Connection, lang: str) -> Table:
    """Return the stages in their order."""
    rows = connection.execute(statements(__file__)["stages"], {"lang": lang}).fetchall()
    return Table(COLUMNS, rows, words=("pipeline_words",))
