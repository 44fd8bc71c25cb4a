"""Answers of a customer, put on the lead."""

from collections.abc import Mapping

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.custom_fields import set_custom_fields
from salesmap.actions.lead.gates import held, refuse_loss
from salesmap.actions.lead.records import lead_with_id, renew
from salesmap.actions.lead.stages import pipeline_of_lead
from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.i18n import _
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map


def take_answers(
    database: Database, lead_id: int, form: str, answers: Mapping[str, str]
) -> int | None:
    """Put the answers of a form on a lead as the form's next version. Returns its number, None when nothing is new.

    Raises NotFoundError for a lead or a form that is not there, UsageError for an answer that does not fit,
    RuleViolation where an answer is missing that the lead's stage asks for.
    """
    with transaction(database) as change:
        lead, read = lead_with_id(change, lead_id), current_map(change.sql)
        spec = next((each for each in read.forms if each.key == form), None)
        if spec is None:
            known = ", ".join(each.key for each in read.forms) or _("none")
            raise NotFoundError(
                _("Unknown form {name!r}: choose one of {known}.").format(name=form, known=known)
            )
        if unknown := [key for key in answers if key not in spec.fields]:
            raise UsageError(
                _("Form {form} has no field {field!r}.").format(form=form, field=unknown[0])
            )
        path = pipeline_of_lead(change, lead)
        before, had = lead.fields, held(change, lead, path)
        set_custom_fields(change, lead, answers, origin="form")
        if lead.fields == before:
            return None
        refuse_loss(change, lead, path, had)
        renew(change, lead)
        change.session.flush()
        change.describe("answers imported: {}", f"{spec.title.en} · {lead.name}")
        return int(
            change.sql(
                "SELECT max(number) FROM form_answer WHERE lead_id = ? AND form = ?", lead_id, form
            )[0][0]
        )
