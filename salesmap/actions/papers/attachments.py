"""Files attached to leads, customers and contracts; the same content is stored once."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from salesmap.actions.database.create import transaction
from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.contract.contract import Contract
from salesmap.domain.errors import AttachmentNotFound
from salesmap.domain.records import Attachment, Customer, Lead, StoredFile
from salesmap.store.database import Database
from salesmap.store.engine.hidden_files import keep_file
from salesmap.store.unit_of_work import UnitOfWork

LARGEST_FILE = 25 * 1024 * 1024
_RECORDS: Mapping[str, type[Lead] | type[Customer] | type[Contract]] = {
    "lead": Lead,
    "customer": Customer,
    "contract": Contract,
}


class FileTooLarge(UsageError):
    """A file is too large to be kept in the database."""

    code = "file_too_large"

    def __init__(self, name: str) -> None:
        text = _("{name} is too large: more than {most:,} bytes.")
        super().__init__(text.format(name=name, most=LARGEST_FILE), name=name, most=LARGEST_FILE)


class EmptyFile(UsageError):
    """A file without content."""

    code = "empty_file"

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is empty.").format(name=name), name=name)


def attach(database: Database, kind: str, record_id: int, name: str, content: bytes) -> Attachment:
    """Attach a file to an existing `lead`, `customer` or `contract`.

    Raises FileTooLarge, EmptyFile.
    """
    if not content:
        raise EmptyFile(name)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(name)
    with transaction(database) as change:
        record = change.existing(_RECORDS[kind], record_id)
        attachment = change.add(
            Attachment(
                lead_id=record_id if kind == "lead" else None,
                customer_id=record_id if kind == "customer" else None,
                contract_id=record_id if kind == "contract" else None,
                name=name,
                name_key=fold(name),
                sha256=_stored(change, content),
                size=len(content),
                actor=database.user,
                recorded_at=change.now,
            )
        )
        called = record.kept_name if isinstance(record, Contract) else record.name
        change.describe("file attached: {}", f"{called} · {name}")
        return attachment


def _stored(change: UnitOfWork, content: bytes) -> str:
    """Return the hash of a content, which is stored unless it is already."""
    digest = sha256(content).hexdigest()
    if change.first(StoredFile, "sha256 = ?", digest) is None:
        text = b64encode(content).decode("ascii")
        keep_file(
            change.connection, StoredFile(sha256=digest, content=text, recorded_at=change.now)
        )
    return digest


def drop(database: Database, attachment_id: int) -> str:
    """Take a file from its record; undo brings it back. Returns its name.

    Raises AttachmentNotFound.
    """
    with transaction(database) as change:
        attachment = change.get(Attachment, attachment_id)
        if attachment is None:
            raise AttachmentNotFound(str(attachment_id))
        change.delete(attachment)
        change.describe("file dropped: {}", attachment.name)
        return attachment.name
