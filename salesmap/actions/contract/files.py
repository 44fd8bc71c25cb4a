"""Files of contracts: the signed paper, annexes."""

from salesmap.actions.contract.loading import file_with_id
from salesmap.actions.database.create import transaction
from salesmap.actions.papers.attachments import attach
from salesmap.store.database import Database


def attach_file(database: Database, contract_id: int, name: str, content: bytes) -> int:
    """Attach a file to a contract. Returns the attachment's id.

    Raises ContractNotFound, FileTooLarge, EmptyFile.
    """
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        attachment = attach(change, name, content, contract_id=contract_id)
        change.describe("file attached: {}", f"{contract.name} · {name}")
        return attachment.id
