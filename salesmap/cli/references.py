"""Records named on the command line, and said back where only a part of the name was given."""

from typing import TYPE_CHECKING

from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.store.connection import Connection

if TYPE_CHECKING:
    from salesmap.reports.query.papers import Record
    from salesmap.reports.query.references import Match


def named_lead(connection: Connection, reference: str) -> int:
    """Return the id of a lead, and name it unless the reference is exact.

    For commands whose answer does not name the lead. Raises LeadNotFoundError,
    AmbiguousReferenceError.
    """
    from salesmap.reports.query.references import find_lead

    match = find_lead(connection, reference)
    _say("lead", match)
    return match.id


def named_record(connection: Connection, reference: str) -> "Record":
    """Return a lead or a paper, and name it unless the reference is exact.

    Raises LeadNotFoundError, PaperNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.papers import find_record

    record = find_record(connection, reference)
    _say(record.noun, record.match)
    return record


def _say(noun: str, match: "Match") -> None:
    texts = {
        "lead": _("Lead {id}: {name}"),
        "quote": _("Quote {number}"),
        "contract": _("Contract {number}"),
    }
    if not match.is_exact:
        notify(texts[noun].format(id=match.id, name=match.name, number=match.name))
