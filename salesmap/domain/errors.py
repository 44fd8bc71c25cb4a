"""Rules of the sales process that refuse, and names that mean nothing in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from salesmap.core.errors import NotFoundError, RuleViolation, UnknownNameError, UsageError
from salesmap.core.i18n import N_, _


class UnknownStageError(UnknownNameError):
    """No stage has this key or label."""

    code = "unknown_stage"
    message = N_("Unknown stage {name!r}: choose one of {known}.")


class UnknownPipelineError(UnknownNameError):
    """No pipeline has this key or label."""

    code = "unknown_pipeline"
    message = N_("Unknown pipeline {name!r}: choose one of {known}.")


class UnknownFormError(UnknownNameError):
    """The map has no form with this key."""

    exit_code = 3
    code = "unknown_form"
    message = N_("Unknown form {name!r}: choose one of {known}.")


class UnknownTierError(UnknownNameError):
    """No tier of customers is called so."""

    code = "unknown_tier"
    message = N_("Unknown tier {name!r}: choose one of {known}.")


class UnknownFieldError(UnknownNameError):
    """No field of the record is called so."""

    code = "unknown_field"
    message = N_("Unknown field {name!r}: choose one of {known}.")


class UnknownCustomFieldError(UsageError):
    """No custom field is called so, and none is to be made. `data`: the nearest `candidates`."""

    code = "unknown_custom_field"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        super().__init__(
            _("There is no custom field {name!r}.").format(name=name),
            name=name,
            candidates=get_close_matches(name, list(known), 3),
        )


class UnknownItemError(UnknownNameError):
    """The map has no such key element."""

    exit_code = 3
    code = "unknown_item"
    message = N_("Unknown key element {name!r}: choose one of {known}.")


class UnknownKindError(UnknownNameError):
    """No interaction is of this type."""

    code = "unknown_kind"
    message = N_("Unknown type {name!r}: choose one of {known}.")


class AmbiguousStage(RuleViolation):
    """Several stages begin with this name."""

    code = "ambiguous_stage"

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        text = _("{name!r} matches several stages: {known}.")
        super().__init__(
            text.format(name=name, known=", ".join(candidates)), name=name, candidates=candidates
        )


class NoPipeline(RuleViolation):
    """The database holds no pipeline at all."""

    code = "no_pipeline"

    def __init__(self) -> None:
        super().__init__(_("The database has no pipeline."))


class LeadAlreadyClosed(RuleViolation):
    """The lead is won, lost or discarded."""

    code = "lead_closed"

    def __init__(self, lead_id: int, status: str) -> None:
        text = _("Lead {id} is already {status}.").format(id=lead_id, status=_(status))
        super().__init__(text, id=lead_id, status=status)


class LeadAlreadyOpen(RuleViolation):
    """The lead is open."""

    code = "lead_open"

    def __init__(self, lead_id: int) -> None:
        super().__init__(_("Lead {id} is already open.").format(id=lead_id), id=lead_id)


class AlreadyInStage(RuleViolation):
    """The lead stands in the stage it shall move to."""

    code = "already_in_stage"

    def __init__(self, lead_id: int, stage: str, label: str) -> None:
        text = _("Lead {id} is already in {stage}.").format(id=lead_id, stage=label)
        super().__init__(text, id=lead_id, stage=stage)


class NoNextStage(RuleViolation):
    """A won lead stands in the last stage."""

    code = "no_next_stage"

    def __init__(self, lead_id: int, stage: str, label: str) -> None:
        text = _("Lead {id} is won and in its last stage, {stage}: there is no next stage.")
        super().__init__(text.format(id=lead_id, stage=label), id=lead_id, stage=stage)


class WonLeadCannotGoBack(RuleViolation):
    """A won lead shall move to a stage before the win."""

    code = "won_lead_goes_back"

    def __init__(self, lead_id: int) -> None:
        text = _("Lead {id} is won and cannot move to a stage before the win.")
        super().__init__(text.format(id=lead_id), id=lead_id)


class StageAfterWin(RuleViolation):
    """A new lead shall start in a stage after the win."""

    code = "stage_after_win"

    def __init__(self, stage: str, label: str) -> None:
        text = _("A new lead cannot start in {stage}, which comes after the win.")
        super().__init__(text.format(stage=label), stage=stage)


class GateClosed(RuleViolation):
    """Key elements are missing that a gate requires.

    `missing` holds for each one `item` (`stage.item`), `label`, and the `field` or `form` that
    supplies it, if one does.
    """

    code = "gate_closed"

    def __init__(
        self,
        message: str,
        lead_id: int,
        missing: Sequence[Mapping[str, Any]],
        *,
        may_force: bool,
        forced: bool = False,
    ) -> None:
        if forced:
            message += _(" This map does not allow an override.")
        super().__init__(
            message, id=lead_id, missing=list(missing), may_override=may_force and not forced
        )


class OverrideNeedsReason(UsageError):
    """A gate shall be overridden without a reason."""

    code = "override_needs_reason"

    def __init__(self) -> None:
        super().__init__(_("Overriding a gate needs a reason."))


class RequiredByStage(RuleViolation):
    """An edit takes away what the lead's stage requires."""

    code = "required_by_stage"

    def __init__(self, lead_id: int, stage: str, label: str, missing: Mapping[str, str]) -> None:
        text = _("Lead {id} is in {stage}, which requires: {missing}.").format(
            id=lead_id, stage=label, missing=_(", ").join(missing.values())
        )
        super().__init__(text, id=lead_id, stage=stage, missing=list(missing))


class LeadNotFound(NotFoundError):
    """No lead has this id."""

    code = "lead_not_found"

    def __init__(self, lead_id: int) -> None:
        super().__init__(_("Lead {id} not found.").format(id=lead_id), id=lead_id)


class FollowupNotFound(NotFoundError):
    """No follow-up has this id."""

    code = "followup_not_found"

    def __init__(self, followup_id: int) -> None:
        super().__init__(_("Follow-up {id} not found.").format(id=followup_id), id=followup_id)


class FollowupEnded(RuleViolation):
    """The follow-up is done or canceled."""

    code = "followup_ended"

    def __init__(self, followup_id: int, *, is_done: bool) -> None:
        text = _("Follow-up {id} is already done.") if is_done else _("Follow-up {id} is canceled.")
        super().__init__(text.format(id=followup_id), id=followup_id, done=is_done)


class AttachmentNotFound(NotFoundError):
    """No attached file has this number or name."""

    code = "attachment_not_found"

    def __init__(self, reference: str) -> None:
        text = _("File {reference!r} not found.")
        super().__init__(text.format(reference=reference), reference=reference)


class LikelyConflict(RuleViolation):
    """An open lead has the same phone, email or company (撞单)."""

    code = "likely_conflict"

    def __init__(self, lead_id: int, name: str, owner: str | None, shared: Sequence[str]) -> None:
        text = _("Open lead {id} ({name!r}, owner {owner}) has the same {shared}.").format(
            id=lead_id, name=name, owner=owner or "–", shared=_(" and ").join(map(_, shared))
        )
        super().__init__(text, id=lead_id, name=name, owner=owner, shared=list(shared))


class TakenByAnother(RuleViolation):
    """An open lead that the user may not see has the same phone, email or company."""

    code = "taken_by_another"

    def __init__(self, owner: str | None, since: str, shared: Sequence[str]) -> None:
        text = _("An open lead of {owner} since {since} has the same {shared}.").format(
            owner=owner or "–", since=since, shared=_(" and ").join(map(_, shared))
        )
        super().__init__(text, owner=owner, since=since, shared=list(shared))


class CustomerChangedMeanwhile(RuleViolation):
    """A customer is not any more as it was when a change of many was prepared."""

    code = "customer_changed_meanwhile"

    def __init__(self, customer_id: int, name: str) -> None:
        text = _("Customer {id} ({name}) was changed meanwhile; nothing was written.")
        super().__init__(text.format(id=customer_id, name=name), id=customer_id, name=name)


class LeadChangedMeanwhile(RuleViolation):
    """The lead has another version than the one that was seen."""

    code = "lead_changed_meanwhile"

    def __init__(self, lead_id: int, version: int, seen: int) -> None:
        text = _("Lead {id} was changed meanwhile (version {now}, you saw {seen}).")
        super().__init__(
            text.format(id=lead_id, now=version, seen=seen), id=lead_id, version=version, seen=seen
        )


class ExternalIdTaken(RuleViolation):
    """Another lead has this external id."""

    code = "external_id_taken"

    def __init__(self, external_id: str) -> None:
        text = _("External id {id!r} is already in use.").format(id=external_id)
        super().__init__(text, id=external_id)


class EmptyText(UsageError):
    """A text that must say something is empty."""

    code = "empty_text"
