"""Forms for the customer: filled in in a real browser, taken in as versions, compared."""

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Salesmap, assert_refused
from support.filled.answered_form import head_of
from support.machine import browser

NASTY = "</textarea><script>document.title='owned'</script> & \"quotes\" ' {{7*7}}"

needs_browser = pytest.mark.skipif(browser.found() is None, reason="no Chromium on this machine")


@pytest.fixture
def query(salesmap: Salesmap) -> Salesmap:
    """A person who has sent the survey out."""
    salesmap.ok(
        "lead",
        "add",
        f"东海 {NASTY}",
        "--set",
        f"pain={NASTY}",
        "--set",
        "urgency=this year",
        "--set",
        "budget=3k",
    )
    salesmap.ok("form", "export", "needs", "--lead", "1", "--html", "needs.html")
    return salesmap


def answers(person: Salesmap, **said: str) -> dict[str, Any]:
    return {**head_of(person.db, "needs", 1), "answers": said}


def put(person: Salesmap, data: Any) -> str:
    (person.home / "answers.json").write_text(
        data if isinstance(data, str) else json.dumps(data), encoding="utf-8"
    )
    return "answers.json"


@needs_browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_customer_fills_the_page_in(query: Salesmap, tmp_path: Path, lang: str) -> None:
    page = ("--prefill", "--html", "needs.html", "--overwrite")
    query.ok("config", "set", "company.email", "sales+forms@harbor.example")
    query.ok("form", "export", "needs", "--lead", "1", *page, SALESMAP_LANG=lang)
    with browser.opened((query.home / "needs.html").as_uri(), tmp_path / "browser") as page:
        assert page.run("document.title") == {"en": "Needs survey", "zh": "需求调研表"}[lang]
        assert page.run("document.querySelector('[data-field=pain] textarea').value") == NASTY, (
            "what is known stands there, as text"
        )
        assert (
            page.run("document.querySelector('[data-field=urgency] select').value") == "this year"
        )
        assert (
            page.run("document.querySelector('[data-field=urgency] option:checked').textContent")
            == {"en": "this year", "zh": "本年"}.get(lang, "")
            or page.run("document.querySelectorAll('option').length") == 5
        )
        page.run("document.querySelector('button').click()")
        assert page.run("document.querySelector('.done').hidden"), (
            "what must be answered is missing"
        )
        page.run(
            "for (const [field, value] of Object.entries({must_have: '防水\\n\"IP67\"', urgency: 'now', decision_date: '2026-12-24', budget: ''}))"
            " document.querySelector(`[data-field=${field}]`).querySelector('textarea, select, input').value = value;"
            " document.querySelector('button').click()"
        )
        saved = page.saved()
        assert saved.name == "needs-1.json"
        assert page.run("document.querySelector('#copy').value") == saved.read_text(
            encoding="utf-8"
        )
        assert page.run("performance.getEntriesByType('resource').length") == 0, (
            "nothing is loaded from anywhere"
        )
        mail = page.run("document.querySelector('.mail').href")
        assert mail.startswith("mailto:sales%2Bforms@harbor.example?subject=")
        assert "\r\n" in unquote(mail) and "IP67" in unquote(mail)
        for dark in (False, True):
            assert page.hidden_parts(dark=dark) == {}
    shown = query.ok("form", "import", str(saved))
    assert "version 2" in shown.out
    fields = query.json("lead", "show", "1")["fields"]
    assert fields == {
        "pain": NASTY,
        "must_have": '防水\n"IP67"',
        "urgency": "now",
        "decision_date": "2026-12-24",
    }
    assert query.json("lead", "checklist", "1", "--all")[2]["done"], "the survey is answered"
    assert "nothing was changed" in query.ok("form", "import", str(saved)).err
    query.ok("undo")
    assert query.json("lead", "show", "1")["fields"]["urgency"] == "this year"


def test_the_page_shows_nothing_internal(query: Salesmap) -> None:
    """Neither how the lead is called nor what was noted of it; what the customer answered, yes."""
    query.ok("config", "set", "company.name", "Harbor Ltd")
    page = query.ok("form", "export", "needs", "--lead", "1").out
    assert "东海" not in page and "owned" not in page and "3k" not in page
    assert "Harbor Ltd" in page and "Please answer what is marked with *." in page
    assert "leave the rest empty" not in page, "which two fields are not"
    query.ok("form", "import", put(query, answers(query, pain="cold", must_have="a pump")))
    page = query.ok("form", "export", "needs", "--lead", "1").out
    assert page.count(" data-had") == 2 and ">\ncold</textarea>" in page
    query.ok("lead", "edit", "1", "--set", "pain=says it is cold")
    page = query.ok("form", "export", "needs", "--lead", "1").out
    assert page.count(" data-had") == 1 and "says it" not in page
    fields = query.json("lead", "show", "1")["fields"]
    query.ok("form", "import", put(query, answers(query, decision_date="2026-12-24")))
    assert query.json("lead", "show", "1")["fields"] == {**fields, "decision_date": "2026-12-24"}
    assert (
        "Must-have requirements"
        in query.ok("form", "import", put(query, answers(query, must_have=""))).err
    ), "required, and not answered"


@needs_browser
def test_a_choice_that_must_be_made(salesmap: Salesmap, tmp_path: Path) -> None:
    """A long answer does not fit in the address of a mail: the mail asks for the file."""
    salesmap.ok("map", "export", "map.toml")
    path = salesmap.home / "map.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('key = "urgency"\n', 'key = "urgency"\ntype = "choices"\n', 1)
    urgency = text.index('key = "urgency"')
    text = text[:urgency] + text[urgency:].replace('type = "choice"\n', "", 1)
    text = text.replace('required = ["pain", "must_have"]', 'required = ["urgency"]')
    path.write_text(text, encoding="utf-8")
    salesmap.ok("map", "apply", "map.toml", "--yes")
    salesmap.ok("lead", "add", "Acme")
    salesmap.ok("form", "export", "needs", "--lead", "1", "--html", "needs.html")
    with browser.opened((salesmap.home / "needs.html").as_uri(), tmp_path / "browser") as page:
        page.run("document.querySelector('#f-pain').value = '长'.repeat(3000)")
        page.run("document.querySelector('button').click()")
        assert page.run("document.querySelector('.done').hidden"), "none is chosen"
        page.run("document.querySelector('[value=now]').click()")
        page.run("document.querySelector('button').click()")
        assert not page.run("document.querySelector('.done').hidden")
        mail = unquote(page.run("document.querySelector('.mail').href"))
        assert mail.startswith("mailto:?") and "attached file needs-1.json" in mail
        assert len(mail) < 1900
        saved = page.saved()
    salesmap.ok("form", "import", str(saved))
    assert salesmap.json("lead", "show", "1")["fields"]["urgency"] == "now"


def test_answers_come_back_in_a_mail(query: Salesmap) -> None:
    """As text above which something is written, quoted, with lines broken, or as a file with it."""
    sent = json.dumps(answers(query, pain="it leaks every day", must_have="a\n> pump"), indent=2)
    query.ok("form", "import", put(query, f"Dear Lin,\n\n{sent}\n\nRegards"))
    assert query.json("lead", "show", "1")["fields"]["must_have"] == "a\n> pump"
    quoted = "\n".join(f"> {line}" for line in sent.replace("leaks", "drips").splitlines())
    assert query.ok("form", "import", put(query, f"Lin wrote:\n{quoted}\n")).err == ""
    broken = sent.replace("it leaks every", "it rains  \r\nevery")
    assert "joined" in query.ok("form", "import", put(query, broken)).err
    assert query.json("lead", "show", "1")["fields"]["pain"] == "it rains every day"
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "customer@example.com", "需求"
    mail.set_content("See the file. {}")
    attached = sent.replace("leaks", "snows").encode()
    mail.add_attachment(attached, maintype="application", subtype="json", filename="needs-1.json")
    (query.home / "mail.eml").write_bytes(bytes(mail))
    query.ok("form", "import", "mail.eml")
    assert query.json("lead", "show", "1")["fields"]["pain"] == "it snows every day"


@needs_browser
def test_the_chart_opens_in_a_browser(salesmap: Salesmap, tmp_path: Path) -> None:
    salesmap.ok("map", "draw", "--format", "svg", "--live", "--out", "flow.svg", SALESMAP_LANG="zh")
    with browser.opened((salesmap.home / "flow.svg").as_uri(), tmp_path / "browser") as page:
        assert page.run("document.querySelectorAll('rect').length") == 6
        # No text may reach over the edge of its box.
        assert (
            page.run(
                "[...document.querySelectorAll('text')].filter(text => text.getBBox().x + text.getBBox().width > 24 + 300).map(text => text.textContent)"
            )
            == []
        )


def test_how_needs_changed(query: Salesmap) -> None:
    query.ok(
        "form",
        "import",
        put(query, answers(query, pain="flooding", must_have="a pump", urgency="now")),
    )
    query.ok(
        "lead",
        "edit",
        "1",
        "--set",
        "pain=flooding, twice",
        "--set",
        "other=no part of the form",
        "--new-field",
    )
    rows = query.json("form", "diff", "1")
    assert [(row["version"], row["origin"], row["field"], row["before"], row["after"]) for row in rows] == [
        (1, "edit", "pain", None, NASTY), (1, "edit", "budget", None, "3k"), (1, "edit", "urgency", None, "this year"),
        (2, "form", "pain", NASTY, "flooding"), (2, "form", "must_have", None, "a pump"), (2, "form", "urgency", "this year", "now"),
        (3, "edit", "pain", "flooding", "flooding, twice"),
    ]  # fmt: skip
    assert "马上" in query.ok("form", "diff", "1", SALESMAP_LANG="zh").out


def test_answers_that_are_none(query: Salesmap) -> None:
    good = answers(query, pain="x")
    wrong: list[tuple[Any, int]] = [
        ("{", 2), ("[]", 2), ("{}", 2), ("[" * 100_000, 2), ({**good, "salesmap_form": 2}, 2), ({**good, "lead": "1"}, 2), ({**good, "lead": 0}, 2),
        ({**good, "answers": {"pain": 1}}, 2), ({**good, "answers": {"nix": "x"}}, 2), ({**good, "answers": {"urgency": "soonish"}}, 2),
        ({**good, "lead": 99}, 4), ({**good, "form": "nix"}, 4), ({**good, "book": "another"}, 4),
    ]  # fmt: skip
    before = query.sql("SELECT * FROM lead"), query.sql("SELECT * FROM form_answer")
    for data, code in wrong:
        refused = query.run("form", "import", put(query, data))
        assert refused.code == code and refused.err.count("\n") == 1, (data, refused)
    assert (query.sql("SELECT * FROM lead"), query.sql("SELECT * FROM form_answer")) == before
    query.ok("form", "import", put(query, {**good, "book": "another"}), "--lead", "1")
    assert query.run("form", "export", "nix", "--lead", "1").code == 3
    assert query.run("form", "export", "needs", "--lead", "99").code == 3
    assert query.ok("form", "export", "needs", "--lead", "1").out.startswith("<!doctype html>")


def test_answers_carry_proof_of_the_question(query: Salesmap) -> None:
    query.ok("lead", "add", "Another")
    sent = answers(query, pain="cold")
    for forged in ({**sent, "lead": 2}, {**sent, "token": ""}, {**sent, "token": "é" * 32},
                   {key: value for key, value in sent.items() if key != "token"}):  # fmt: skip
        assert_refused(
            query.run("form", "import", put(query, forged)), 4, "not sent for lead", "--lead"
        )
    assert query.json("lead", "show", "2")["fields"] == {}
    query.ok("form", "import", put(query, {**sent, "lead": 2}), "--lead", "2")
    query.ok("form", "import", put(query, sent))
    assert query.json("lead", "show", "1")["fields"]["pain"] == "cold"
