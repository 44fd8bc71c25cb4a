"""Attached files: lists, and the content of one."""

from base64 import b64decode
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.core.table import Table, columns
from salesmap.domain.errors import AttachmentNotFound
from salesmap.domain.papers.names import draft_prefix
from salesmap.reports.errors import AmbiguousReferenceError
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.papers import find_paper
from salesmap.reports.query.references import find_customer, find_lead
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("id:int name size:int kind:word record_id:int record actor recorded_at:instant")
_SHOWN = ("id", "name", "size", "kind", "record", "actor", "recorded_at")


class Owner(NamedTuple):
    """A record that files hang on: `lead`, `customer` or `contract`, its id and name."""

    kind: str
    id: int
    name: str


def owner_of(connection: Connection, reference: str) -> Owner:
    """Return what a reference names: a lead, a contract's number, `customer:…`, `contract:…`.

    Raises NotFoundError, AmbiguousReferenceError.
    """
    kind, sign, rest = reference.partition(":")
    if sign and kind == "customer":
        customer = find_customer(connection, rest)
        return Owner("customer", customer.id, customer.name)
    if sign and kind == "contract":
        contract = find_paper(connection, "contract", rest)
        return Owner("contract", contract.id, contract.name)
    if not sign and (numbered := _numbered(connection, reference)):
        return numbered
    lead = find_lead(connection, rest if sign and kind == "lead" else reference)
    return Owner("lead", lead.id, lead.name)


def _numbered(connection: Connection, reference: str) -> Owner | None:
    """Return the contract with this number, None if there is none."""
    row = connection.execute(_SQL["contract"], {"number": reference}).fetchone()
    return Owner("contract", row[0], row[1]) if row else None


def find(connection: Connection, owner: Owner | None = None) -> Table:
    """Return the attached files, of one record or of all, the newest first."""
    condition = "1 = 1" if owner is None else f"a.{owner.kind}_id = :id"
    parameters = {"id": owner.id if owner else None, "draft": draft_prefix()}
    sql = _SQL["attachments"].replace("{condition}", condition)
    return Table(COLUMNS, connection.execute(sql, parameters).fetchall(), _SHOWN)


def of_customer(connection: Connection, customer_id: int) -> Table:
    """Return the files of a customer, its leads and its contracts, the newest first."""
    parameters = {"id": customer_id, "draft": draft_prefix()}
    sql = _SQL["attachments"].replace("{condition}", _SQL["of_customer"])
    return Table(COLUMNS, connection.execute(sql, parameters).fetchall(), _SHOWN)


def one(connection: Connection, attachment_id: int) -> Table:
    """Return one file as a table of one row."""
    sql = _SQL["attachments"].replace("{condition}", "a.id = :id")
    parameters = {"id": attachment_id, "draft": draft_prefix()}
    return Table(COLUMNS, connection.execute(sql, parameters).fetchall(), _SHOWN)


def attachment_id(connection: Connection, reference: str) -> int:
    """Return a file by its number, its name, or a part of its name.

    Raises AttachmentNotFound, AmbiguousReferenceError.
    """
    if reference.isascii() and reference.isdigit():
        found = connection.execute(_SQL["content"], {"id": int(reference)}).fetchall()
    else:
        key = fold(reference)
        found = connection.execute(_SQL["named"], {"key": key}).fetchall()
        pattern = {"pattern": f"%{escape_like(key)}%"}
        found = found or connection.execute(_SQL["like"], pattern).fetchall()
    if not found:
        raise AttachmentNotFound(reference)
    if len(found) > 1:
        candidates = [(row[0], row[1]) for row in found]
        raise AmbiguousReferenceError("attachment", reference, candidates)
    return int(found[0][0])


def content(connection: Connection, attachment_id: int) -> tuple[str, bytes]:
    """Return a file's name and content."""
    _id, name, text = connection.execute(_SQL["content"], {"id": attachment_id}).fetchone()
    return name, b64decode(text)
