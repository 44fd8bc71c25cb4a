"""The lead as people see it: one row per lead with every field, as a subquery."""

from salesmap.domain.fields import FIELDS
from salesmap.store.statements import statements

_FIELDS = ", ".join(f"{field.sql} AS {field.key}" for field in FIELDS)


def lead_sheet() -> str:
    """Return the SELECT of every field of every lead, to stand in `FROM (…) AS sheet`.

    Filters, order and limit go around it; `:lang` chooses the labels of stage and pipeline.
    """
    return statements(__file__)["sheet"].replace("{fields}", _FIELDS)
