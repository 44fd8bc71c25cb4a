"""Help on a report: what it tells and what its figures mean; of a report of the user's own, its comment and its options."""

from typing import TYPE_CHECKING

import click

from salesmap.cli.lazy import Command
from salesmap.cli.output import echo
from salesmap.core.config import reports_folder
from salesmap.core.i18n import _, chinese, label
from salesmap.domain.report_names import REPORT_NAMES

if TYPE_CHECKING:
    from salesmap.reports.catalogue.custom import CustomReport
    from salesmap.reports.query.report import Report


class ReportCommand(Command):
    """`report`, whose help knows the report that is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell of the report that help is asked on, before the help that all of them share."""
        name = next((word for word in args if not word.startswith("-")), None)
        if name and set(ctx.help_option_names) & set(args):
            if name in REPORT_NAMES:
                _tell_of(name)
            elif mine := _own(name):
                _tell_of_own(mine)
                ctx.exit()
        return super().parse_args(ctx, args)


def report_title(report: "Report") -> str:
    """Return the Chinese title of a report: the words before the colon of what it tells."""
    return chinese(report.help).partition("：")[0]


def _tell_of(name: str) -> None:
    from salesmap.reports.catalogue.catalogue import REPORTS

    report = REPORTS[name]
    echo(f"{name}  {_(report.help)}")
    for definition, figures in (report.definitions or {"": report.metrics}).items():
        if definition:
            echo(f"  --def {definition}")
        for figure in figures:
            echo(f"  {label(figure.column)}  {_(figure.definition)}")


def _own(name: str) -> "CustomReport | None":
    from salesmap.reports.catalogue.custom import custom_reports

    return custom_reports(reports_folder()).get(name)


def _tell_of_own(report: "CustomReport") -> None:
    echo(f"{report.name}  {report.help}")
    for parameter in report.parameters:
        echo(f"  --{parameter}")
