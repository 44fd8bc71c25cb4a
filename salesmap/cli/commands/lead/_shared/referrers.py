"""Who brought a lead: named on the command line, and thanked when it is won."""

from datetime import timedelta
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salesmap.actions.lead.referrers import Cleared
    from salesmap.reports.query.references import Match
    from salesmap.store.connection import Connection


def referrer_named(context: AppContext, text: str | None) -> str | None:
    """Return who is meant as `customer:12` or `contact:5`, and name them unless that is plain.

    An empty text stays one. Raises ReferrerNotFound, AmbiguousReferrer,
    AmbiguousReferenceError.
    """
    if text is None or not text.strip():
        return text
    with context.read_connection() as connection:
        noun, match = _find(connection, text.strip())
    if not match.is_exact:
        texts = {"customer": _("Customer {id}: {name}"), "contact": _("Contact {id}: {name}")}
        notify(texts[noun].format(id=match.id, name=match.name))
    return f"{noun}:{match.id}"


def tell_thanks(context: AppContext, lead_id: int) -> None:
    """Say which follow-up thanks whoever brought a lead that was won, or why there is none."""
    from salesmap.reports.marketing.thanks import thanks

    with context.read_connection() as connection:
        found = thanks(connection, lead_id)
    if found is None:
        return
    if found.followup_id is None:
        text = _("No follow-up: {name}, who brought it, has no lead to put it on ({what}).")
    else:
        text = _("Follow-up {id} on lead {lead}: {what} ({name}), due {due}.")
    notify(
        text.format(
            name=found.name,
            what=found.what.text(context.lang),
            id=found.followup_id,
            lead=found.lead_id,
            due=found.due_on,
        )
    )


def tell_late_thanks(context: AppContext, lead_id: int) -> None:
    """Say what comes of a referrer told after the win: thanks only if that is fresh."""
    from salesmap.actions.lead.referrers import THANKED_DAYS
    from salesmap.core.clock import from_instant
    from salesmap.reports.marketing.thanks import thanks

    with context.read_connection() as connection:
        found = thanks(connection, lead_id)
    if found is None:
        return
    since = context.clock.now() - timedelta(days=THANKED_DAYS)
    if found.won_at and from_instant(found.won_at) >= since:
        tell_thanks(context, lead_id)
        return
    text = _("No follow-up to thank {name}: the lead was not won in the last {days} days.")
    notify(text.format(name=found.name, days=THANKED_DAYS))


def tell_cleared(cleared: "Iterable[Cleared]") -> None:
    """Say which leads have no referrer any more: their own customer would have brought them."""
    for each in cleared:
        text = _("Lead {id} ({name}) is its referrer's own now, a repurchase: referrer cleared.")
        notify(text.format(id=each.lead_id, name=each.name))


def _find(connection: "Connection", text: str) -> "tuple[str, Match]":
    """Return the customer or the contact that a text means; a customer where it fits both."""
    from salesmap.core.errors import NotFoundError
    from salesmap.core.folding import fold
    from salesmap.domain.referral_errors import AmbiguousReferrer, ReferrerNotFound
    from salesmap.reports.errors import AmbiguousReferenceError
    from salesmap.reports.query.references import find_contact, find_customer

    if text.startswith("contact:"):
        return "contact", find_contact(connection, text)
    near: list[str] = []
    customer = contact = None
    try:
        customer = find_customer(connection, text)
    except NotFoundError as error:
        near += error.data.get("candidates", [])
    if customer and (customer.is_exact or text.startswith("customer:")):
        return "customer", customer
    people: list[tuple[int, str]] = []
    if not text.isdigit():
        try:
            contact = find_contact(connection, text)
            people = [(contact.id, contact.name)]
        except NotFoundError as error:
            near += error.data.get("candidates", [])
        except AmbiguousReferenceError as error:
            people = [(each["id"], each["name"]) for each in error.data["candidates"]]
            if customer is None:
                raise
    # A contact is found by the words of its company, too: that is not who is meant.
    people = [each for each in people if customer is None or fold(text) in fold(each[1])]
    if customer and people:
        found = [(f"contact:{id}", name) for id, name in people]
        raise AmbiguousReferrer(text, [(f"customer:{customer.id}", customer.name), *found])
    if customer:
        return "customer", customer
    if contact:
        return "contact", contact
    raise ReferrerNotFound(text, list(dict.fromkeys(near)))
