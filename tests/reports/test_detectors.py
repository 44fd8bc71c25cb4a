"""Detectors at their limits: the threshold itself, and the least number of cases."""

import pytest
from conftest import Salesmap

from salesmap.domain.map.model import Problem
from salesmap.domain.map.words import Words
from salesmap.reports.diagnosis.detectors import Finding


def problem(side: str, threshold: float, least: int = 1) -> Problem:
    return Problem(
        "p", Words("P", "P"), "quiet_share", side, threshold, 180, least, (), (), None, 1, (), ()
    )


@pytest.mark.parametrize(
    ("side", "figure", "is_beyond"),
    [
        ("above", 0.51, True),
        ("above", 0.5, False),
        ("above", 0.49, False),
        ("below", 0.49, True),
        ("below", 0.5, False),
        ("below", 0.51, False),
    ],
)
def test_the_threshold_itself_is_not_beyond(side: str, figure: float, is_beyond: bool) -> None:
    assert Finding(figure, 100, 50, 50, 0).is_beyond(problem(side, 0.5)) is is_beyond


@pytest.mark.parametrize(("cases", "is_beyond"), [(7, False), (8, True), (9, True)])
def test_the_least_number_of_cases_is_enough(cases: int, is_beyond: bool) -> None:
    finding = Finding(1.0, cases, cases, cases, 0)
    assert finding.is_beyond(problem("above", 0.5, least=8)) is is_beyond


def test_the_least_number_of_cases_in_a_diagnosis(salesmap: Salesmap) -> None:
    """`leads-lost` asks for eight leads in the stage: seven inactive ones are no problem yet."""
    for number in range(8):
        salesmap.ok("lead", "add", f"L{number}", SALESMAP_NOW="2026-08-01T09:00:00")
        problems = [row["problem"] for row in salesmap.json("diagnose", "--stage", "lead")]
        assert ("leads-lost" in problems) is (number == 7), number
