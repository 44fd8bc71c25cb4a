"""The page of a lead, for people."""

from salesmap.cli.context import AppContext
from salesmap.cli.output import usual_format, write
from salesmap.cli.record_page import write_fact, write_facts, write_section
from salesmap.core.i18n import _
from salesmap.render.sanitize import clean
from salesmap.reports.activity.next_action import NextAction
from salesmap.reports.lead.detail import LeadDetail

_HIDDEN = ("version", "recorded_at", "updated_at", "next_due", "fields")


def show_brief(context: AppContext, brief: LeadDetail, format: str | None) -> None:
    """Print the fields that are known, the follow-ups, the stages and the timeline."""
    format = format or usual_format()
    write_facts(context, brief.lead, format, _HIDDEN)
    for name, value in brief.custom_fields:
        write_fact(clean(name), clean(value), format)
    if brief.next_action:
        write("")
        write(clean(_turn(brief.next_action)))
    for title, rows in (
        (_("Roles in the deal"), brief.contacts),
        (_("Open follow-ups"), brief.followups),
        (_("Quotes"), brief.quotes),
        (_("Contracts"), brief.contracts),
        (_("Stage history"), brief.stages.select(["label", "entered_at", "left_at", "days"])),
        (_("Timeline"), brief.timeline),
    ):
        write_section(context, title, rows, format)


def _turn(turn: NextAction) -> str:
    who = " · ".join(each for each in (turn.person, turn.role) if each)
    due = _(" (due {day})").format(day=turn.due_on) if turn.due_on else ""
    return _("Next action: {who}: {what}{due}").format(who=who or "–", what=turn.what, due=due)
