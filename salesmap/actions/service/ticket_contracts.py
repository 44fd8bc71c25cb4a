"""The contracts that rows of tickets name, which must be their customers'."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from salesmap.core.folding import fold
from salesmap.domain.drafts import TicketDraft
from salesmap.domain.service.refusals import OfOtherCustomer
from salesmap.store.unit_of_work import UnitOfWork

Named = tuple[int, str | None, str | None]
"""A contract: its id, its customer's name folded, and as it is written."""

_CONTRACTS = """
SELECT k.{field}, k.id, c.name_key, c.name FROM contract k LEFT JOIN lead l ON l.id = k.lead_id
LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id) WHERE k.{field} IN ({marks})
"""


def contracts_of(change: UnitOfWork, drafts: Sequence[TicketDraft]) -> dict[str, Named]:
    """Return the contracts that rows name, by number or external id."""
    names = sorted({draft.contract for draft in drafts if draft.contract})
    found: dict[str, Named] = {}
    if names:
        marks = ", ".join("?" * len(names))
        for field in ("external_id", "number"):
            sql = _CONTRACTS.format(field=field, marks=marks)
            for name, id, key, customer in change.sql(sql, *names):
                found[name] = (id, key, customer)
    return found


def own_ones(
    drafts: Sequence[TicketDraft],
    contracts: Mapping[str, Named],
    reject: Callable[[TicketDraft, str], None],
) -> Iterator[TicketDraft]:
    """Yield the rows without a contract of another customer; those with one are rejected."""
    for draft in drafts:
        _id, key, name = contracts.get(draft.contract or "", (None, None, None))
        if key is None or key == fold(draft.customer):
            yield draft
        else:
            reject(draft, str(OfOtherCustomer(str(draft.contract), name or "")))
