"""What the approval of a contract was bound to, and the seal of what was signed."""

import json
from collections.abc import Sequence
from typing import Any

from salesmap.core.content_hash import content_hash
from salesmap.domain.records import Contract, ContractLine, ContractVersion

_TERMS = ("plan_text", "starts", "ends", "notice_days")
_SEALED = ("n", "net_cents", "tax_cents", "signed_on")


def content_of(version: ContractVersion, lines: Sequence[ContractLine]) -> str:
    """Return what a version says, as JSON."""
    return json.dumps(_content(version, lines), ensure_ascii=False)


def is_worse(approved: str, now: str) -> bool:
    """Return whether a contract got worse for the seller since it was approved.

    It did where the amount fell, or anything else is not as it was.
    """
    before, after = json.loads(approved), json.loads(now)
    if after.pop("amount") < before.pop("amount"):
        return True
    return bool(before != after)


def seal_of(contract: Contract, version: ContractVersion, lines: Sequence[ContractLine]) -> str:
    """Return the hash of everything that was signed with a version."""
    return content_hash(
        {
            "number": contract.number,
            "currency": contract.currency,
            **{name: getattr(version, name) for name in _SEALED},
            **_content(version, lines),
        }
    )


def _content(version: ContractVersion, lines: Sequence[ContractLine]) -> dict[str, Any]:
    columns = [name for name in ContractLine.COLUMNS if name not in ("id", "contract_version_id")]
    return {
        "amount": version.amount_cents,
        **{name: getattr(version, name) for name in _TERMS},
        "lines": [{name: getattr(line, name) for name in columns} for line in lines],
    }
