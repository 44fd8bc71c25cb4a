"""Help on a report: its figures, or the parameters of a custom one."""

from typing import TYPE_CHECKING

import click

from salesmap.cli.command_tree.lazy import Command
from salesmap.cli.output import echo
from salesmap.core.config import reports_folder
from salesmap.core.i18n import _, chinese, label
from salesmap.domain.report_names import REPORT_NAMES

if TYPE_CHECKING:
    from salesmap.reports.catalogue.custom import CustomReport
    from salesmap.reports.query.report import Report


class ReportCommand(Command):
    """`report`, with help on the report that is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Print help on the report that is named, if help is requested."""
        name = next((word for word in args if not word.startswith("-")), None)
        if name and set(ctx.help_option_names) & set(args):
            if name in REPORT_NAMES:
                _print_report(name)
            elif custom := _custom(name):
                _print_custom(custom)
                ctx.exit()
        return super().parse_args(ctx, args)


def report_title(report: "Report") -> str:
    """Return the Chinese title of a report: the words before the colon of what it tells."""
    return chinese(report.help).partition("：")[0]


def _print_report(name: str) -> None:
    from salesmap.reports.catalogue.catalogue import REPORTS

    report = REPORTS[name]
    echo(f"{name}  {_(report.help)}")
    for definition, figures in (report.definitions or {"": report.metrics}).items():
        if definition:
            echo(f"  --def {definition}")
        for figure in figures:
            echo(f"  {label(figure.column)}  {_(figure.definition)}")


def _custom(name: str) -> "CustomReport | None":
    from salesmap.reports.catalogue.custom import custom_reports

    return custom_reports(reports_folder()).get(name)


def _print_custom(report: "CustomReport") -> None:
    echo(f"{report.name}  {report.help}")
    for parameter in report.parameters:
        echo(f"  --{parameter}")
