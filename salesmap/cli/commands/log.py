"""`salesmap log`: an interaction that happened."""

from typing import Annotated

import typer

from salesmap.cli.choices import KindName
from salesmap.cli.commands.lead._shared.answers import find_lead, notify_missing, read_lead
from salesmap.cli.commands.lead._shared.options import (
    Force,
    NewField,
    Set,
    Value,
    parse_custom_fields,
    read_amount,
)
from salesmap.cli.completion.names import PERSON
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import MissingTextError, TooManyTextsError
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Stage, read_next_step
from salesmap.cli.output import show_result
from salesmap.cli.prompts import typed_text
from salesmap.core.i18n import _, glossed, word
from salesmap.domain.vocabulary import KINDS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Log a call, and what was learned"),
        _('salesmap log harbor call "Budget is 20k" --set budget=20k --value 20k'),
    ),
    (_("Log a call"), _('salesmap log harbor call "Needs a quote by Friday"')),
    (_("Log yesterday's visit"), _('salesmap log harbor visit "Saw both sites" --at yesterday')),
    (
        _("Log a visit with its place and who went along"),
        _('salesmap log harbor visit "Saw the plant" --at-place "Dock Road" --with bo'),
    ),
)


@app.command()
def log(
    ctx: typer.Context,
    lead: LeadRef,
    kind_and_text: Annotated[
        list[str],
        typer.Argument(
            metavar=_("[TYPE] TEXT"),
            click_type=KindName(),
            help=_("Type of contact ({kinds}; note without one), and what happened.").format(
                kinds=glossed(KINDS)
            ),
        ),
    ],
    at: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Date and time; now by default."))
    ] = None,
    at_place: Annotated[
        str | None,
        typer.Option(
            metavar=_("PLACE"), help=_("Place of a visit or meeting, in words or as LAT,LON.")
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar=_("NAME"),
            click_type=PERSON,
            help=_("Who went along; can be given again."),
        ),
    ] = None,
    next_: Next = None,
    due: Due = None,
    set_: Set = None,
    new_field: NewField = False,
    value: Value = None,
    stage: Stage = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record an interaction, and what came of it."""
    context = get_context(ctx)
    from salesmap.core.dates import parse_moment

    kind, text = _kind_and_text(kind_and_text)
    happened = parse_moment(at, context.clock) if at is not None else context.clock.now()
    next_step = read_next_step(context, next_, due)
    cents, currency = read_amount(value, None)
    from salesmap.actions.lead.outcome import Outcome, log_with_outcome
    from salesmap.domain.field_work.whereabouts import whereabouts

    outcome = Outcome(
        {
            **({"value_cents": cents} if value is not None else {}),
            **({"currency": currency} if currency else {}),
        },
        parse_custom_fields(set_),
        stage,
        force=force,
        makes_fields=new_field,
        where=whereabouts(at_place, with_ or ()),
    )
    id = find_lead(context, lead)
    logged, missing = log_with_outcome(
        context.database, id, kind, text, happened, next_step, outcome
    )
    notify_missing(id, missing)
    rows = read_lead(context, id, fields)
    values = dict(zip([*rows.names(), *rows.words], rows.values[0], strict=False))
    line = _("Logged for lead {id} ({name}): {kind} on {day}.").format(
        kind=word(logged), id=id, name=values["name"], day=context.clock.day_of(happened)
    )
    if stage is not None:
        line += _(" Stage: {stage}.").format(stage=values["stage_words"])
    if next_step:
        line += _(" Next follow-up: {day}.").format(day=next_step[1])
    show_result(context, rows, format, fields, line)
    if stage is not None and values["status"] == "won":
        from salesmap.cli.commands.lead._shared.referrers import tell_thanks

        tell_thanks(context, id)


def _kind_and_text(words: list[str]) -> tuple[str, str]:
    """Return the type and the text; a text alone is a note, and `-` is standard input.

    Raises MissingTextError, TooManyTextsError.
    """
    if len(words) == 1:
        if words[0] in KINDS:
            raise MissingTextError(kind=word(words[0]))
        words = ["note", *words]
    if len(words) > 2:
        raise TooManyTextsError(text=words[2])
    return words[0], typed_text(words[1])
