"""What a person at a terminal is told where there is nothing to show, and programs are not."""

import pytest

from tests.conftest import Salesmap


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("due", "Nothing is due.\n"),
        ("inbox", "Nothing new.\n"),
        ("diagnose --stage lead", "No problems found. Problems with enough cases to judge: 0 of 5.\n"),
    ],
)  # fmt: skip
def test_a_person_is_told(salesmap: Salesmap, command: str, told: str) -> None:
    answer = salesmap.run(*command.split(), terminal=80)
    assert (answer.code, answer.out, answer.err) == (0, "", told)
    piped = salesmap.run(*command.split())
    assert (piped.code, piped.out, piped.err) == (0, "", "")
    assert salesmap.run(*command.split(), "--format", "json", terminal=80).err == ""


def test_how_much_could_be_judged(salesmap: Salesmap) -> None:
    """Eight leads are as many as a problem of the map needs; two of the five have none to look at."""
    for number in range(8):
        salesmap.ok(
            "lead",
            "add",
            f"Lead {number}",
            "--company",
            f"C{number}",
            "--phone",
            "1390000111" + str(number),
        )
        salesmap.ok("followup", "add", str(number + 1), "call", "--due", "+2d")
    told = salesmap.run("diagnose", "--stage", "lead", terminal=80).err
    assert told == "No problems found. Problems with enough cases to judge: 3 of 5.\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", ["rating list", "contract list", "report workload", "customer list"])  # fmt: skip
def test_headings_show_that_there_are_no_rows(salesmap: Salesmap, command: str, lang: str) -> None:
    """However many they are: a list that answers nothing looks like one that did not run."""
    asked = ("--lang", lang, *command.split())
    shown = salesmap.run(*asked, terminal=60, NO_COLOR="1").out
    heads = salesmap.run(*asked, terminal=400, NO_COLOR="1").out.split()
    assert heads and all(set(head) <= set(shown) for head in heads)
    assert all(len(line) <= 60 for line in shown.splitlines())
