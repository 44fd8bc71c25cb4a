"""Files attached to leads, customers and contracts; the same content is stored once."""

from base64 import b64encode
from hashlib import sha256

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.records import Attachment, StoredFile
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

LARGEST_FILE = 25 * 1024 * 1024


class FileTooLarge(UsageError):
    """A file is too large to be kept in the database."""

    code = "file_too_large"

    def __init__(self, name: str, size: int) -> None:
        text = _("{name} is too large: {size:,} bytes, at most {most:,}.")
        super().__init__(text.format(name=name, size=size, most=LARGEST_FILE), name=name, size=size)


class AttachmentNotFound(NotFoundError):
    """No file has this number."""

    code = "attachment_not_found"

    def __init__(self, reference: str) -> None:
        text = _("File {reference!r} not found.")
        super().__init__(text.format(reference=reference), reference=reference)


class EmptyFile(UsageError):
    """A file without content."""

    code = "empty_file"

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is empty.").format(name=name), name=name)


def attach(
    change: UnitOfWork,
    name: str,
    content: bytes,
    *,
    lead_id: int | None = None,
    customer_id: int | None = None,
    contract_id: int | None = None,
) -> Attachment:
    """Attach a file to a record, as part of a change. Raises FileTooLarge, EmptyFile."""
    if not content:
        raise EmptyFile(name)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(name, len(content))
    digest = sha256(content).hexdigest()
    if change.first(StoredFile, "sha256 = ?", digest) is None:
        change.add(
            StoredFile(
                sha256=digest, content=b64encode(content).decode("ascii"), recorded_at=change.now
            )
        )
    return change.add(
        Attachment(
            lead_id=lead_id,
            customer_id=customer_id,
            contract_id=contract_id,
            name=name,
            name_key=fold(name),
            sha256=digest,
            size=len(content),
            actor=change.database.user,
            recorded_at=change.now,
        )
    )


def attach_to(
    database: Database, record: str, record_id: int, name: str, content: bytes
) -> Attachment:
    """Attach a file to a `lead`, `customer` or `contract`. Raises FileTooLarge, EmptyFile."""
    with transaction(database) as change:
        attachment = attach(
            change,
            name,
            content,
            lead_id=record_id if record == "lead" else None,
            customer_id=record_id if record == "customer" else None,
            contract_id=record_id if record == "contract" else None,
        )
        change.describe("file attached: {}", name)
        return attachment


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
