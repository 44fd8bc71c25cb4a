"""What quotes refuse, by a rule of the process."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _, word
from salesmap.domain.papers.names import typed


def _named(quote: str) -> dict[str, str]:
    """Return the data that name a quote: as it is called, and as one types it."""
    return {"quote": quote, "reference": typed(quote)}


class QuoteNotFound(NotFoundError):
    """No quote has this id."""

    code = "quote_not_found"

    def __init__(self, reference: str | int) -> None:
        text = _("Quote {reference!r} not found.").format(reference=str(reference))
        super().__init__(text, reference=str(reference))


class QuoteFrozen(RuleViolation):
    """A quote without a draft shall be edited. `data`: its `state`."""

    code = "quote_frozen"

    def __init__(self, quote: str, state: str) -> None:
        text = _("Quote {quote} is {state}: it cannot be changed.")
        super().__init__(
            text.format(quote=quote, state=word(state)),
            **_named(quote),
            state=state,
        )


class QuoteDecided(RuleViolation):
    """A quote that was accepted shall be revised or decided again."""

    code = "quote_decided"

    def __init__(self, quote: str, state: str) -> None:
        text = _("Quote {quote} is {state} already.")
        super().__init__(
            text.format(quote=quote, state=word(state)),
            **_named(quote),
            state=state,
        )


class QuoteNotSent(RuleViolation):
    """A quote of which no version went out shall be decided."""

    code = "quote_not_sent"

    def __init__(self, quote: str) -> None:
        super().__init__(
            _("Quote {quote} was not sent.").format(quote=quote),
            **_named(quote),
        )


class DraftExists(RuleViolation):
    """A quote has a draft, and shall get another one."""

    code = "draft_exists"

    def __init__(self, quote: str, version: int) -> None:
        text = _("Quote {quote} has a draft already: version {version}.")
        super().__init__(
            text.format(quote=quote, version=version),
            **_named(quote),
            version=version,
        )


class VersionNotFound(NotFoundError):
    """The quote has no such version, or it was not sent. `data`: the `known` ones."""

    code = "quote_version_not_found"

    def __init__(self, quote: str, version: int, known: Sequence[int]) -> None:
        text = _("Quote {quote} has no version {version}: choose one of {known}.")
        listed = ", ".join(map(str, known))
        super().__init__(
            text.format(quote=quote, version=version, known=listed),
            **_named(quote),
            version=version,
            known=list(known),
        )


class QuoteExpired(RuleViolation):
    """A quote shall be accepted after its last day."""

    code = "quote_expired"

    def __init__(self, quote: str, valid_until: str) -> None:
        text = _("Quote {quote} was valid until {valid_until}.")
        super().__init__(
            text.format(quote=quote, valid_until=valid_until),
            **_named(quote),
            valid_until=valid_until,
        )


class LateWithoutNote(UsageError):
    """A late acceptance needs a reason."""

    code = "late_without_note"

    def __init__(self) -> None:
        super().__init__(_("A late acceptance needs a note."))


class NothingPriced(RuleViolation):
    """A quote without a priced line shall go out."""

    code = "nothing_priced"

    def __init__(self, quote: str) -> None:
        super().__init__(
            _("Quote {quote} has no priced line.").format(quote=quote),
            **_named(quote),
        )


_ASKING = {"quote": "quote ask", "contract": "contract submit"}
"""The command that asks for the approval of a paper."""


class ApprovalMissing(RuleViolation):
    """A paper shall go out without the approval that the map asks for. `data`: the `rules`."""

    code = "approval_missing"

    def __init__(self, paper: str, rules: Sequence[str], *, awaiting: bool, noun: str) -> None:
        text = (
            _("{paper} waits for approval: {rules}.")
            if awaiting
            else _("{paper} needs approval: {rules}.")
        )
        listed = _("; ").join(rules)
        super().__init__(
            text.format(paper=paper, rules=listed),
            paper=paper,
            reference=typed(paper),
            rules=list(rules),
            command=None if awaiting else _ASKING[noun],
        )


class NothingToApprove(RuleViolation):
    """No request for approval is open."""

    code = "nothing_to_approve"

    def __init__(self, paper: str) -> None:
        super().__init__(
            _("Nobody asked for approval of {paper}.").format(paper=paper), paper=paper
        )


class NoApprovalNeeded(RuleViolation):
    """The map asks for no approval."""

    code = "no_approval_needed"

    def __init__(self, paper: str) -> None:
        super().__init__(_("{paper} needs no approval.").format(paper=paper), paper=paper)


class OtherTaxMode(RuleViolation):
    """A line with prices of the other tax mode."""

    code = "other_tax_mode"

    def __init__(self, name: str, *, included: bool) -> None:
        text = (
            _("The prices of the quote include tax, that of {name} does not.")
            if included
            else _("The prices of the quote are without tax, that of {name} includes it.")
        )
        super().__init__(text.format(name=name), name=name)


class OtherCurrency(RuleViolation):
    """A line in another currency than the quote."""

    code = "other_currency"

    def __init__(self, name: str, currency: str, own: str) -> None:
        text = _("{name} is priced in {currency}, the quote is in {own}.")
        super().__init__(
            text.format(name=name, currency=currency, own=own),
            name=name,
            currency=currency,
            own=own,
        )


class LineNotFound(NotFoundError):
    """The draft has no such line."""

    code = "quote_line_not_found"

    def __init__(self, quote: str, line: int) -> None:
        text = _("Quote {quote} has no line {line}.").format(**_named(quote), line=line)
        super().__init__(text, **_named(quote), line=line)


class UnknownProduct(NotFoundError):
    """No product has this code, and no price was given. `data`: the nearest `candidates`."""

    code = "unknown_product"

    def __init__(self, word: str, candidates: Sequence[str]) -> None:
        text = _("Product {word!r} not found.").format(word=word)
        super().__init__(text, word=word, candidates=list(candidates))


class PriceBelongsToOne(UsageError):
    """A price was given with several lines that it could belong to."""

    code = "price_belongs_to_one"

    def __init__(self, words: Sequence[str]) -> None:
        text = _("The price can belong to one line only, not to {words}.")
        super().__init__(text.format(words=_(", ").join(words)), words=list(words))


class ProductRetired(RuleViolation):
    """A retired product on a new line."""

    code = "product_retired"

    def __init__(self, word: str) -> None:
        super().__init__(_("Product {word} is retired.").format(word=word), word=word)
