"""`map test`: the cases in a map, and what they cover."""

from pathlib import Path

import pytest
from conftest import Salesmap

MAP = """
key = "tiny"
label = { en = "Tiny", zh = "小" }
strict = true

[[role]]
key = "boss"
label = { en = "Boss", zh = "老板" }

[[approval]]
key = "discount"
of = "quote"
when = ["discount_rate>0.10", "total>100k"]
role = "boss"

[[stage]]
key = "talk"
label = { en = "Talk", zh = "洽谈" }
phase = "before"
probability = 0.5
quiet_days = 7
response_hours = 24

  [[stage.item]]
  key = "source"
  label = { en = "Source", zh = "来源" }
  field = "source"

  [[stage.problem]]
  key = "slow"
  label = { en = "Slow", zh = "慢" }
  metric = "unfollowed_share"
  above = 0.2
  least = 5

    [[stage.problem.countermeasure]]
    what = { en = "Call", zh = "打电话" }
    days = 1

[[stage]]
key = "after"
label = { en = "After", zh = "售后" }
phase = "after"
probability = 1
quiet_days = 30
response_hours = 24

[[when]]
key = "big"
on = "won"
when = ["value>=10k", "tag=hot"]
then = [{ tag = "big" }]
"""

CASES = {
    "gate": '[[test]]\nfrom = "talk"\nto = "won"\nmissing = ["talk.source"]\nblocked = true\n',
    "rule": '[[test]]\non = "won"\nlead = { value = "10k", tag = "hot" }\nfires = ["big"]\n',
    "detector": '[[test]]\nproblem = "talk.slow"\nfound = [[0.21, 5]]\n'
    "not_found = [[0.2, 5], [0.9, 4]]\n",
    "approval": '[[test]]\npaper = "quote"\ndiscount_rate = 0.11\ntotal = "100,001"\n'
    'asks = ["discount"]\n',
}
WRONG = {
    "gate": CASES["gate"].replace("true", "false"),
    "rule": CASES["rule"].replace("10k", "9,999"),
    "detector": CASES["detector"].replace("0.21", "0.2"),
    "approval": CASES["approval"].replace("0.11", "0.1"),
}


def outcome(salesmap: Salesmap, tmp_path: Path, cases: str, *options: str) -> tuple[int, str]:
    path = tmp_path / "tiny.toml"
    path.write_text(MAP + "\n" + cases, encoding="utf-8")
    answer = salesmap.run("map", "test", str(path), *options)
    return answer.code, answer.out + answer.err


@pytest.mark.parametrize("about", list(CASES))
def test_a_case_of_each_kind(salesmap: Salesmap, tmp_path: Path, about: str) -> None:
    code, out = outcome(salesmap, tmp_path, CASES[about])
    assert (code, "1 of 1 case passed." in out) == (0, True), out
    assert f"{about.capitalize()}s covered: 1 of 1 (100 %)" in out
    code, out = outcome(salesmap, tmp_path, WRONG[about])
    assert (code, "0 of 1 case passed." in out) == (4, True), out
    assert f"{about.capitalize()}s covered: 0 of 1 (0 %)" in out


def test_what_no_case_is_about(salesmap: Salesmap, tmp_path: Path) -> None:
    _code, out = outcome(salesmap, tmp_path, CASES["gate"], "--uncovered", "--fields", "about,key")
    assert [line.split("\t") for line in out.splitlines()[1:4]] == [
        ["rule", "big"], ["detector", "talk.slow"], ["approval", "discount"]]  # fmt: skip


def test_a_case_of_something_else(salesmap: Salesmap, tmp_path: Path) -> None:
    for wrong, problem in (
        ('[[test]]\nto = "nowhere"\n', "nowhere"),
        ('[[test]]\nto = "won"\nmissing = ["talk.sauce"]\n', "talk.sauce"),
        ('[[test]]\non = "won"\nfires = ["small"]\n', "small"),
        ('[[test]]\non = "won"\nlead = { status = "banana" }\n', "banana"),
        ('[[test]]\non = "won"\nlead = { value = "abc" }\n', "abc"),
        ('[[test]]\non = "won"\nlead = { currency = "BANANA" }\n', "BANANA"),
        ('[[test]]\nproblem = "talk.slow"\nfound = [[inf, 5]]\n', "found must be"),
        ('[[test]]\non = "won"\nlead = { colour = "red" }\n', "colour"),
        ('[[test]]\nproblem = "talk.quick"\nfound = [[1, 5]]\n', "talk.quick"),
        ('[[test]]\nproblem = "talk.slow"\n', "found is missing"),
        ('[[test]]\npaper = "quote"\nasks = ["nothing"]\n', "nothing"),
        ('[[test]]\npaper = "quote"\ntotal = "much"\n', "much"),
        ('[[test]]\npaper = "quote"\ndiscount_rate = 1.01\n', "from 0 to 1"),
        ('[[test]]\nto = "won"\non = "won"\n', "exactly one of"),
    ):
        code, out = outcome(salesmap, tmp_path, wrong)
        assert (code, problem in out) == (2, True), (wrong, out)
        checked = salesmap.run("map", "check", str(tmp_path / "tiny.toml"))
        assert (checked.code, problem in checked.err + checked.out) == (2, True), (wrong, checked)


def test_as_json(salesmap: Salesmap, tmp_path: Path) -> None:
    path = tmp_path / "tiny.toml"
    path.write_text(MAP + CASES["rule"] + WRONG["gate"], encoding="utf-8")
    answer = salesmap.run("map", "test", str(path), "--format", "json")
    assert answer.code == 4
    assert [(each["case"], each["about"], each["passed"]) for each in answer.data] == [
        ("1", "rule", True), ("2", "gate", False)]  # fmt: skip
    assert list(answer.data[0])[:3] == ["case", "passed", "got"]


@pytest.mark.parametrize("name", ["six-stage", "medical-device", "b2b-simple"])
def test_the_shipped_maps_are_covered(salesmap: Salesmap, name: str) -> None:
    answer = salesmap.ok("map", "test", name, "--uncovered", "--format", "json")
    assert answer.data == []
