"""When the book itself last said what a lead is worth, or when it will close: what a file says of later counts, of earlier not.

What an import of histories wrote is the file's word, told by its own dates in `expectation`, and none of the book's.
"""

from salesmap.core.i18n import N_

HISTORIES_IMPORTED = N_("stage histories imported: {}")

TOLD = ("expected_close", "value_cents")
"""What `expectation` tells of a lead, under the names that the lead has for it."""

_EDITS = """
FROM main.change_row r JOIN main.change k ON k.id = r.change_id
WHERE r.table_name = 'lead' AND r.row_id = l.id AND r.before IS NOT NULL {until}
"""
_SAID_AT = """
coalesce(
  (SELECT max(at) FROM (
     SELECT k.at, k.what, json_extract(r.before, '$.{field}') AS was,
       lead(json_extract(r.before, '$.{field}'), 1, l.{field}) OVER (ORDER BY k.id) AS became {edits}
   ) WHERE was IS NOT became AND what <> '{imported}'),
  CASE WHEN CASE WHEN EXISTS (SELECT 1 {edits})
    THEN (SELECT json_extract(r.before, '$.{field}') {edits} ORDER BY k.id LIMIT 1) ELSE l.{field} END IS NULL
  THEN '' ELSE l.recorded_at END)
"""


def said_at(field: str, until: str = "") -> str:
    """SQL for the instant at which the book last said something of a field of a lead `l` (before all others where it never did);
    `until` is a condition on the changes `k`."""
    return _SAID_AT.format(
        field=field, imported=HISTORIES_IMPORTED, edits=_EDITS.format(until=until)
    )
