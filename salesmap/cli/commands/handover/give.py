"""`salesmap handover give`, or short `salesmap handover`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.handover._brief import brief_of, brief_text
from salesmap.cli.completion.names import OWNER, PERSON
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.output import echo, notify, write_file
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import is_me

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (
        _("Hand everything over, with a brief"),
        _("salesmap handover ann bo --brief ann.md"),
    ),
    (
        _("See what leads of one region would be handed over"),
        _("salesmap handover ann bo --leads region=East --dry-run"),
    ),
)


@app.command()
def give_handover(
    ctx: typer.Context,
    from_: Annotated[
        str, typer.Argument(metavar=_("FROM"), click_type=OWNER, help=_("Who hands over."))
    ],
    to: Annotated[
        str, typer.Argument(metavar=_("TO"), click_type=PERSON, help=_("Who takes over."))
    ],
    leads: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("FILTER"), help=_("Only what hangs on leads that pass the filters.")
        ),
    ] = None,
    brief: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("File for the brief: Markdown, or .html.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be handed over."))
    ] = False,
) -> None:
    """Hand everything open over to another person."""
    from salesmap.actions.team.handover import hand_over

    context = get_context(ctx)
    name = context.database.user if is_me(from_) else from_
    among = _among(context, leads) if leads else None
    topics = brief_of(context, name, among) if brief else []
    done = hand_over(context.database, name, to, among, dry_run=dry_run)
    things = _(", ").join(f"{_(kind)} {count}" for kind, count in done.counts)
    text = _("Handed over from {name} to {to}: {things}.")
    if dry_run:
        text = _("To be handed over from {name} to {to}: {things}.")
    echo(text.format(name=name, to=done.to, things=things))
    if brief:
        write_file(brief, brief_text(context, name, topics, brief))
    if done.capacity is not None and done.open > done.capacity:
        text = _("{name} has {count} open leads now, more than the capacity of {capacity}.")
        notify(text.format(name=done.to, count=done.open, capacity=done.capacity))


def _among(context: AppContext, filters: list[str]) -> set[int]:
    """Return the leads that pass the filters."""
    from salesmap.reports.lead import leads
    from salesmap.reports.query.filters import Filters

    user = context.database.user
    chosen = Filters(context.clock, "all", filters=filters, user=user)
    with context.read_connection() as connection:
        return {row[0] for row in leads.find(connection, chosen, context.lang, "id").rows.values}
