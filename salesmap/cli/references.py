"""Records named on the command line, and said back where only a part of the name was given."""

from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.store.connection import Connection


def named_lead(connection: Connection, reference: str) -> int:
    """Return the id of a lead, and name it unless the reference is exact.

    For commands whose answer does not name the lead. Raises LeadNotFoundError,
    AmbiguousReferenceError.
    """
    from salesmap.reports.query.references import find_lead

    match = find_lead(connection, reference)
    if not match.is_exact:
        notify(_("Lead {id}: {name}").format(id=match.id, name=match.name))
    return match.id
