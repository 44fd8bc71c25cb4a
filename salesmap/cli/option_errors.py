"""What commands refuse of their options: such as do not fit, or are missing.

The message of a class is a text over the data of the error; what to type is in `hints`.
"""

from typing import Any, ClassVar

from salesmap.core.errors import (
    RuleViolation,
    SalesmapError,
    UnknownNameError,
    UsageError,
)
from salesmap.core.i18n import N_, _


class WordedError(SalesmapError):
    """An error whose message is a text over its data."""

    message: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        shown = {
            name: _(", ").join(map(str, value)) if isinstance(value, list) else value
            for name, value in data.items()
        }
        super().__init__(_(self.message).format(**shown), **data)


class RepeatedOptionError(WordedError, UsageError):
    """An option is given twice that can be given once. `data`: `option`."""

    code = "repeated_option"
    message = N_("{option} can be given once only.")


class ConflictingOptionsError(WordedError, UsageError):
    """Options exclude each other."""

    code = "conflicting_options"
    message = N_("{option} cannot be used with {others}.")


class ImplausibleEmailError(WordedError, UsageError):
    """A text is no email address. `data`: the `text`."""

    code = "implausible_email"
    message = N_("{text!r} is no email address.")


class ImplausiblePhoneError(WordedError, UsageError):
    """A text is no phone number. `data`: the `text`."""

    code = "implausible_phone"
    message = N_("{text!r} is no phone number.")


class MissingTextError(WordedError, UsageError):
    """An interaction has a type and no text. `data`: its `kind`."""

    code = "missing_text"
    message = N_("Say what happened in the {kind}.")


class MissingTitleError(WordedError, UsageError):
    """A note has neither a title nor a ticket that it is of."""

    code = "missing_title"
    message = N_("Give a title, or a ticket with --from-ticket.")


class TooManyTextsError(WordedError, UsageError):
    """An interaction is given more than a type and a text. `data`: the first `text` too many."""

    code = "too_many_texts"
    message = N_("{text!r} is one word too many: put the text in quotes.")


class NoLeadNamedError(WordedError, UsageError):
    """A command on leads names none."""

    code = "no_lead_named"
    message = N_("Name a lead.")


class NoNewOwnerError(WordedError, UsageError):
    """Leads are to be assigned, and nobody is named."""

    code = "no_new_owner"
    message = N_("Name the leads and then the owner.")


class NoDueDateError(WordedError, UsageError):
    """A follow-up has no due date, and does not come again either."""

    code = "no_due_date"
    message = N_("A follow-up needs a due date.")


class IncompleteNextStepError(WordedError, UsageError):
    """A follow-up has no due date, or a due date no follow-up."""

    code = "incomplete_next_step"
    message = N_("--next and --due go together.")


class NothingToChangeError(WordedError, UsageError):
    """An edit names no field. `data`: the `noun`."""

    code = "nothing_to_change"
    message = N_("Nothing to change.")


class NotACapacityError(WordedError, UsageError):
    """A text is no number of leads. `data`: the `text`."""

    code = "not_a_capacity"
    message = N_("A capacity must be a whole number, 0 or more, and not {text!r}.")


class NegativeCostError(WordedError, UsageError):
    """A source shall have cost less than nothing."""

    code = "negative_cost"
    message = N_("A cost must be 0 or more.")


class PairSyntaxError(WordedError, UsageError):
    """A list of pairs cannot be read."""

    code = "pair_syntax"
    message = N_("Cannot read {text!r} in {option}: write A=B,C=D.")


class UnknownStatusError(UnknownNameError):
    """`--status-map` names a status that nothing has."""

    code = "unknown_status"
    message = N_("Unknown status {name!r}: choose one of {known}.")


class AssignmentSyntaxError(WordedError, UsageError):
    """`--set` is no assignment."""

    code = "assignment_syntax"
    message = N_("Cannot read {text!r}: write --set field=value.")


class CustomOptionError(WordedError, UsageError):
    """A word is no option of a custom report."""

    code = "custom_option"
    message = N_("Cannot read {text!r}: a custom report takes options as --name value.")


class TwoCurrenciesError(WordedError, UsageError):
    """An amount and an option name different currencies."""

    code = "two_currencies"
    message = N_("The amount {value!r} and --currency {currency} name different currencies.")


class MissingAnswerError(WordedError, UsageError):
    """Nothing says what answers a need."""

    code = "missing_answer"
    message = N_("Nothing says what answers the need.")


class NoRulingError(WordedError, UsageError):
    """Nothing says how a conflict is settled."""

    code = "no_ruling"
    message = N_("Say how the conflict is settled: --to NAME, or --share with --why TEXT.")


class UnknownNumericColumnError(UnknownNameError):
    """A table has no numeric column of this name."""

    code = "unknown_numeric_column"
    message = N_("No numeric column {name!r} here: choose one of {known}.")


class UntilWithoutSinceError(WordedError, UsageError):
    """A period has a last day only."""

    code = "until_without_since"
    message = N_("--until needs --since.")


class ReversedPeriodError(WordedError, UsageError):
    """A period ends before it begins."""

    code = "reversed_period"
    message = N_("The period {since} to {until} ends before it begins.")


class ComparisonNeedsPeriodError(WordedError, UsageError):
    """A comparison has no period."""

    code = "comparison_needs_period"
    message = N_("A comparison needs a first and a last day.")


class TargetAmountError(WordedError, UsageError):
    """An amount is no target."""

    code = "target_amount"
    message = N_("A target must be 0 or more, and a whole number for wins and activities.")


class TargetCurrencyError(WordedError, UsageError):
    """A target in another currency than the database's."""

    code = "target_currency"
    message = N_("Targets are in {own}, the amount is in {currency}.")


class NotMeasurableError(WordedError, UsageError):
    """A problem cannot be measured now."""

    code = "not_measurable"
    message = N_("The current value cannot be measured.")


class KeepSideError(WordedError, UsageError):
    """`--keep` names neither record."""

    code = "keep_side"
    message = N_("--keep takes A or B, not {side!r}.")


class DifferentTypesError(WordedError, UsageError):
    """Two records to merge are of different types."""

    code = "different_types"
    message = N_("{a} and {b} are of different types.")


class NoNoteTextError(WordedError, UsageError):
    """A note has no text."""

    code = "no_note_text"
    message = N_("The note has no text.")


class IncompleteRoleError(WordedError, UsageError):
    """A role in a deal is given without the deal, or the other way round."""

    code = "incomplete_role"
    message = N_("A role in a deal needs both --lead and --role.")


class NothingToSetError(WordedError, UsageError):
    """A line of a paper shall be edited, and nothing is named. `data`: the `command`."""

    code = "nothing_to_set"
    message = N_("Nothing to change.")


class NameOfInputError(WordedError, UsageError):
    """Standard input is to be kept as a file, without a name."""

    code = "name_of_input"
    message = N_("What standard input holds needs a name.")


class NeedsTierError(WordedError, UsageError):
    """A reason is given and no tier."""

    code = "needs_tier"
    message = N_("--why needs a tier.")


class NoCustomerError(WordedError, UsageError):
    """Neither a customer nor all of them."""

    code = "no_customer"
    message = N_("Name a customer, or add --apply for the tiers of all.")


class TierOfAllError(WordedError, UsageError):
    """The rules of the map are for all customers."""

    code = "tier_of_all"
    message = N_("--apply and --dry-run are for all customers: name none.")


class NoTierRulesError(WordedError, RuleViolation):
    """The map has no tiers."""

    code = "no_tier_rules"
    message = N_("The map has no [[tier]]: it does not say who is in which tier.")
