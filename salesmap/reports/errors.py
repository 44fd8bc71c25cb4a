"""Errors of queries: unknown names, unreadable filters and references, missing records."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError, RuleViolation, UnknownNameError, UsageError
from salesmap.core.i18n import N_, _

_CANDIDATES_SHOWN = 5


class UnknownDimensionError(UnknownNameError):
    """Leads cannot be grouped by this."""

    code = "unknown_dimension"
    message = N_("Unknown dimension {name!r}: choose one of {known}.")


class UnknownStatusError(UnknownNameError):
    """Leads or follow-ups are never in this status."""

    code = "unknown_status"
    message = N_("Unknown status {name!r}: choose one of {known}.")


class UnknownRecordTypeError(UnknownNameError):
    """Duplicates of this type of record are not searched for."""

    code = "unknown_record_type"
    message = N_("Unknown type {name!r}: choose one of {known}.")


class UnknownReportError(UnknownNameError):
    """No report is called so."""

    code = "unknown_report"
    message = N_("Unknown report {name!r}: choose one of {known}.")


class UnknownDefinitionError(UnknownNameError):
    """The report has no such definition."""

    code = "unknown_definition"
    message = N_("Unknown definition {name!r}: choose one of {known}.")


class UnknownReportOptionError(UnknownNameError):
    """A custom report has no such parameter. `data`: also the `report`."""

    code = "unknown_report_option"
    message = N_("The report {report} has no option --{name}: choose one of {known}.")


class UnknownKpiFigureError(UnknownNameError):
    """The report of a KPI has no such numeric column. `data`: also the `kpi` and the `report`."""

    code = "unknown_kpi_figure"
    message = N_(
        "KPI {kpi}: report {report} has no numeric column {name!r}: choose one of {known}."
    )


class FilterSyntaxError(UsageError):
    """A filter is not made of a field, an operator and a value."""

    code = "filter_syntax"

    def __init__(self, text: str) -> None:
        super().__init__(
            _(
                "Cannot read the filter {text!r}: write field=value, field!=value, field>value "
                "or field~text."
            ).format(text=text),
            text=text,
        )


class UnsortableFieldError(UsageError):
    """A field with several values cannot be sorted by."""

    code = "unsortable_field"

    def __init__(self, field: str) -> None:
        super().__init__(_("Cannot sort by {field!r}.").format(field=field), field=field)


class NotANumberError(UsageError):
    """A numeric field is compared with something that is no number."""

    code = "not_a_number"

    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            _("{field} must be a number, not {value!r}.").format(field=field, value=value),
            field=field,
            value=value,
        )


class TagOperatorError(UsageError):
    """Tags have no order."""

    code = "tag_operator"

    def __init__(self, operator: str) -> None:
        super().__init__(_("Tags can be compared with =, != and ~ only."), operator=operator)


class SearchTooLongError(UsageError):
    """A search text is longer than SQLite matches."""

    code = "search_too_long"

    def __init__(self, most: int) -> None:
        super().__init__(
            _("The search text can have at most {most} characters.").format(most=most), most=most
        )


class EmptySearchError(UsageError):
    """A search text has no word."""

    code = "empty_search"

    def __init__(self, text: str) -> None:
        super().__init__(_("{text!r} has no word to search for.").format(text=text), text=text)


class LeadNotFoundError(NotFoundError):
    """No lead has this id, external id or name. `data`: the nearest names as `candidates`."""

    code = "lead_not_found"

    def __init__(self, reference: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(
            _("Lead {reference!r} not found.").format(reference=reference),
            reference=reference,
            candidates=list(candidates),
        )


class CustomerNotFoundError(NotFoundError):
    """No customer has this id or name. `data`: the nearest names as `candidates`."""

    code = "customer_not_found"

    def __init__(self, reference: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(
            _("Customer {reference!r} not found.").format(reference=reference),
            reference=reference,
            candidates=list(candidates),
        )


class ContactNotFoundError(NotFoundError):
    """No contact has this id, name or address. `data`: the nearest names as `candidates`."""

    code = "contact_not_found"

    def __init__(self, reference: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(
            _("Contact {reference!r} not found.").format(reference=reference),
            reference=reference,
            candidates=list(candidates),
        )


class AmbiguousReferenceError(RuleViolation):
    """Several records fit a reference. `data`: their ids and names as `candidates`.

    The code is `ambiguous_lead`, `ambiguous_customer` and the like.
    """

    def __init__(self, noun: str, reference: str, candidates: Sequence[tuple[int, str]]) -> None:
        self.code = f"ambiguous_{noun}"
        listed = ", ".join(f"{id} {name!r}" for id, name in candidates[:_CANDIDATES_SHOWN])
        more = ", …" if len(candidates) > _CANDIDATES_SHOWN else ""
        texts = {
            "lead": _("{reference!r} matches several leads: {listed}."),
            "customer": _("{reference!r} matches several customers: {listed}."),
            "contact": _("{reference!r} matches several contacts: {listed}."),
            "attachment": _("{reference!r} matches several files: {listed}."),
            "product": _("{reference!r} matches several products: {listed}."),
            "ticket": _("{reference!r} matches several tickets: {listed}."),
        }
        super().__init__(
            texts[noun].format(reference=reference, listed=listed + more),
            reference=reference,
            candidates=[{"id": id, "name": name} for id, name in candidates],
        )


class NoOpenFollowupError(NotFoundError):
    """A lead has no open follow-up."""

    code = "no_open_followup"

    def __init__(self, lead_id: int, name: str) -> None:
        super().__init__(
            _("Lead {id} ({name}) has no open follow-up.").format(id=lead_id, name=name),
            id=lead_id,
            name=name,
        )


class AmbiguousFollowupError(RuleViolation):
    """A lead has several open follow-ups. `data`: them as `candidates`."""

    code = "ambiguous_followup"

    def __init__(self, lead_id: int, name: str, rows: Sequence[tuple[int, str, str]]) -> None:
        listed = ", ".join(f"{id} {what!r}" for id, what, _due in rows[:_CANDIDATES_SHOWN])
        super().__init__(
            _("Lead {id} ({name}) has several open follow-ups: {listed}.").format(
                id=lead_id, name=name, listed=listed
            ),
            id=lead_id,
            candidates=[{"id": id, "what": what, "due_on": due} for id, what, due in rows],
        )


class RecordReferenceError(UsageError):
    """A record to merge is not written as `type:id`."""

    code = "record_reference"

    def __init__(self, reference: str) -> None:
        super().__init__(
            _("Cannot read {reference!r}: write it as in customer:12.").format(reference=reference),
            reference=reference,
        )


class RecordNotFoundError(NotFoundError):
    """No record of this type has this id."""

    code = "record_not_found"

    def __init__(self, kind: str, id: int) -> None:
        super().__init__(_("{kind}:{id} not found.").format(kind=kind, id=id), kind=kind, id=id)


class SameRecordError(RuleViolation):
    """A record cannot be merged with itself."""

    code = "same_record"

    def __init__(self, kind: str, id: int) -> None:
        super().__init__(
            _("{kind}:{id} is given twice: name two different records.").format(kind=kind, id=id),
            kind=kind,
            id=id,
        )


class ProblemNotFoundError(NotFoundError):
    """No problem of the map that is beyond its threshold now is called so."""

    code = "problem_not_found"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            _("No current problem {name!r}: choose one of {known}.").format(
                name=name, known=", ".join(known) or _("none")
            ),
            name=name,
            known=list(known),
        )


class NoteNotFoundError(NotFoundError):
    """No note of the knowledge base has this id."""

    code = "note_not_found"

    def __init__(self, id: int) -> None:
        super().__init__(_("Note {id} not found.").format(id=id), id=id)


class MapVersionNotFoundError(NotFoundError):
    """No map of the database has this version number."""

    code = "map_version_not_found"

    def __init__(self, number: int) -> None:
        super().__init__(_("Map version {number} not found.").format(number=number), number=number)


class CustomReportError(UsageError):
    """A custom report cannot be read, or SQLite refuses its statement."""

    code = "custom_report_failed"

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            _("The report {name} failed: {problem}.").format(name=name, problem=problem),
            name=name,
            problem=problem,
        )


class CustomReportTooLong(UsageError):
    """A custom report ran longer than it may."""

    code = "custom_report_too_long"

    def __init__(self, name: str, seconds: int) -> None:
        text = _("The report {name} was stopped after {seconds} seconds.")
        super().__init__(text.format(name=name, seconds=seconds), name=name, seconds=seconds)
