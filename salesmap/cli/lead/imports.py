"""`salesmap lead import`."""

import csv
from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.desk import Desk, desk_of
from salesmap.cli.lead.details import tell_rejected
from salesmap.cli.options import Format
from salesmap.cli.screen import say, show
from salesmap.errors import Unreadable
from salesmap.exchange.values import DATE_ORDERS
from salesmap.i18n import _
from salesmap.rows import Rows, columns
from salesmap.vocabulary import ON_DUPLICATE

DECIMALS = (",", ".")

app = typer.Typer()


@app.command("import", help=_("Take leads in from a CSV file: all of it is one change, and one undo takes it back."))
def import_leads(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The file."))],
    map_: Annotated[
        str | None,
        typer.Option("--map", metavar=_("COLUMN=FIELD,…"), help=_("What columns mean; - leaves one out, fields.NAME is your own.")),
    ] = None,
    stage_map: Annotated[
        str | None, typer.Option(metavar=_("THEIRS=OURS,…"), help=_("What their stages mean here; won, lost and dropped are valid, too."))
    ] = None,
    defaults: Annotated[str | None, typer.Option(metavar=_("FIELD=VALUE,…"), help=_("What empty cells mean."))] = None,
    date_order: Annotated[
        str | None, typer.Option(click_type=click.Choice(DATE_ORDERS), metavar="dmy|mdy|ymd", help=_("How 04/07/2026 is read."))
    ] = None,
    decimal: Annotated[str, typer.Option(click_type=click.Choice(DECIMALS), metavar=",|.", help=_("The decimal sign of amounts."))] = ".",
    on_duplicate: Annotated[
        str,
        typer.Option(click_type=click.Choice(ON_DUPLICATE), metavar="|".join(ON_DUPLICATE), help=_("What to do with leads known already.")),
    ] = "skip",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show what would land, and change nothing."))] = False,
    rejects: Annotated[Path | None, typer.Option(metavar=_("FILE"), help=_("Write rows that cannot land here, with the reason."))] = None,
    format: Format = None,
) -> None:
    """Import leads."""
    from salesmap.exchange.columns import LEFT_OUT, fates, field_named
    from salesmap.exchange.planning import Wishes, plan
    from salesmap.exchange.rejects import Rejects
    from salesmap.exchange.sheet import open_sheet
    from salesmap.folding import fold

    desk = desk_of(ctx)
    sheet = open_sheet(file)
    known_stages = _known_stages(desk)
    wishes = Wishes(
        stage_map={fold(theirs): _stage(ours, known_stages) for theirs, ours in _pairs(stage_map, "--stage-map").items()},
        known_stages=known_stages,
        defaults={field_named(field): value for field, value in _pairs(defaults, "--defaults").items()},
        date_order=date_order,
        decimal=decimal,
        clock=desk.clock,
        owner=desk.book.user,
    )
    planned = plan(sheet, fates(sheet.header, _pairs(map_, "--map")), wishes)
    if dry_run:
        from salesmap.cli.lead.rehearsal import show_rehearsal

        show_rehearsal(desk, planned, on_duplicate, format)
        return
    from salesmap.actions.importing import take_in

    with Rejects.kept_in(rejects, sheet.header) as put_aside:
        tally = take_in(desk.book, put_aside.good_ones(planned), file.name, on_duplicate)
    if left_out := [fate.header for fate in planned.columns if fate.field == LEFT_OUT and fate.header]:
        say(_("Columns left out: {columns}.").format(columns=", ".join(left_out)))
    tell_rejected(put_aside, rejects)
    counts = (planned.rows, tally.added, tally.updated, tally.skipped, put_aside.count)
    show(desk, Rows(columns("read:int added:int updated:int skipped:int rejected:int"), [counts]), format, single=True)


def _pairs(text: str | None, option: str) -> dict[str, str]:
    """`a=b,c=d` as a dict; quotes keep a comma. Raises Unreadable."""
    pairs = {}
    for item in next(csv.reader([text or ""], skipinitialspace=True), []):
        name, sign, value = item.rpartition("=") if option == "--map" else item.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise Unreadable(_("Cannot read {text!r} in {option}: write A=B,C=D.").format(text=item, option=option))
        pairs[name.strip()] = value.strip()
    return pairs


def _known_stages(desk: Desk) -> dict[str, str]:
    """Words that mean a stage or an end of the book's process: keys, labels, statuses; folded."""
    from salesmap.exchange.planning import status_words
    from salesmap.folding import fold
    from salesmap.process.loading import DEFAULT, load_template

    if desk.book.path.exists() and desk.book.path.stat().st_size:
        from salesmap.reports.stages import default_stages

        with desk.reading() as connection:
            stages = default_stages(connection)
    else:
        stages = [(stage.key, stage.label_en, stage.label_zh) for stage in load_template(DEFAULT).stages]
    return status_words() | {fold(word): words[0] for words in stages for word in words}


def _stage(name: str, known: dict[str, str]) -> str:
    from salesmap.folding import fold

    stage = known.get(fold(name))
    if stage is None:
        raise Unreadable(
            _("There is no stage {name!r}: it is one of {known}.").format(name=name, known=", ".join(dict.fromkeys(known.values())))
        )
    return stage
