"""`salesmap help`: pages of the guide, and the help of commands."""

import json

import pytest
from conftest import ROOT, Salesmap

GUIDE = ROOT / "salesmap/guide"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_of_topics(newcomer: Salesmap, lang: str) -> None:
    rows = newcomer.json("help", SALESMAP_LANG=lang)
    assert {row["topic"] for row in rows} == {path.stem for path in (GUIDE / lang).glob("*.md")}
    assert rows[0]["topic"] == "start"
    for row in rows:
        title, _empty, purpose, *_rest = (
            (GUIDE / lang / f"{row['topic']}.md").read_text(encoding="utf-8").split("\n")
        )
        assert (title, purpose) == (f"# {row['title']}", row["purpose"])


def test_both_languages_have_the_same_pages() -> None:
    assert {path.name for path in (GUIDE / "en").iterdir()} == {
        path.name for path in (GUIDE / "zh").iterdir()
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_is_markdown_in_a_pipe(newcomer: Salesmap, lang: str) -> None:
    page = (GUIDE / lang / "undo.md").read_text(encoding="utf-8")
    for name in ("undo", "撤销", "Undo, history"):
        assert newcomer.ok("help", name, SALESMAP_LANG=lang).out.rstrip() == page.rstrip()


def test_words_that_are_a_command(newcomer: Salesmap) -> None:
    for words in (["lead", "add"], ["lead"], ["due"]):
        shown, option = newcomer.ok("help", *words).out, newcomer.ok(*words, "--help").out
        assert shown.strip() == option.strip()


def test_an_unknown_topic(newcomer: Salesmap) -> None:
    refused = newcomer.run("help", "undoo", "--format", "json")
    assert refused.code == 3
    assert json.loads(refused.err) == {
        "code": "topic_not_found",
        "message": "No help on 'undoo'.",
        "data": {"name": "undoo", "candidates": ["undo"]},
        "hint": "Did you mean undo?",
    }
    assert newcomer.run("help", "xyzzy").err == "No help on 'xyzzy'. See 'salesmap help'.\n"
    assert newcomer.run("help", "../../../etc/passwd").code == 3


def test_topics_complete(newcomer: Salesmap) -> None:
    answer = newcomer.run(
        _SALESMAP_COMPLETE="bash_complete", COMP_WORDS="salesmap help cr", COMP_CWORD="2"
    )
    assert answer.out == "plain,cron\n"
