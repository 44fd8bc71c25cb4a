"""Templates of quotes: the shipped ones, one's own, and every mistake with its line."""

from pathlib import Path

import pytest
from conftest import ROOT

from salesmap.core.i18n import bind
from salesmap.domain.papers.errors import InvalidTemplate, UnknownTemplate, UnreadableTemplate
from salesmap.domain.papers.template import BLOCKS, COLUMNS
from salesmap.domain.papers.template_loader import load_template, template_names
from salesmap.domain.papers.template_reader import read_template

CHINESE = range(0x4E00, 0xA000)


def mistakes(source: str) -> list[tuple[int, str]]:
    return [(each.line, each.problem) for each in read_template("own", source)[1]]


@pytest.mark.parametrize("name", ["short", "standard"])
def test_shipped_templates_have_both_languages(name: str) -> None:
    template = load_template(name)
    texts = [template.label, template.title, *(term.label for term in template.terms)]
    texts += [term.text for term in template.terms]
    texts += [each for each in (template.intro, template.outro) if each]
    for words in texts:
        assert any(ord(each) in CHINESE for each in words.zh)
        assert not any(ord(each) in CHINESE for each in words.en)


def test_shipped_templates_bind_nobody() -> None:
    """No price is promised, no term that its seller has not decided."""
    for name in template_names():
        template = load_template(name)
        assert template.offer == "invitation" and template.lines == ()
        assert not any(each.isdigit() for term in template.terms for each in "".join(term.text))


def test_everything_has_a_default() -> None:
    template, found = read_template("own", "")
    assert template and not found
    assert (template.name, template.label.en, template.valid_days) == ("own", "own", 30)
    assert template.blocks == BLOCKS and set(template.columns) <= set(COLUMNS)


def test_a_text_may_be_one_for_both_languages() -> None:
    template, found = read_template("own", 'intro = "尊敬的{customer}："\nlines = ["CT@2"]')
    assert template and template.intro and not found
    assert template.intro.en == template.intro.zh == "尊敬的{customer}："
    assert template.lines == ("CT@2",)


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("\nvalid_days = 0", 2, "valid_days must be a number from 1 to 3650"),
        ("valid_days = 1.5", 1, "valid_days must be a whole number"),
        ('offer = "maybe"', 1, "offer cannot be 'maybe': choose one of invitation, offer"),
        ('# x\nlang = "fr"', 2, "lang cannot be 'fr': choose one of zh, en, both"),
        ('columns = [\n"name", "cost"]', 1, "columns cannot have 'cost'"),
        ('columns = ["price"]', 1, "columns must have 'name'"),
        ('columns = ["name", "name"]', 1, "columns has 'name' twice"),
        ('blocks = ["lines"]', 1, "blocks must have 'totals'"),
        ('intro = "{customers}"', 1, "intro: {customers} is unknown"),
        ('intro = "{customer.name}"', 1, "intro: {customer.name} is unknown"),
        ('intro = "{customer!r}"', 1, "intro: {customer!r} is unknown"),
        ('intro = "100 {"', 1, "intro: write {{ and }} for braces"),
        ('intro = { en = "a" }', 1, "intro must be { en = …, zh = … }"),
        ("capitals = 1", 1, "capitals must be true or false"),
        ('colums = ["name"]', 1, "unknown key 'colums': did you mean columns?"),
        ('[[term]]\nkey = "a"\nlabel = "A"', 1, "text is missing"),
        ('[[term]]\nkey = "a"\nlabel = "A"\ntext = "x"\n' * 2, 6, "the key 'a' is there twice"),
        ("valid_days = ", 1, "Invalid value"),
        ("[" * 5_000, 1, ""),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_line(source: str, line: int, problem: str) -> None:
    bind("en")
    (found, *_more) = mistakes(source)
    assert found[0] == line and problem in found[1]


def test_ones_own_come_before_the_shipped(tmp_path: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    for folder, days in ((near, 7), (far, 8)):
        folder.mkdir()
        (folder / "standard.toml").write_text(f"valid_days = {days}")
    (far / "house.toml").write_text("valid_days = 9")
    assert load_template("standard", [near, far]).valid_days == 7
    assert load_template("house", [near, far]).valid_days == 9
    assert load_template(str(far / "standard.toml"), [near]).valid_days == 8
    assert template_names([near, far]) == ["house", "short", "standard"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_template_of_the_guide_is_one(lang: str) -> None:
    guide = (ROOT / f"salesmap/guide/{lang}/quotes.md").read_text(encoding="utf-8")
    source = guide.partition("```toml\n")[2].partition("```")[0]
    template, found = read_template("house", source)
    assert template and not found and template.terms and template.lines == ("CT@2",)
    assert set(template.blocks) == set(BLOCKS)


def test_what_cannot_be_used_is_told(tmp_path: Path) -> None:
    bind("en")
    with pytest.raises(UnknownTemplate, match="'house': choose one of short, standard"):
        load_template("house")
    with pytest.raises(UnknownTemplate):
        load_template("../standard")
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableTemplate, match="it is not UTF-8"):
        load_template(str(file))
    file.write_text("valid_days = 0\nlang = 'fr'")
    with pytest.raises(InvalidTemplate, match=r"line 1, .*\. 1 more problem\.$"):
        load_template(str(file))
