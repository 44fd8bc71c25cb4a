"""No report without a recomputation: each of `report list`, in each of its definitions."""

from reports import test_recomputed_papers as papers
from reports import test_recomputed_reports as leads

from salesmap.reports.catalogue.catalogue import REPORTS


def test_every_report_in_every_definition() -> None:
    recomputed = {(name, definition) for name, definition in leads.REPORTS}
    recomputed |= {
        (name.split()[0], name.partition(" --def ")[2] or None) for name in papers.REPORTS
    }
    expected = {
        (name, definition)
        for name, report in REPORTS.items()
        for definition in (None, *list(report.definitions)[1:])
    }
    assert expected <= recomputed


def test_thousands_of_combinations() -> None:
    # Those on papers are compared at present and as of a past day.
    of_papers = len(papers.DIMENSIONS) * len(papers.FILTERS) * len(papers.PERIODS)
    assert len(leads.COMBINATIONS) + 2 * len(papers.REPORTS) * of_papers > 38_000
