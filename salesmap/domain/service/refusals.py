"""What tickets refuse, by the rules of their course."""

from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.service.words import ticket_word


class TicketNotFound(NotFoundError):
    """No ticket has this id."""

    code = "ticket_not_found"

    def __init__(self, reference: str | int) -> None:
        text = _("Ticket {reference!r} not found.")
        super().__init__(text.format(reference=str(reference)), reference=str(reference))


class TicketAlreadySo(RuleViolation):
    """The ticket is in the state that it shall come to. `data`: the `state`."""

    code = "ticket_already_so"

    def __init__(self, ticket: str, state: str) -> None:
        text = _("Ticket {ticket} is {state} already.")
        super().__init__(
            text.format(ticket=ticket, state=ticket_word(state)), ticket=ticket, state=state
        )


class TicketEnded(RuleViolation):
    """The ticket is resolved or closed. `data`: the `state`."""

    code = "ticket_ended"

    def __init__(self, ticket: str, state: str) -> None:
        text = _("Ticket {ticket} is {state}: reopen it first.")
        super().__init__(
            text.format(ticket=ticket, state=ticket_word(state)), ticket=ticket, state=state
        )


class TicketNotEnded(RuleViolation):
    """A ticket that is under way shall be reopened."""

    code = "ticket_not_ended"

    def __init__(self, ticket: str) -> None:
        text = _("Ticket {ticket} is neither resolved nor closed.")
        super().__init__(text.format(ticket=ticket), ticket=ticket)


class TicketNotWaiting(RuleViolation):
    """A ticket that waits for nobody shall be resumed."""

    code = "ticket_not_waiting"

    def __init__(self, ticket: str) -> None:
        text = _("Ticket {ticket} is not waiting for the customer.")
        super().__init__(text.format(ticket=ticket), ticket=ticket)


class BeforeOpening(RuleViolation):
    """Something is dated before the ticket was opened. `data`: `at`, `opened`."""

    code = "before_opening"

    def __init__(self, ticket: str, at: str, opened: str) -> None:
        text = _("Ticket {ticket} was opened on {opened}: nothing of it can be on {at}.")
        super().__init__(
            text.format(ticket=ticket, at=at, opened=opened), ticket=ticket, at=at, opened=opened
        )


class ContradictsLaterEvent(RuleViolation):
    """Something is dated so that what was recorded later cannot follow. `data`: the `event`."""

    code = "contradicts_later_event"

    def __init__(self, ticket: str, event: str, at: str) -> None:
        text = _("Ticket {ticket}: “{event}” on {at} cannot follow that. Give a later time.")
        super().__init__(
            text.format(ticket=ticket, event=ticket_word(event), at=at),
            ticket=ticket,
            event=event,
            at=at,
        )


class InFuture(UsageError):
    """Something that happened is dated after now."""

    code = "in_future"

    def __init__(self, at: str) -> None:
        super().__init__(_("{day} is in the future.").format(day=at), day=at)


class OfOtherCustomer(RuleViolation):
    """A contact or a contract that a ticket shall have belongs to another customer."""

    code = "of_other_customer"

    def __init__(self, name: str, customer: str) -> None:
        text = _("{name} belongs to another customer: {customer}.")
        super().__init__(text.format(name=name, customer=customer), name=name, customer=customer)


class UnknownPriority(UsageError):
    """No priority is called so. `data`: the `known` ones."""

    code = "unknown_priority"

    def __init__(self, name: str) -> None:
        from salesmap.domain.service.vocabulary import PRIORITIES
        from salesmap.domain.service.words import priority_word

        known = _(", ").join(priority_word(each) for each in PRIORITIES)
        text = _("Unknown priority {name!r}: choose one of {known}.")
        super().__init__(text.format(name=name, known=known), name=name, known=list(PRIORITIES))
