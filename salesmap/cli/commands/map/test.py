"""`salesmap map test`."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.map._changes import FINDINGS, source_of_version
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, notify, show
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.domain.map.automation.case_runs import CaseResult, Coverage

app = typer.Typer()
EXAMPLES = (
    (_("Run the cases of a map before you apply it"), _("salesmap map test my-map.toml")),
    (_("See which parts no case is about"), "salesmap map test six-stage --uncovered"),
)
_RESULTS = columns("case passed:yesno got:text::actual expected about:word number:int")
_COVERAGE = columns("about:word key covered_by:int")


@app.command()
def test_map(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar=_("FILE"),
            help=_("TOML file, or name of a built-in map; without it, the map of the database."),
        ),
    ] = None,
    uncovered: Annotated[
        bool, typer.Option("--uncovered", help=_("List the parts of the map without a case."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Run the test cases of a map (`[[test]]`), and show what they cover.

    Exits with 2 where the map has mistakes, with 4 where a case fails.
    """
    from salesmap.cli.commands.map._case_leads import acting_rules
    from salesmap.domain.map.automation.case_runs import coverage, run
    from salesmap.domain.map.checker import check_with_cases
    from salesmap.domain.map.loader import read_source

    context = get_context(ctx)
    source = read_source(file) if file else source_of_version(context)
    sales_map, cases, findings = check_with_cases(source)
    if findings or sales_map is None:
        show(context, Table(FINDINGS, [tuple(each) for each in findings]), format, fields)
        raise typer.Exit(UsageError.exit_code)
    with acting_rules(sales_map, source) as acting:
        results = run(sales_map, cases, acting)
    covered = coverage(sales_map, results)
    _show(context, results, covered, uncovered, format, fields)
    if not all(result.has_passed for result in results):
        raise typer.Exit(RuleViolation.exit_code)


def _show(
    context: AppContext,
    results: "list[CaseResult]",
    covered: "list[Coverage]",
    uncovered: bool,
    format: str | None,
    fields: str | None,
) -> None:
    is_text = format in (None, "table", "plain")
    failed = [number for number, result in enumerate(results, 1) if not result.has_passed]
    if uncovered:
        rows = [tuple(part) for part in covered if not part.cases]
        if rows or not is_text:
            show(context, Table(_COVERAGE, rows), format, fields)
    elif failed or not is_text:
        rows = [
            (
                result.case.what.text(context.lang) if result.case.what else str(number),
                result.has_passed,
                result.got,
                result.expected,
                result.case.about,
                number,
            )
            for number, result in enumerate(results, 1)
            if not is_text or number in failed
        ]
        show(context, Table(_RESULTS, rows), format, fields)
    lines = [_passed(len(results) - len(failed), len(results)), *map(_share, _by_subject(covered))]
    for line in lines:
        (echo if is_text else notify)(line)


def _passed(passed: int, count: int) -> str:
    text = ngettext("{passed} of {count} case passed.", "{passed} of {count} cases passed.", count)
    return text.format(passed=passed, count=count)


def _by_subject(covered: "list[Coverage]") -> list[tuple[str, int, int]]:
    """Return for each kind of part how many have a case, of how many."""
    kinds = dict.fromkeys(part.about for part in covered)
    return [
        (
            kind,
            sum(part.cases > 0 for part in covered if part.about == kind),
            sum(part.about == kind for part in covered),
        )
        for kind in kinds
    ]


def _share(part: tuple[str, int, int]) -> str:
    about, covered, count = part
    texts = {
        "gate": _("Gates covered: {covered} of {count} ({share} %)"),
        "rule": _("Rules covered: {covered} of {count} ({share} %)"),
        "detector": _("Detectors covered: {covered} of {count} ({share} %)"),
        "approval": _("Approvals covered: {covered} of {count} ({share} %)"),
    }
    return texts[about].format(covered=covered, count=count, share=100 * covered // count)
