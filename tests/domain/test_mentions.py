"""Who is mentioned in a text."""

import pytest

from salesmap.domain.talk.mentions import mentions

PEOPLE = ["ann", "Ann Lee", "bo", "王芳", "王芳芳", "Zoë"]


@pytest.mark.parametrize(
    ("text", "people", "unknown"),
    [
        ("@bo", ["bo"], []),
        ("@BO, please", ["bo"], []),
        ("(@bo)", ["bo"], []),
        ("@bob", [], ["bob"]),
        ("@bo2", [], ["bo2"]),
        ("@ann lee and @ann", ["Ann Lee", "ann"], []),
        ("@ann leeds", ["ann"], []),
        ("@ann @ann", ["ann"], []),
        ("@annlee", [], ["annlee"]),
        ("mail me@bo.example or a.b-c@bo", [], []),
        ("请@王芳看一下", ["王芳"], []),
        ("请＠王芳看一下", ["王芳"], []),
        ("@王芳芳好", ["王芳芳"], []),
        ("@bo看一下", ["bo"], []),
        ("@zoe", ["Zoë"], []),
        ("@bo@ann", ["bo"], []),
        ("@", [], []),
        ("@ bo", [], []),
        ("a @ 12 a piece", [], []),
        ("@李雷 在吗", [], ["李雷"]),
        ("", [], []),
    ],
)
def test_mentions(text: str, people: list[str], unknown: list[str]) -> None:
    assert mentions(text, PEOPLE) == (people, unknown)


def test_nobody_is_known() -> None:
    assert mentions("@bo", []) == ([], ["bo"])
