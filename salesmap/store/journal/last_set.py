"""When a lead's value or expected close date was last set in the database itself.

Of what a file says, only what is later than that counts. Imports of stage histories set the fields,
too; what they wrote counts by the dates of the file, which `expectation` keeps.
"""

from salesmap.core.i18n import N_

HISTORIES_IMPORTED = N_("stage histories imported: {}")

EXPECTED_FIELDS = ("expected_close", "value_cents")
"""The columns that `lead` and `expectation` share."""

_EDITS = """
FROM main.change_row r JOIN main.change k ON k.id = r.change_id
WHERE r.table_name = 'lead' AND r.row_id = l.id AND r.before IS NOT NULL {until}
"""
_LAST_SET_AT = """
coalesce(
  (SELECT max(at) FROM (
     SELECT k.at, k.what, CAST(json_extract(r.before, '$.{field}') AS TEXT) AS was,
       lead(CAST(json_extract(r.before, '$.{field}') AS TEXT), 1, CAST(l.{field} AS TEXT))
         OVER (ORDER BY k.id) AS became
       {edits}
   ) edit WHERE was IS NOT became AND what <> '{imported}'),
  CASE WHEN CASE WHEN EXISTS (SELECT 1 {edits})
    THEN (SELECT CAST(json_extract(r.before, '$.{field}') AS TEXT) {edits} ORDER BY k.id LIMIT 1)
    ELSE CAST(l.{field} AS TEXT) END IS NULL
  THEN '' ELSE l.recorded_at END)
"""


def last_set_at(field: str, until: str = "") -> str:
    """Return SQL for the instant at which a field of a lead `l` was last set.

    It is empty, before all instants, where the field never was. `until` is a further condition on
    the changes `k`.
    """
    return _LAST_SET_AT.format(
        field=field, imported=HISTORIES_IMPORTED, edits=_EDITS.format(until=until)
    )
