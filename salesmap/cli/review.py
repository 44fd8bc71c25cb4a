"""`salesmap review week|month`: looking back together."""

from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.options import Owner, format_option
from salesmap.cli.panels import as_markdown, block_of, print_panels
from salesmap.cli.screen import put, tell, write
from salesmap.i18n import _

SPANS = ("week", "month")

app = typer.Typer()
LOOKS_BACK = ("review",)


@app.command("review", help=_("Look back on a week or a month: what moved, was won and lost and why, and what is still open."))
def review(
    ctx: typer.Context,
    span: Annotated[str, typer.Argument(click_type=click.Choice(SPANS), metavar="|".join(SPANS), help=_("Of which length."))],
    period: Annotated[
        str | None, typer.Option(metavar=_("PERIOD"), help=_("Which one, such as 2026-W47 or 2026-11; the last whole one unless said."))
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar=_("FILE"), help=_("Write it as one page that needs no network."))] = None,
    owner: Owner = None,
    format: Annotated[str | None, format_option(("markdown",))] = None,
) -> None:
    """Look back."""
    from salesmap.periods import named, parse_period
    from salesmap.reports.review import review
    from salesmap.store.maps import asking, current_map
    from salesmap.working_days import working_days

    desk = desk_of(ctx)
    when = parse_period(period or f"last-{span}", desk.clock.today())
    with desk.reading() as connection:
        panels = review(connection, current_map(asking(connection)), desk.clock, desk.lang, when, working_days(), owner)
    title = _("Review of {period}").format(period=named(when)) + (f" · {owner}" if owner else "")
    if html is not None:
        from salesmap.exchange.board_page import page

        write(html, page(title, f"{when.since} – {when.until}", [block_of(desk, panel) for panel in panels], desk.lang))
    elif format == "markdown":
        for line in as_markdown(desk, title, panels).split("\n"):
            tell(line)
    else:
        put(title)
        put("")
        print_panels(desk, panels)
