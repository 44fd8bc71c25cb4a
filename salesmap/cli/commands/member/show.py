"""`salesmap member show`."""

import typer

from salesmap.cli.commands.member._shared import MemberName
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, usual_format, write
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import is_me

app = typer.Typer()
EXAMPLES = (
    (_("A member with the absences"), "salesmap member show ann"),
    (_("Yourself, as JSON"), "salesmap member show me --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_member(
    ctx: typer.Context, name: MemberName, format: Format = None, fields: Fields = None
) -> None:
    """Show a member."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.team.members import detail

    context = get_context(ctx)
    name = context.database.user if is_me(name) else name
    with context.read_connection() as connection:
        found = detail(connection, context.clock.today(), name)
    if format == "json" and fields is None:
        (member,) = found.member.dicts()
        write(dumps({**member, "absences": found.absences.dicts()}))
    elif format not in (None, "table", "plain") or fields is not None:
        show(context, found.member, format, fields, single=True)
    else:
        write_facts(context, found.member, format or usual_format(), ("version",))
        write_section(context, _("Absences"), found.absences, format or usual_format())
