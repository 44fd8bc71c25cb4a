"""The needs of a lead, and what answers them."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.errors import EmptyText
from salesmap.domain.lead import Lead
from salesmap.domain.product.errors import AmbiguousNeed, NeedExists, NeedNotFound
from salesmap.domain.product.needs import needs_in
from salesmap.domain.records import Need, Product
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class Cover(NamedTuple):
    """What answers a need: a product by its id, a workaround, or (neither) nothing."""

    product_id: int | None = None
    workaround: str | None = None


def add_need(database: Database, lead_id: int, text: str, weight: int = 1) -> int:
    """Add a need to a lead. Return its id. Raises LeadNotFound, EmptyText, NeedExists."""
    text = " ".join(text.split())
    if not text:
        raise EmptyText(_("A need needs a text."))
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        same = change.first(Need, "lead_id = ? AND text_key = ?", lead.id, fold(text))
        if same:
            raise NeedExists(same.id, same.text)
        need = change.add(_need(change, lead.id, text, "hand", weight))
        change.describe("need added: {}", f"{text} · {lead.name}")
        return need.id


def drop_need(database: Database, lead_id: int, reference: str) -> Need:
    """Delete a need of a lead. Return it. Raises LeadNotFound, NeedNotFound, AmbiguousNeed."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        need = _named(change, lead, reference)
        change.delete(need)
        change.describe("need deleted: {}", f"{need.text} · {lead.name}")
        return need


def cover_need(database: Database, lead_id: int, reference: str, cover: Cover) -> Need:
    """Note what answers a need of a lead, named by its id or words of it. Return it.

    Raises LeadNotFound, NeedNotFound, AmbiguousNeed.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        need = _named(change, lead, reference)
        before = need.product_code, need.workaround, need.refused_at
        product = change.existing(Product, cover.product_id) if cover.product_id else None
        need.product_code = product.code if product else None
        need.workaround = cover.workaround
        is_refused = product is None and cover.workaround is None
        need.refused_at = (need.refused_at or change.now) if is_refused else None
        if before != (need.product_code, need.workaround, need.refused_at):
            need.version += 1
        change.describe("need answered: {}", f"{need.text} · {lead.name}")
        return need


def add_surveyed_needs(change: UnitOfWork, lead_id: int, answer: str) -> list[str]:
    """Add the needs that an answer of a survey names and the lead lacks. Return their texts."""
    known = {need.text_key for need in change.all(Need, "lead_id = ?", lead_id)}
    new = [text for text in needs_in(answer) if fold(text) not in known]
    change.add_all(_need(change, lead_id, text, "survey") for text in new)
    return new


def _need(change: UnitOfWork, lead_id: int, text: str, source: str, weight: int = 1) -> Need:
    return Need(
        lead_id=lead_id,
        text=text,
        text_key=fold(text),
        weight=weight,
        source=source,
        recorded_at=change.now,
    )


def _named(change: UnitOfWork, lead: Lead, reference: str) -> Need:
    """Return the need of a lead by its id, its text, or words of it."""
    needs = change.all(Need, "lead_id = ?", lead.id)
    key = fold(reference)
    words = key.split()
    for found in (
        [need for need in needs if str(need.id) == reference.strip()],
        [need for need in needs if need.text_key == key],
        [need for need in needs if words and all(word in need.text_key for word in words)],
    ):
        if len(found) > 1:
            raise AmbiguousNeed(reference, [(need.id, need.text) for need in found])
        if found:
            return found[0]
    raise NeedNotFound(reference, lead.name, _texts(needs))


def _texts(needs: Sequence[Need]) -> list[str]:
    return [need.text for need in needs]
