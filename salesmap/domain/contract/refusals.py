"""What contracts, payments and invoices refuse, by a rule of the process."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _, word
from salesmap.core.money import money_text
from salesmap.core.table import major


class ContractNotFound(NotFoundError):
    """No contract has this id."""

    code = "contract_not_found"

    def __init__(self, reference: str | int) -> None:
        text = _("Contract {reference!r} not found.").format(reference=str(reference))
        super().__init__(text, reference=str(reference), lead=None)


class ContractSigned(RuleViolation):
    """A signed contract shall be edited."""

    code = "contract_signed"

    def __init__(self, contract: str) -> None:
        text = _("Contract {contract} is signed: it cannot be changed.")
        super().__init__(text.format(contract=contract), contract=contract)


class ContractNotSigned(RuleViolation):
    """Something needs a signed contract."""

    code = "contract_not_signed"

    def __init__(self, contract: str) -> None:
        text = _("Contract {contract} is not signed.")
        super().__init__(text.format(contract=contract), contract=contract)


class ContractEnded(RuleViolation):
    """A contract that is void, terminated or closed. `data`: its `state`."""

    code = "contract_ended"

    def __init__(self, contract: str, state: str) -> None:
        text = _("Contract {contract} is {state}.")
        super().__init__(
            text.format(contract=contract, state=word(state)), contract=contract, state=state
        )


class NothingToSign(RuleViolation):
    """Every version of the contract is signed."""

    code = "nothing_to_sign"

    def __init__(self, contract: str) -> None:
        text = _("Contract {contract} is signed already.")
        super().__init__(text.format(contract=contract), contract=contract)


class AmendmentExists(RuleViolation):
    """An amendment waits for its signature."""

    code = "amendment_exists"

    def __init__(self, contract: str, version: int) -> None:
        text = _("Contract {contract} has an amendment that is not signed: version {version}.")
        super().__init__(
            text.format(contract=contract, version=version), contract=contract, version=version
        )


class NotAnAmendment(UsageError):
    """An amendment changes nothing."""

    code = "empty_amendment"

    def __init__(self, contract: str) -> None:
        text = _("The amendment of contract {contract} changes nothing.")
        super().__init__(text.format(contract=contract), contract=contract)


class SignedInFuture(UsageError):
    """A signature, a payment, a delivery is dated after today."""

    code = "in_future"

    def __init__(self, day: str) -> None:
        super().__init__(_("{day} is in the future.").format(day=day), day=day)


class BeforeSignature(UsageError):
    """A contract ends before it was signed."""

    code = "before_signature"

    def __init__(self, day: str, signed_on: str) -> None:
        text = _("{day} is before the signature of {signed_on}.")
        super().__init__(text.format(day=day, signed_on=signed_on), day=day, signed_on=signed_on)


class EndsBeforeStart(UsageError):
    """A contract ends before it begins."""

    code = "ends_before_start"

    def __init__(self, starts: str, ends: str) -> None:
        text = _("The contract would end on {ends}, before it begins on {starts}.")
        super().__init__(text.format(starts=starts, ends=ends), starts=starts, ends=ends)


class NoContractAmount(UsageError):
    """Nothing says what a contract comes to."""

    code = "no_contract_amount"

    def __init__(self, lead: str) -> None:
        text = _("{lead} has no accepted quote and no value: the contract needs an amount.")
        super().__init__(text.format(lead=lead), lead=lead)


class EmptyAmount(UsageError):
    """An amount of nothing."""

    code = "empty_amount"

    def __init__(self) -> None:
        super().__init__(_("The amount must be more than 0."))


class QuoteNotAccepted(RuleViolation):
    """A contract shall be made from a quote that nobody accepted."""

    code = "quote_not_accepted"

    def __init__(self, quote: str, quote_id: int) -> None:
        text = _("Quote {quote} was not accepted.").format(quote=quote)
        super().__init__(text, quote=quote, id=quote_id)


class QuoteOfOtherLead(RuleViolation):
    """A contract shall be made from the quote of another lead."""

    code = "quote_of_other_lead"

    def __init__(self, quote: str, lead_id: int) -> None:
        text = _("Quote {quote} is one of lead {lead}.").format(quote=quote, lead=lead_id)
        super().__init__(text, quote=quote, lead=lead_id)


class ContractInOtherCurrency(RuleViolation):
    """An amount in another currency than the contract."""

    code = "contract_in_other_currency"

    def __init__(self, contract: str, currency: str, own: str) -> None:
        text = _("The amount is in {currency}, contract {contract} in {own}.")
        super().__init__(
            text.format(contract=contract, currency=currency, own=own),
            contract=contract,
            currency=currency,
            own=own,
        )


class MoneyOnContract(RuleViolation):
    """A contract with money on it shall end, and nobody says where the money goes."""

    code = "money_on_contract"

    def __init__(self, contract: str, received_cents: int, currency: str) -> None:
        text = _("{amount} {currency} was received on contract {contract}: where does it go?")
        super().__init__(
            text.format(amount=money_text(received_cents), currency=currency, contract=contract),
            contract=contract,
            received=major(received_cents),
            currency=currency,
        )


class ContractUnfulfilled(RuleViolation):
    """A contract shall be closed, and something is open. `data`: `open` and the `milestones`."""

    code = "contract_unfulfilled"

    def __init__(
        self, contract: str, open_cents: int, currency: str, milestones: Sequence[str]
    ) -> None:
        missing = []
        if open_cents:
            missing.append(f"{money_text(open_cents)} {currency}")
        missing += milestones
        text = _("Contract {contract} is not fulfilled: {missing}.")
        super().__init__(
            text.format(contract=contract, missing=_(", ").join(missing)),
            contract=contract,
            open=major(open_cents),
            milestones=list(milestones),
        )


class MilestoneNotFound(NotFoundError):
    """The contract has no such milestone. `data`: the `known` ones."""

    code = "milestone_not_found"

    def __init__(self, contract: str, number: int, known: Sequence[int]) -> None:
        text = _("Contract {contract} has no milestone {number}: choose one of {known}.")
        listed = _(", ").join(map(str, known)) or _("none")
        super().__init__(
            text.format(contract=contract, number=number, known=listed),
            contract=contract,
            number=number,
            known=list(known),
        )


class MilestoneAlreadySo(RuleViolation):
    """A milestone is done, or accepted, already."""

    code = "milestone_already_so"

    def __init__(self, what: str, day: str, *, accepted: bool) -> None:
        text = (
            _("{what} was accepted on {day} already.")
            if accepted
            else _("{what} was done on {day} already.")
        )
        super().__init__(text.format(what=what, day=day), what=what, day=day)


class MilestoneExists(RuleViolation):
    """A contract has a milestone of this name."""

    code = "milestone_exists"

    def __init__(self, what: str, number: int) -> None:
        text = _("There is a milestone {what} already: {number}.")
        super().__init__(text.format(what=what, number=number), what=what, number=number)


class AcceptedBeforeDone(UsageError):
    """A milestone would be accepted before it was done."""

    code = "accepted_before_done"

    def __init__(self, accepted: str, done: str) -> None:
        text = _("It cannot be accepted on {accepted}: it was done on {done}.")
        super().__init__(text.format(accepted=accepted, done=done), accepted=accepted, done=done)


class PaymentNotFound(NotFoundError):
    """No payment has this id. `data`: the nearest ids as `candidates`."""

    code = "payment_not_found"

    def __init__(self, payment_id: int, candidates: Sequence[int] = ()) -> None:
        text = _("Payment {id} not found.")
        super().__init__(text.format(id=payment_id), id=payment_id, candidates=list(candidates))


class PaymentTooSmall(RuleViolation):
    """More of a payment shall be moved than it holds."""

    code = "payment_too_small"

    def __init__(self, payment_id: int, amount_cents: int) -> None:
        text = _("Payment {id} is {amount}: no more of it can be moved.")
        super().__init__(
            text.format(id=payment_id, amount=money_text(amount_cents)),
            id=payment_id,
            amount=major(amount_cents),
        )


class RefundCannotMove(RuleViolation):
    """A refund shall be moved to another contract."""

    code = "refund_cannot_move"

    def __init__(self, payment_id: int) -> None:
        text = _("Payment {id} is a refund: it stays with its contract.")
        super().__init__(text.format(id=payment_id), id=payment_id)


class InvoicedTooMuch(RuleViolation):
    """More is invoiced than the contract comes to."""

    code = "invoiced_too_much"

    def __init__(self, contract: str, invoiced_cents: int, amount_cents: int) -> None:
        text = _("With this, {invoiced} would be invoiced on contract {contract} of {amount}.")
        super().__init__(
            text.format(
                contract=contract,
                invoiced=money_text(invoiced_cents),
                amount=money_text(amount_cents),
            ),
            contract=contract,
            invoiced=major(invoiced_cents),
            amount=major(amount_cents),
        )


class OverNeedsNote(UsageError):
    """More than the contract is invoiced without a reason."""

    code = "over_needs_note"

    def __init__(self) -> None:
        super().__init__(_("An invoice beyond the contract needs a note."))
