"""What the approval of a contract was bound to, and whether a later change is for the worse."""

import json
from collections.abc import Sequence
from typing import Any

from salesmap.core.content_hash import content_hash
from salesmap.domain.records import ContractLine, ContractVersion

_TERMS = ("plan_text", "starts", "ends", "notice_days")


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


def hash_of(version: ContractVersion, lines: Sequence[ContractLine]) -> str:
    """Return the seal of a signed version."""
    return content_hash(_content(version, lines))


def _content(version: ContractVersion, lines: Sequence[ContractLine]) -> dict[str, Any]:
    columns = [name for name in ContractLine.COLUMNS if name not in ("id", "contract_version_id")]
    return {
        "amount": version.amount_cents,
        **{name: getattr(version, name) for name in _TERMS},
        "lines": [{name: getattr(line, name) for name in columns} for line in lines],
    }
