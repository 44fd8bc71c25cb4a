"""Ratings: given, listed, corrected; what they raise; the report and the detector made of them."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from support.machine import browser

from tests.conftest import Salesmap, made_once

LOW = "Ask what went wrong, and put it right"
HIGH = "Ask whether we may name them as a reference"


@made_once
def served(person: Salesmap) -> None:
    """Two customers with leads, one without any; a contract and its milestone."""
    person.ok("lead", "add", "Cold store", "--company", "Harbor Ltd", "--contact", "Grace", "--owner", "ann", "--product", "freezer", "--value", "10k")  # fmt: skip
    person.ok("lead", "win", "1")
    person.ok("lead", "add", "Clinic", "--company", "Lakeside", "--owner", "bo", "--value", "5k")
    person.ok("customer", "add", "Willow")
    person.ok("contract", "new", "1", "--amount", "10k", "--sign")


def followups(person: Salesmap) -> list[tuple[int, str, str]]:
    return [(row["lead_id"], row["what"], row["due_on"]) for row in person.json("followup", "list")]


def test_a_rating_keeps_who_was_rated(served: Salesmap) -> None:
    row = served.json("rating", "add", "harbor", "4", "--contract", "1", "--comment", " on time ")
    assert (row["scale"], row["score"], row["owner"], row["comment"]) == ("csat5", 4, "ann", "on time")  # fmt: skip
    assert (row["contract_id"], row["lead_id"], row["ticket_id"]) == (1, None, None)
    served.ok("lead", "edit", "1", "--owner", "cai")
    assert served.json("rating", "list")[0]["owner"] == "ann", "a copy, not who it is now"
    row = served.json("rating", "add", "harbor", "8", "--scale", "nps", "--lead", "1")
    assert (row["lead_id"], row["contact"]) == (1, "Grace")
    assert served.json("rating", "add", "willow", "3")["owner"] is None


def test_what_does_not_fit_is_refused(served: Salesmap) -> None:
    for score, scale, bounds in (("6", "csat5", "1 to 5"), ("11", "nps", "0 to 10"), ("-1", "nps", "0 to 10")):  # fmt: skip
        refused = served.run("rating", "add", "harbor", "--scale", scale, "--", score)
        assert refused.code == 2 and bounds in refused.err
    assert served.run("rating", "add", "harbor", "5", "--scale", "stars").code == 2
    future = served.run("rating", "add", "harbor", "5", "--at", "tomorrow")
    assert future.code == 2 and "in the future" in future.err
    for option, reference in (("--contract", "1"), ("--lead", "1"), ("--contact", "grace")):
        other = served.run("rating", "add", "lakeside", "5", option, reference)
        assert other.code == 4 and "another customer" in other.err
    assert served.run("rating", "add", "harbor", "5", "--ticket", "T-1").code == 3
    assert served.run("rating", "add", "nobody", "5").code == 3
    assert served.json("rating", "list") == []


def test_low_and_high_ones_raise_a_followup_once(served: Salesmap) -> None:
    assert f"Follow-up 1 on lead 1: {LOW}" in served.ok("rating", "add", "harbor", "2").err
    assert "planned already" in served.ok("rating", "add", "harbor", "6", "--scale", "nps").err
    assert HIGH in served.ok("rating", "add", "harbor", "9", "--scale", "nps").err
    assert followups(served) == [(1, LOW, "2026-11-24"), (1, HIGH, "2026-11-30")]
    for score, scale in (("3", "csat5"), ("4", "csat5"), ("7", "nps"), ("8", "nps")):
        assert served.ok("rating", "add", "lakeside", score, "--scale", scale).err == ""
    assert "has no lead" in served.ok("rating", "add", "willow", "1").err
    served.ok("followup", "done", "1")
    assert "Follow-up 3 on lead 1" in served.ok("rating", "add", "harbor", "1").err


def test_it_is_put_on_the_newest_open_lead(served: Salesmap) -> None:
    served.ok("lead", "add", "Pier", "--company", "Harbor Ltd", "--owner", "cai")
    served.ok("rating", "add", "harbor", "1")
    (row,) = served.json("followup", "list")
    assert (row["lead_id"], row["owner"]) == (3, "cai")
    served.ok("undo")
    assert served.json("followup", "list") == served.json("rating", "list") == []


def test_an_old_rating_raises_nothing(served: Salesmap) -> None:
    assert "older than 30 days" in served.ok("rating", "add", "harbor", "1", "--at", "2026-10-01").err  # fmt: skip
    assert "Follow-up" in served.ok("rating", "add", "harbor", "1", "--at", "2026-10-25").err


def test_a_rating_is_fresh_for_thirty_days_to_the_minute(served: Salesmap) -> None:
    for moment, is_fresh in (("2026-10-24 08:59", False), ("2026-10-24 09:00", True)):
        told = served.ok("rating", "add", "harbor", "1", "--at", moment).err
        assert ("Follow-up" in told, "older than 30 days" in told) == (is_fresh, not is_fresh)


def test_a_map_without_the_table_raises_nothing(served: Salesmap) -> None:
    text = served.ok("map", "export").out
    without = text.replace("[satisfaction.low]", "[satisfaction.high]", 1)
    path = served.home / "own.toml"
    start, end = text.index("[satisfaction.low]"), text.index("[referral]")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert "low ratings" in served.ok("map", "apply", str(path), "--yes").out
    assert served.ok("rating", "add", "harbor", "1").err == ""
    path.write_text(without, encoding="utf-8")
    assert served.run("map", "check", str(path)).code == 2, "the table is there twice"


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("csat5 = 2 ", "csat5 = 6 ", "csat5 must be a number from 1 to 5"),
        ("nps = 6 ", "nps = 11 ", "nps must be a number from 0 to 10"),
        ("[satisfaction.low] ", "[satisfaction.middle] ", "unknown key 'middle'"),
        ("[referral] ", "[referral]\nwho = 1 ", "unknown key 'who'"),
    ],
)
def test_a_wrong_table_is_found(served: Salesmap, before: str, after: str, problem: str) -> None:
    text = served.ok("map", "export").out
    assert before in text
    path = served.home / "own.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = served.run("map", "check", str(path))
    assert found.code == 2 and problem in found.out + found.err


def test_edit_and_drop(served: Salesmap) -> None:
    served.ok("rating", "add", "harbor", "3", "--comment", "slow")
    row = served.json(
        "rating", "edit", "1", "--score", "满意", "--comment", "", "--at", "2026-11-01", "--owner", "bo"
    )  # fmt: skip
    assert (row["score"], row["comment"], row["rated_on"], row["owner"]) == (4, None, "2026-11-01", "bo")  # fmt: skip
    assert served.run("rating", "edit", "1", "--score", "9").code == 2
    assert served.run("rating", "edit", "1").code == 2
    assert served.run("rating", "edit", "2", "--score", "4").code == 3
    assert "Harbor Ltd" in served.ok("rating", "drop", "1").out
    assert served.run("rating", "drop", "1").code == 3
    served.ok("undo")
    assert served.json("rating", "list")[0]["score"] == 4


def test_the_report(served: Salesmap) -> None:
    for score in ("5", "4", "2", "1", "3"):
        served.ok("rating", "add", "harbor", score, "--contract", "1")
    for score in ("10", "9", "7", "0"):
        served.ok("rating", "add", "lakeside", score, "--scale", "nps", "--at", "2026-10-05")
    rows = served.json("report", "satisfaction")
    assert rows == [
        {"scale": "csat5", "n": 5, "csat": 0.4, "nps": None, "mean": 3, "low": 2},
        {"scale": "nps", "n": 4, "csat": None, "nps": 25.0, "mean": 6.5, "low": 1},
    ]
    by = {name: served.json("report", "satisfaction", "--by", name) for name in ("owner", "product", "month", "customer", "tier")}  # fmt: skip
    assert [(row["owner"], row["n"]) for row in by["owner"]] == [("ann", 5), ("bo", 4)]
    assert [(row["product"], row["n"]) for row in by["product"]] == [(None, 4), ("freezer", 5)]
    assert [(row["month"], row["scale"]) for row in by["month"]] == [("2026-10", "nps"), ("2026-11", "csat5")]  # fmt: skip
    assert [row["customer"] for row in by["customer"]] == ["Harbor Ltd", "Lakeside"]
    assert len(served.json("report", "satisfaction", "--since", "2026-11-01")) == 1
    assert served.json("report", "satisfaction", "--owner", "bo")[0]["n"] == 4
    assert len(served.json("rating", "list", "--customer", "lakeside")) == 4
    assert [row["score"] for row in served.json("rating", "list", "--low")] == [1, 2, 0]
    figures = {
        (row["scale"], row["figure"]): row
        for row in served.json("report", "satisfaction", "--explain")
    }
    assert figures["csat5", "low"]["rating_ids"] == [3, 4]
    assert figures["nps", "nps"]["formula"] == "100 × (2 − 1) ÷ 4"
    assert figures["nps", "n"]["ratings"] == 4
    assert served.json("report", "satisfaction", "--until", "2026-09-30") == []


def test_the_vector_of_the_trade(served: Salesmap) -> None:
    for score, count in (("9", 18), ("8", 11), ("6", 2)):
        for _number in range(count):
            served.ok("rating", "add", "harbor", score, "--scale", "nps")
    (row,) = served.json("report", "satisfaction")
    assert (row["n"], row["nps"], row["low"]) == (31, 51.6, 2)


def test_the_detector_and_the_kpi(served: Salesmap) -> None:
    assert "satisfaction" not in [row["kpi"] for row in served.json("kpi")]
    for score in ("1", "2", "4", "5"):
        served.ok("rating", "add", "harbor", score)
    named = [row["problem"] for row in served.json("diagnose")]
    assert "dissatisfied" not in named, "four are too few"
    served.ok("rating", "add", "harbor", "5", "--contract", "1")
    (found,) = [row for row in served.json("diagnose") if row["problem"] == "dissatisfied"]
    assert (found["metric"], found["value"], found["leads"]) == ("csat_low_share", 0.4, 1)
    assert len(found["countermeasures"]) == 2
    (kpi,) = [row for row in served.json("kpi") if row["kpi"] == "satisfaction"]
    assert (kpi["value"], kpi["alarm"]) == (0.6, True)


def test_it_is_known_everywhere(served: Salesmap) -> None:
    served.ok("rating", "add", "harbor", "4", "--contract", "1", "--comment", "sturdy shelves")
    assert [row["kind"] for row in served.json("find", "sturdy")] == ["rating"]
    for page in (served.json("customer", "show", "harbor"), served.json("lead", "show", "1")):
        (event,) = [each for each in page["timeline"] if each["event"] == "rated"]
        assert "sturdy shelves" in event["text"]
    served.ok("dup", "merge", "customer:2", "customer:1", "--yes")
    assert served.json("rating", "list")[0]["customer"] == "Lakeside"
    served.ok("db", "check")
    assert served.json("rating", "list", "--as-of", "2026-11-20") == []
    assert "4 (satisfied)" in served.ok("rating", "list", terminal=120).out
    assert "4（满意）" in served.ok("rating", "list", terminal=120, SALESMAP_LANG="zh").out


def test_a_person_who_is_forgotten_takes_no_ticket_and_no_rating_along(served: Salesmap) -> None:
    served.ok("ticket", "new", "harbor", "does not cool", "--contact", "grace")
    served.ok("rating", "add", "harbor", "4", "--ticket", "1")
    assert served.json("rating", "list")[0]["contact"] == "Grace"
    served.ok("contact", "forget", "grace", "--yes")
    (row,) = served.json("rating", "list")
    assert (row["contact"], row["score"], row["ticket_id"]) == (None, 4, 1)
    assert served.json("ticket", "show", "1")["state"] == "open"
    served.ok("db", "check")


def test_the_number_of_a_ticket_says_whose_it_is(served: Salesmap) -> None:
    number = served.json("ticket", "new", "harbor", "does not cool", "--contact", "grace")["number"]
    row = served.json("rating", "add", number.lower(), "2", "--scale", "nps")
    assert (row["customer"], row["ticket"], row["contact"]) == ("Harbor Ltd", number, "Grace")
    assert number in served.ok("rating", "form", number).out
    assert served.run("rating", "add", "T-1999-0001", "2").code == 3
    served.ok("contact", "add", "Grace", "--company", "Lakeside")
    assert served.json("rating", "add", "lakeside", "4", "--contact", "grace")["contact"] == "Grace"


SURVEY = """Response ID,Email,Date,CSAT,NPS Score,Feedback,Order
r1,g@h.co,2026-11-20,5,9,ok,
r2,x@y.z,2026-11-20,5,9,who,
r3,g@h.co,2026-11-23,2/5,,bad,C-2026-0001
r4,g@h.co,2026-01-27,1,3,old,
r5,g@h.co,2026-01-27,7,3,off the scale,
r6,g@h.co,2027-01-27,4,3,to come,
r7,g@h.co,2026-01-27,,,nothing,
r8,g@h.co,2026-01-27,4,,no such order,C-9
"""


@pytest.fixture
def surveyed(served: Salesmap) -> Salesmap:
    served.ok("contact", "edit", "grace", "--email", "g@h.co")
    (served.home / "survey.csv").write_text(SURVEY, encoding="utf-8")
    return served


def test_import_the_answers_of_a_survey(surveyed: Salesmap) -> None:
    rehearsed = surveyed.json("rating", "import", "survey.csv", "--dry-run")
    assert rehearsed["added"] == 3 and surveyed.json("rating", "list") == []
    done = surveyed.run("rating", "import", "survey.csv", "--rejects", "no.csv", "--format", "json")
    assert done.data == {"read": 8, "added": 3, "updated": 0, "skipped": 0, "rejected": 5}
    assert "2 follow-ups scheduled" in done.err and "2 ratings are too old" in done.err
    reasons = (surveyed.home / "no.csv").read_text(encoding="utf-8")
    for reason in ("x@y.z", "'7' is not on the scale", "future", "no score", "no contract 'C-9'"):
        assert reason in reasons
    rows = surveyed.json("rating", "list")
    assert [(row["scale"], row["score"], row["contact"]) for row in rows] == [
        ("csat5", 2, "Grace"), ("nps", 9, "Grace"), ("csat5", 5, "Grace"), ("nps", 3, "Grace"), ("csat5", 1, "Grace"),
    ]  # fmt: skip
    assert rows[0]["contract"] == "C-2026-0001" and rows[0]["owner"] == "ann"
    assert surveyed.json("rating", "import", "survey.csv")["skipped"] == 3
    assert surveyed.run("rating", "import", "no.csv").code == 4
    (surveyed.home / "own.csv").write_text(
        surveyed.ok("rating", "list", "-f", "csv").out, encoding="utf-8"
    )
    own = surveyed.json("rating", "import", "own.csv")
    assert (own["added"], own["skipped"]) == (0, 5)
    surveyed.ok("undo")
    assert surveyed.json("rating", "list") == surveyed.json("followup", "list") == []


def test_a_chinese_file_in_words(served: Salesmap) -> None:
    text = "客户,评分,量表,评价日期,评语\nHarbor Ltd,很满意,,2026-11-20,快\nHarbor Ltd,8,推荐意愿,2026-11-20,\n没有的客户,满意,,2026-11-20,\nHarbor Ltd,很满意,,2026-11-20,快\n"
    (served.home / "c.csv").write_text(text, encoding="gb18030")
    done = served.run("rating", "import", "c.csv", "--format", "json", SALESMAP_LANG="zh")
    assert done.data["added"] == 3 and done.data["rejected"] == 1
    assert "没有客户" in done.err and "1 行与前面的行完全相同" in done.err
    assert [row["score"] for row in served.json("rating", "list", "--scale", "nps")] == [8]


def test_a_page_comes_back_once(served: Salesmap) -> None:
    served.ok("config", "set", "company.name", "Ours & Sons")
    assert "rating import" in served.ok("rating", "form", "harbor", "--contract", "1", "--html", "r.html").out  # fmt: skip
    page = (served.home / "r.html").read_text(encoding="utf-8")
    assert "How did we do?" in page and "C-2026-0001" in page and "Ours &amp; Sons" in page
    assert page.count('name="satisfaction"') == 5 and page.count('name="recommendation"') == 11
    assert "请您评价" in served.ok("rating", "form", "harbor", SALESMAP_LANG="zh").out
    answered = {**head_in(page), "answers": {"satisfaction": "2", "recommendation": "8", "comment": "late"}}  # fmt: skip
    path = served.home / "answer.json"
    path.write_text(json.dumps(answered), encoding="utf-8")
    done = served.ok("rating", "import", "answer.json")
    assert "csat5 2 (dissatisfied)" in done.out and "nps 8 of 10" in done.out and LOW in done.err
    rows = served.json("rating", "list")
    assert {(row["contract_id"], row["owner"], row["comment"]) for row in rows} == {(1, "ann", "late")}  # fmt: skip
    again = served.ok("form", "import", "answer.json")
    assert "answered this page before, see rating 1" in again.err
    path.write_text(json.dumps({**answered, "answers": {"satisfaction": "5"}}), encoding="utf-8")
    assert "nothing was counted" in served.ok("rating", "import", "answer.json").err
    assert len(served.json("rating", "list")) == 2


def test_a_page_that_was_not_sent_is_refused(served: Salesmap) -> None:
    head = head_in(served.ok("rating", "form", "harbor", "--contact", "grace").out)
    path = served.home / "answer.json"

    def put(answers: dict[str, str], **more: Any) -> Any:
        path.write_text(json.dumps({**head, **more, "answers": answers}), encoding="utf-8")
        return served.run("form", "import", "answer.json")

    five = {"satisfaction": "5"}
    for more in ({"customer": 2}, {"token": "0" * 32}, {"issued": "2026-01-01T00:00:00Z"}, {"ticket": 3}):  # fmt: skip
        assert put(five, **more).code == 4
    assert put(five, book="another").code == 4
    assert put({"comment": "hello"}).code == 2
    assert put({"satisfaction": "6"}).code == 2
    assert put({"satisfaction": "5"}, customer="1").code == 2
    assert served.run("form", "import", "answer.json", "--lead", "1").code == 2
    assert served.json("rating", "list") == []
    other = served.run("rating", "form", "lakeside", "--contract", "1")
    assert other.code == 4 and "another customer" in other.err
    assert put(five).code == 0
    assert served.json("rating", "list")[0]["contact"] == "Grace"


def test_a_page_sent_before_a_merge_goes_to_the_survivor(served: Salesmap) -> None:
    head = head_in(served.ok("rating", "form", "harbor", "--contact", "grace").out)
    path = served.home / "answer.json"
    path.write_text(json.dumps({**head, "answers": {"satisfaction": "4"}}), encoding="utf-8")
    served.ok("dup", "merge", "customer:3", "customer:1", "--yes")
    served.ok("dup", "merge", "customer:2", "customer:3", "--yes")
    done = served.ok("rating", "import", "answer.json")
    assert "merged into customer 2" in done.err
    (row,) = served.json("rating", "list")
    assert (row["customer_id"], row["contact"]) == (2, "Grace")
    assert "answered this page before" in served.ok("rating", "import", "answer.json").err
    served.ok("db", "check")


def test_a_page_whose_customer_is_gone_is_refused(served: Salesmap) -> None:
    served.ok("customer", "add", "Gone")
    head = head_in(served.ok("rating", "form", "gone").out)
    answered = json.dumps({**head, "answers": {"satisfaction": "4"}})
    (served.home / "answer.json").write_text(answered, encoding="utf-8")
    served.ok("undo")
    refused = served.run("rating", "import", "answer.json")
    assert refused.code == 4 and "customer 4, who is no more" in refused.err
    assert (served.home / "answer.json").read_text(encoding="utf-8") == answered


@pytest.mark.skipif(browser.found() is None, reason="no Chromium on this machine")
def test_a_customer_fills_the_page_in(served: Salesmap, tmp_path: Path) -> None:
    served.ok("rating", "form", "harbor", "--html", "r.html")
    with browser.opened((served.home / "r.html").as_uri(), tmp_path / "browser") as page:
        page.run("document.querySelector('[name=satisfaction][value=\"4\"]').click()")
        page.run("document.querySelector('[name=recommendation][value=\"10\"]').click()")
        page.run("document.querySelector('textarea').value = 'fine'")
        page.run("document.querySelector('button').click()")
        text = page.run("document.querySelector('#copy').value")
    (served.home / "answer.json").write_text(text, encoding="utf-8")
    served.ok("form", "import", "answer.json")
    rows = served.json("rating", "list")
    assert [(row["scale"], row["score"], row["comment"]) for row in rows] == [("nps", 10, "fine"), ("csat5", 4, "fine")]  # fmt: skip


def head_in(page: str) -> dict[str, Any]:
    """Return what a page puts before the answers."""
    (head,) = re.findall(r'data-head="([^"]*)"', page)
    found: dict[str, Any] = json.loads(unescape(head))
    return found


def test_a_list_by_score(served: Salesmap) -> None:
    for score, scale in (("5", "csat5"), ("4", "csat5"), ("5", "nps"), ("10", "nps")):
        served.ok("rating", "add", "harbor", score, "--scale", scale)

    def found(*filters: str) -> list[tuple[str, int]]:
        return sorted((row["scale"], row["score"]) for row in served.json("rating", "list", *filters))  # fmt: skip

    assert found("score=5") == [("csat5", 5), ("nps", 5)]
    assert found("score=5", "scale=nps") == [("nps", 5)]
    assert found("score=4", "score=10") == [("csat5", 4), ("nps", 10)]
    assert (
        found("score>=5", "score<10")
        == found("score!=4", "score!=10")
        == found("score!=4", "评分<10")
    )
    assert found("score>5", "owner=ann") == [("nps", 10)] and found("score>5", "owner=bo") == []
    for wrong in ("score=high", "scale=stars", "score~5", "colour=red"):
        assert served.run("rating", "list", wrong).code == 2, wrong


def test_a_mean_is_rounded_half_up(served: Salesmap) -> None:
    for score in (5, 5, 5, 5, 5, 4, 4, 4):
        served.ok("rating", "add", "harbor", str(score))
    assert served.json("report", "satisfaction")[0]["mean"] == 4.63
    for name in ("满意度", "客户满意度"):
        assert served.json("--lang", "zh", "report", name)[0]["mean"] == 4.63
    for name in ("关怀", "客户关怀", "RFM", "RFM 分析", "ABC"):
        served.ok("--lang", "zh", "report", name)
    served.ok("customer", "tier", "harbor", "B")
    assert [row["name"] for row in served.json("--lang", "zh", "customer", "list", "级别=B")] == ["Harbor Ltd"]  # fmt: skip


def test_a_score_may_be_typed_in_full_width(served: Salesmap) -> None:
    assert served.json("rating", "add", "harbor", "５")["score"] == 5
    assert served.json("rating", "add", "harbor", "１０", "--scale", "nps")["score"] == 10


def test_a_dry_run_lists_no_row_that_is_rejected(served: Salesmap) -> None:
    (served.home / "survey.csv").write_text("customer,score,date\nNobody,5,2026-11-20\nHarbor Ltd,4,2026-11-20\n", encoding="utf-8")  # fmt: skip
    rehearsed = served.json("rating", "import", "survey.csv", "--dry-run")
    assert (rehearsed["added"], rehearsed["rejected"]) == (1, 1)
    assert [row["customer"] for row in rehearsed["first"]] == ["Harbor Ltd"]


def test_a_corrected_score_cancels_what_it_raised(served: Salesmap) -> None:
    served.ok("rating", "add", "harbor", "5")
    told = served.ok("rating", "edit", "1", "--score", "1").err
    assert f"Follow-up 1 on lead 1 canceled: {HIGH}." in told and f"Follow-up 2 on lead 1: {LOW}" in told  # fmt: skip
    assert [what for _lead, what, _due in followups(served)] == [LOW]
    assert "canceled" in served.ok("rating", "edit", "1", "--score", "3").err
    assert followups(served) == []
    served.ok("undo")
    assert [what for _lead, what, _due in followups(served)] == [LOW]
    told = served.ok("rating", "drop", "1").err
    assert LOW in told and followups(served) == []
    served.ok("rating", "add", "lakeside", "0", "--scale", "nps")
    served.ok("rating", "edit", "2", "--score", "9")
    assert [what for _lead, what, _due in followups(served)] == [HIGH]
    served.ok("db", "check")


def test_a_followup_stays_that_another_rating_asks_for_or_that_is_done(served: Salesmap) -> None:
    served.ok("rating", "add", "harbor", "1")
    served.ok("rating", "add", "harbor", "2")
    assert served.ok("rating", "edit", "1", "--comment", "late").err == ""
    assert served.ok("rating", "edit", "1", "--score", "2").err == ""
    assert "canceled" not in served.ok("rating", "drop", "1").err
    assert len(followups(served)) == 1
    served.ok("followup", "done", "1")
    assert "canceled" not in served.ok("rating", "drop", "2").err


def test_a_list_comes_back_by_the_moment_not_only_by_the_id(served: Salesmap) -> None:
    for day, score in (("2026-11-10", "5"), ("2026-11-11", "5"), ("2026-11-12", "5"), ("2026-11-12", "5")):  # fmt: skip
        served.ok("rating", "add", "lakeside", score, "--at", day)
    (served.home / "list.csv").write_text(served.ok("rating", "list", "--format", "csv").out, encoding="utf-8")  # fmt: skip
    assert served.json("rating", "import", "list.csv")["skipped"] == 4
    served.ok("rating", "edit", "1", "--score", "2")
    served.ok("rating", "edit", "2", "--at", "2026-11-15")
    again = served.ok("rating", "import", "list.csv")
    assert "2 ratings were edited since" in again.err
    assert len(served.json("rating", "list")) == 4
    for number in "1234":
        served.ok("rating", "drop", number)
    served.ok("rating", "add", "lakeside", "5", "--at", "2026-10-01")
    assert served.json("rating", "import", "list.csv")["added"] == 4
    assert served.json("rating", "import", "list.csv")["skipped"] == 4
    served.ok("db", "check")


def test_a_list_lands_whole_in_another_database(served: Salesmap) -> None:
    for day in ("2026-11-10", "2026-11-11", "2026-11-12"):
        served.ok("rating", "add", "harbor", "5", "--at", day)
    (served.home / "list.csv").write_text(served.ok("rating", "list", "--format", "csv").out, encoding="utf-8")  # fmt: skip
    other = ("--db", str(served.home / "other.db"))
    served.ok(*other, "customer", "add", "Harbor Ltd")
    assert served.json(*other, "rating", "import", "list.csv")["added"] == 3
    assert served.json(*other, "rating", "import", "list.csv")["skipped"] == 3
    assert len(served.json(*other, "rating", "list")) == 3
