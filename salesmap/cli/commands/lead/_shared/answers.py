"""The answer of a command that changed a lead: what happened, or the lead itself."""

import json
import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.output import echo, notify, show, show_result
from salesmap.core.config import is_terminal
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.domain.gates import Requirement

_MOST_NAMED = 5
_NOT_COMPARED = {"id", "version", "updated_at", "recorded_at", "next_due", "stage_since", "fields"}


def find_lead(context: AppContext, reference: str) -> int:
    """Return the id of a lead. Raises NotFoundError, RuleViolation for several."""
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        return lead_id(connection, reference)


def find_leads(context: AppContext, references: Sequence[str]) -> list[int]:
    """Return the ids of leads, each once. Raises NotFoundError, RuleViolation for several."""
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        return list(dict.fromkeys(lead_id(connection, each) for each in references))


def answer_with_leads(
    context: AppContext,
    ids: Sequence[int],
    format: str | None,
    fields: str | None,
    message: str,
    followups: int = 0,
) -> None:
    """Print a sentence with places for `count` and `names`, or the leads in a format.

    `followups` is how many of theirs went to a new owner.
    """
    from salesmap.reports.lead import leads

    with context.read_connection() as connection:
        rows = leads.some(connection, ids, context.lang)
        rows = leads.with_custom_fields(connection, rows, fields)
    if len(rows.values) < len(ids):
        _tell_out_of_sight(len(ids) - len(rows.values))
        if not rows.values:
            return
    if format is not None or fields is not None:
        show(context, rows, format, fields)
        return
    named = [f"{row['id']} ({row['name']})" for row in rows.iter_dicts()]
    listed = _(", ").join(named[:_MOST_NAMED]) + (", …" if len(named) > _MOST_NAMED else "")
    line = message.format(count=len(named), names=listed)
    echo(line + _moved_followups(followups, rows.values[0][rows.names().index("owner")]))


def read_lead(
    context: AppContext, lead_id: int, fields: str | None = None, *, further: bool = False
) -> Table:
    """Return the row of a lead, with the custom fields among `fields` (a comma list).

    `further`: with the further phones and emails of its contact.

    A command that gave it to somebody whose leads the user does not see has no more to say.
    """
    from salesmap.reports.lead import leads
    from salesmap.reports.lead.further_numbers import further_of_leads, with_further_numbers

    with context.read_connection() as connection:
        rows = leads.one(connection, lead_id, context.lang)
        if not rows.values:
            _tell_out_of_sight(1)
            raise typer.Exit
        rows = leads.with_custom_fields(connection, rows, fields)
        if further:
            rows = with_further_numbers(rows, further_of_leads(connection, lead_id))
        return rows


def _tell_out_of_sight(count: int) -> None:
    text = ngettext(
        "{count} lead went to somebody whose leads you do not see.",
        "{count} leads went to somebody whose leads you do not see.",
        count,
    )
    notify(text.format(count=count))


def answer_with_lead(
    context: AppContext,
    lead_id: int,
    format: str | None,
    fields: str | None,
    message: str,
    **values: str,
) -> None:
    """Print a sentence with places for id, name, stage and `values`, or the lead in a format."""
    rows = read_lead(context, lead_id, fields)
    lead = _by_name(rows)
    line = message.format(**_places(lead), **values)
    if lead["expected_close"] and lead["status"] == "open":
        line += _(" Expected close date: {day}.").format(day=lead["expected_close"])
    line += _next_followup(context, lead)
    show_result(context, rows, format, fields, line)


def answer_with_move(
    context: AppContext, lead_id: int, format: str | None, fields: str | None
) -> None:
    """Print from which stage a lead was moved to which, or the lead in a format."""
    from salesmap.reports.lead.last_move import last_move

    with context.read_connection() as connection:
        left, outcome = last_move(connection, lead_id, context.lang)
    if outcome == "won":
        message = _("Marked lead {id} ({name}) as won.")
    elif outcome == "back":
        message = _("Moved lead {id} ({name}) back from {left} to {stage}.")
    else:
        message = _("Moved lead {id} ({name}) from {left} to {stage}.")
    answer_with_lead(context, lead_id, format, fields, message, left=left)
    if outcome == "won":
        from salesmap.cli.commands.lead._shared.referrers import tell_thanks

        tell_thanks(context, lead_id)


def answer_with_changes(
    context: AppContext, before: Table, format: str | None, fields: str | None, followups: int = 0
) -> None:
    """Print which fields of a lead were changed from what to what, or the lead in a format.

    `before` is the lead with its further numbers. `followups` is how many of them went to its new
    owner.
    """
    from salesmap.reports.lead.further_numbers import NAMES

    after = read_lead(context, before.values[0][0], fields, further=True)
    changes = _changes(context, before, after)
    after = after.select([name for name in after.names() if name not in NAMES.values()])
    if changes:
        message = _("Updated lead {id} ({name}): {changes}.")
    else:
        message = _("Lead {id} ({name}) is unchanged.")
    line = message.format(**_places(_by_name(after)), changes=_("; ").join(changes))
    line += _moved_followups(followups, _by_name(after)["owner"])
    show_result(context, after, format, fields, line)


def canceled_followups(count: int) -> str:
    """Return a sentence about the follow-ups that were canceled along."""
    if not count:
        return ""
    return ngettext(
        " Canceled {count} open follow-up.", " Canceled {count} open follow-ups.", count
    ).format(count=count)


def _moved_followups(count: int, owner: str | None) -> str:
    """Return a sentence about the follow-ups that went to a new owner."""
    if not count:
        return ""
    return ngettext(
        " {count} open follow-up went to {owner}.",
        " {count} open follow-ups went to {owner}.",
        count,
    ).format(count=count, owner=owner)


def _next_followup(context: AppContext, lead: dict[str, Any]) -> str:
    """Return a sentence about the follow-up that is open on a lead."""
    if not lead["next_due"]:
        return ""
    if lead["status"] in ("lost", "dropped"):
        text = _(" Open follow-up: {day}; cancel it with 'salesmap followup drop'.")
    elif lead["next_due"] < context.clock.today().isoformat():
        text = _(" Follow-up overdue since {day}.")
    else:
        text = _(" Next follow-up: {day}.")
    return text.format(day=lead["next_due"])


def _by_name(rows: Table) -> dict[str, Any]:
    return dict(zip([*rows.names(), *rows.words], rows.values[0], strict=False))


def _places(lead: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": lead["id"],
        "name": lead["name"],
        "stage": lead["stage_words"],
        "pipeline": lead["pipeline_words"],
    }


def _changes(context: AppContext, before: Table, after: Table) -> list[str]:
    from salesmap.cli.record_page import changes_between, field_change

    was_set, is_set = (_custom_fields(rows) for rows in (before, after))
    return changes_between(context, before, after, _NOT_COMPARED) + [
        field_change(name, was_set.get(name, ""), is_set.get(name, ""))
        for name in dict.fromkeys([*was_set, *is_set])
        if was_set.get(name, "") != is_set.get(name, "")
    ]


def _custom_fields(rows: Table) -> dict[str, str]:
    held: dict[str, Any] = json.loads(rows.values[0][rows.names().index("fields")])
    return {name: str(value) for name, value in held.items()}


def suggest_next(context: AppContext, lead_id: int) -> None:
    """On a terminal, suggest the usual follow-up of the stage when none is planned."""
    if not is_terminal(sys.stderr):
        return
    from salesmap.reports.activity.next_action import suggested_step
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        step = suggested_step(connection, current_map(connection), lead_id)
    if step:
        what = step.what.text(context.lang)
        command = f"salesmap followup add {lead_id} {shlex.quote(what)} --due +{step.days}d"
        notify(_("Suggested next step: {command}").format(command=command))


def tell_unowned(context: AppContext, lead_id: int, owner: str | None) -> None:
    """Say why a new lead has no owner, if so: none was to be, or the user is no member.

    `owner` is the one that was typed.
    """
    if (owner or "").strip() or _by_name(read_lead(context, lead_id))["owner"] is not None:
        return
    if owner is None:
        text = _("It has no owner: {user} is no member of the team.")
        notify(text.format(user=context.database.user))
    else:
        notify(_("It has no owner: it is in the pool."))


def notify_missing(lead_id: int, missing: "Sequence[Requirement]") -> None:
    """Name the recommended key elements that a lead lacks, and the commands that supply them."""
    if missing:
        from salesmap.actions.lead.gates import label_of
        from salesmap.domain.gates import supply

        for each in missing:
            notify(
                _("Recommended, still missing: {item} · {command}").format(
                    item=label_of(each), command=supply(each, lead_id)
                )
            )
