"""What a file says of customers beside their names: address, tax number, bank, account."""

from collections.abc import Iterable, Mapping, Sequence

from salesmap.actions.customer.edit import PAPER_DETAILS
from salesmap.core.folding import fold
from salesmap.domain.drafts import LeadDraft
from salesmap.store.unit_of_work import UnitOfWork

_CURRENT = f"SELECT id, {', '.join(PAPER_DETAILS)} FROM customer WHERE id IN ({{marks}})"

Stated = tuple[int | None, Mapping[str, str]]
"""The id of a customer, and what a row says of it."""


def details_by_key(drafts: Iterable[LeadDraft]) -> dict[str, Mapping[str, str]]:
    """Return what the drafts say of each customer by its folded name; of two texts the first."""
    found: dict[str, Mapping[str, str]] = {}
    for draft in drafts:
        if draft.customer_details and draft.customer:
            key = fold(draft.customer)
            found[key] = {**draft.customer_details, **found.get(key, {})}
    return found


def fill_details(
    change: UnitOfWork, stated: Sequence[Stated], *, replaces: bool
) -> tuple[set[int], int]:
    """Set what is said of customers: empty details, or all of them where it `replaces`.

    Return the customers that changed, and how many texts differ from what is kept.
    """
    rows = [(id, details) for id, details in stated if id is not None and details]
    if not rows:
        return set(), 0
    ids = sorted({id for id, _details in rows})
    query = _CURRENT.format(marks=", ".join("?" * len(ids)))
    current = {
        id: dict(zip(PAPER_DETAILS, row, strict=True)) for id, *row in change.sql(query, *ids)
    }
    changed: set[int] = set()
    kept = 0
    for id, details in rows:
        known = current[id]
        for name, text in details.items():
            if known[name] == text:
                continue
            if known[name] and not replaces:
                kept += 1
                continue
            known[name] = text
            changed.add(id)
    places = ", ".join(f"{name} = ?" for name in PAPER_DETAILS)
    change.many(
        f"UPDATE customer SET {places}, version = version + 1 WHERE id = ?",
        [(*current[id].values(), id) for id in sorted(changed)],
    )
    return changed, kept


def customers_of(change: UnitOfWork, lead_ids: Sequence[int]) -> dict[int, int | None]:
    """Return the customer of each lead."""
    marks = ", ".join("?" * len(lead_ids)) or "NULL"
    return dict(change.sql(f"SELECT id, customer_id FROM lead WHERE id IN ({marks})", *lead_ids))
