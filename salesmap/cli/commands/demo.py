"""`salesmap demo`."""

import shlex
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.output import write
from salesmap.core import commit_state
from salesmap.core.i18n import _
from salesmap.domain.service.words import priority_word

app = typer.Typer()
EXAMPLES = (
    (_("See the main steps on sample data"), "salesmap demo"),
    (_("See them in Chinese"), "salesmap --lang zh demo"),
    (_("See what a team does"), "salesmap demo --team"),
)


@app.command()
def demo(
    ctx: typer.Context,
    team: Annotated[
        bool, typer.Option("--team", help=_("With a team: members, who gets what, absences."))
    ] = False,
) -> None:
    """Type the main commands on a temporary database."""
    context = get_context(ctx)
    from salesmap.actions.database.sample import fill

    scratch = Path(mkdtemp(prefix="salesmap-demo-")) / "demo.db"
    write(
        _("Temporary database with sample leads of the last six months: {path}").format(
            path=scratch
        )
    )
    fill(context.database._replace(path=scratch, server=None), context.lang, team=team)
    for words, shown in _of_team(context.lang) if team else _walk():
        _type(context, scratch, words, shown)
    commit_state.changes.clear()  # they are no news: hooks get nothing of a scratch database
    write("")
    write(_("To explore it: salesmap --db {path}").format(path=scratch))


def _walk() -> list[tuple[tuple[str, ...], bool]]:
    """Return the commands, each with whether it prints a table."""
    name, company, person = _("Harbor Cold Store"), _("Harbor Cold Store Ltd"), _("Grace Hill")
    return [
        (
            (
                "lead",
                "add",
                name,
                "--company",
                company,
                "--contact",
                person,
                "--phone",
                "13900001111",
                "--value",
                _("48k"),
                "--close",
                _("eom"),
            ),
            False,
        ),
        (("log", name, "call", _("Two sites; needs a quote by the end of the month")), False),
        (("lead", "advance", name, "--note", _("Budget confirmed")), False),
        (
            (
                "followup",
                "add",
                name,
                _("Send the survey form"),
                "--due",
                _("today"),
                "--kind",
                "email",
            ),
            False,
        ),
        (("lead", "checklist", name), True),
        (("lead", "score", name), True),
        (("due",), True),
        (("lead", "list", "--limit", "8"), True),
        (("lead", "show", name), True),
        (("lead", "win", "1", "--value", _("52k")), False),
        (("undo",), False),
        (("funnel",), True),
        (("diagnose",), True),
        *_papers(name),
        *_service(company),
        *_care(company),
        *_satisfaction(name, company),
    ]


def _of_team(lang: str) -> list[tuple[tuple[str, ...], bool]]:
    """Return the commands of a team: who is who, whose, absences."""
    from salesmap.actions.database.sample import team_words

    (first, second, third), (north, _south) = team_words(lang)
    return [
        (("member", "list"), True),
        (("lead", "list", "--team", north, "--limit", "5"), True),
        (("report", "winrate", "--by", "team"), True),
        (("target", "set", "400k", "--team", north), True),
        (("member", "away", first, "--until", _("fri"), "--deputy", second), False),
        (("due", "--owner", third), True),
        (("handover", third, second, "--dry-run"), False),
    ]


def _service(customer: str) -> list[tuple[tuple[str, ...], bool]]:
    """Return the commands after the sale."""
    return [
        (
            (
                "ticket",
                "new",
                customer,
                _("The cooling unit is too loud"),
                "--priority",
                priority_word("high"),
            ),
            False,
        ),
        (("ticket", "reply", "1", _("A technician comes tomorrow")), False),
        (
            (
                "ticket",
                "new",
                customer,
                _("Please send the manual"),
                "--priority",
                priority_word("low"),
            ),
            False,
        ),
        (("ticket", "resolve", "1", "--note", _("Fan replaced")), False),
        (("ticket", "list"), True),
        (("report", "tickets"), True),
    ]


def _care(customer: str) -> list[tuple[tuple[str, ...], bool]]:
    """Return the commands on customers: who is in which tier, and cared for."""
    return [
        (("customer", "list", "value_won>0", "--sort", "-value_won"), True),
        (("customer", "tier", "--apply", "--yes"), True),
        (("care", "plan"), True),
        (("care", "done", customer, "--satisfaction", "4", "--note", _("Runs well")), False),
    ]


def _papers(name: str) -> list[tuple[tuple[str, ...], bool]]:
    """Return the commands from the quote to the money."""
    plan = _("50% sign, rest sign+60d")
    return [
        (
            (
                "quote", "new", name, _("Cooling unit@2"), "--price", "20000", "--tax", "13%",
                "--send", "--by", "email",
            ),
            False,
        ),
        (("quote", "bid", name, "43000"), False),
        (("quote", "revise", name, "--why", "price", "--got", _("Payment in advance")), False),
        (("quote", "discount", name, "3%"), False),
        (("quote", "send", name), False),
        (("quote", "show", name), True),
        (("quote", "accept", name), False),
        (("contract", "new", name), False),
        (("contract", "plan", name, plan), False),
        (("contract", "sign", name), False),
        (("payment", "add", name, "21922"), False),
        (("contract", "show", name), True),
        (("report", "receivables"), True),
    ]  # fmt: skip


def _satisfaction(name: str, company: str) -> list[tuple[tuple[str, ...], bool]]:
    """Return the commands from the delivery to the next lead."""
    return [
        (("rating", "add", company, "5", "--lead", name, "--comment", _("On time")), False),
        (("report", "satisfaction"), True),
        (
            (
                "lead", "add", _("Pier Cold Store"), "--company", _("Pier Ltd"),
                "--referred-by", company,
            ),
            False,
        ),
        (("report", "referrals"), True),
    ]  # fmt: skip


def _type(context: AppContext, scratch: Path, words: tuple[str, ...], shows_table: bool) -> None:
    """Print a command as a person types it, and run it."""
    from salesmap.cli.app import invoke

    write("")
    write(
        "$ salesmap "
        + " ".join(shlex.quote(word) if not word.isalnum() else word for word in words)
    )
    sys.stdout.flush()
    settings = ["--db", str(scratch), "--lang", context.lang, "--user", context.database.user]
    if context.clock.fixed:
        settings += ["--now", context.clock.fixed.isoformat()]
    invoke([*settings, *words, *(["--format", "table"] if shows_table else [])])
