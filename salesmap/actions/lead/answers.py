"""Answers of a customer to a form of the map."""

import json
from collections.abc import Callable, Mapping, Sequence

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.custom_fields import set_custom_fields
from salesmap.actions.lead.gates import check_no_regression, satisfied_items
from salesmap.actions.lead.pipelines import lead_with_id, pipeline_of
from salesmap.actions.product.needs import add_surveyed_needs
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.errors import UnknownFormError
from salesmap.domain.product.needs import SURVEY_FIELD
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map


class FieldNotInForm(UsageError):
    """An answer is to a question that the form does not have."""

    code = "field_not_in_form"

    def __init__(self, form: str, field: str) -> None:
        text = _("Form {form} has no field {field!r}.").format(form=form, field=field)
        super().__init__(text, form=form, field=field)


def import_answers(
    database: Database,
    lead_id: int,
    form: str,
    answers: Mapping[str, str],
    needs_added: Callable[[Sequence[str]], object] = lambda texts: None,
) -> int | None:
    """Import the answers to a form as the form's next version on a lead.

    Returns its number, None when nothing is new. What the customer must have becomes needs of the
    lead, which `needs_added` receives. Raises LeadNotFound, UnknownFormError,
    FieldNotInForm, UsageError for an answer that does not fit, RequiredByStage where a required
    one is missing.
    """
    with transaction(database) as change:
        lead, sales_map = lead_with_id(change, lead_id), current_map(change.connection)
        spec = next((each for each in sales_map.forms if each.key == form), None)
        if spec is None:
            raise UnknownFormError(form, [each.key for each in sales_map.forms])
        if unknown := [key for key in answers if key not in spec.fields]:
            raise FieldNotInForm(form, unknown[0])
        pipeline = pipeline_of(change, lead)
        before, satisfied = lead.fields, satisfied_items(change, lead, pipeline)
        set_custom_fields(change, lead, answers, origin="form")
        if lead.fields == before:
            return None
        check_no_regression(change, lead, pipeline, satisfied)
        lead.renew(change.now)
        must_have = json.loads(lead.fields).get(SURVEY_FIELD)
        if must_have and must_have != json.loads(before).get(SURVEY_FIELD):
            needs_added(add_surveyed_needs(change, lead.id, must_have))
        change.describe("answers imported: {}", f"{spec.title.en} · {lead.name}")
        ((number,),) = change.sql(
            "SELECT max(number) FROM form_answer WHERE lead_id = ? AND form = ?", lead_id, form
        )
        return int(number)
