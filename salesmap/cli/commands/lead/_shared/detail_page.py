"""The page of a lead, for people."""

from salesmap.cli.context import AppContext
from salesmap.cli.output import show, usual_format, write
from salesmap.core.i18n import _, label
from salesmap.core.table import Table
from salesmap.render.cell_format import cells, heading
from salesmap.render.sanitize import clean
from salesmap.reports.activity.next_action import NextAction
from salesmap.reports.lead.detail import LeadDetail

_HIDDEN = {"id", "name", "version", "recorded_at", "updated_at", "next_due", "fields"}


def show_brief(context: AppContext, brief: LeadDetail, format: str | None) -> None:
    """Print the fields that are known, the follow-ups, the stages and the timeline."""
    format = format or usual_format()
    name_of = heading if format == "table" else label
    facts = brief.lead
    lead = dict(zip(facts.names(), facts.values[0], strict=False))
    write(clean(f"{lead['id']}  {lead['name']}"))
    known = [
        (name_of(name), text)
        for name, text in zip(facts.names(), cells(facts, context.clock)[0], strict=True)
        if text and name not in _HIDDEN
    ]
    own = [(clean(name), clean(value)) for name, value in brief.custom_fields]
    for name, text in known + own:
        write(
            f"  {name}\t{text}"
            if format == "plain"
            else "  " + _("{field}: {value}").format(field=name, value=text)
        )
    if brief.next_action:
        write("")
        write(clean(_turn(brief.next_action)))
    for title, rows in (
        (_("Open follow-ups"), brief.followups),
        (_("Stage history"), brief.stages.select(["label", "entered_at", "left_at", "days"])),
        (_("Timeline"), brief.timeline),
    ):
        _section(context, title, rows, format)


def _turn(turn: NextAction) -> str:
    who = " · ".join(each for each in (turn.person, turn.role) if each)
    due = _(" (due {day})").format(day=turn.due_on) if turn.due_on else ""
    return _("Next action: {who}: {what}{due}").format(who=who or "–", what=turn.what, due=due)


def _section(context: AppContext, title: str, rows: Table, format: str | None) -> None:
    if not rows.values:
        return
    write("")
    write(title)
    show(context, rows, format)
