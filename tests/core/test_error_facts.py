"""Every error of the house, made from made-up facts: it says them, and carries them as data."""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import salesmap
from salesmap.core.errors import SalesmapError

_ROOMS = ("core", "domain", "store", "actions", "exchange", "reports")


_CHOSEN = {"noun": "lead", "scale": "csat5", "characters": ["é"], "known": ["the name"]}
"""Facts that are one of a few words, one character, or like another fact."""


def _value(kind: Any, name: str) -> Any:
    """Return a made-up fact of a kind. Raises KeyError for a kind that is none of these."""
    if name in _CHOSEN:
        return _CHOSEN[name]
    made = {
        str: f"the {name}",
        str | None: f"the {name}",
        Any: f"the {name}",
        object: f"the {name}",
        int: 7,
        int | None: 7,
        str | int: 7,
        bool: True,
        date: date(2026, 2, 3),
        Path: Path(f"the {name}"),
        Path | str: Path(f"the {name}"),
        Exception: ValueError(f"the {name}"),
        OSError: OSError(2, f"the {name}"),
        Sequence[str]: [f"the {name}"],
        Iterable[str]: [f"the {name}"],
        list[str]: [f"the {name}"],
        Sequence[int]: [7],
        Sequence[tuple[int, str]]: [(7, f"the {name}")],
        Sequence[tuple[str, int]]: [(f"the {name}", 7)],
    }
    return made[kind]


def _below(cls: type[SalesmapError]) -> Iterator[type[SalesmapError]]:
    for each in cls.__subclasses__():
        if each.__module__.startswith("salesmap."):
            yield each
            yield from _below(each)


def _cases() -> Iterator[Any]:
    """Yield the errors that put their facts into words themselves, each with such facts."""
    for package in walk_packages(salesmap.__path__, "salesmap."):
        if package.name.split(".")[1] in _ROOMS and not package.name.endswith("__main__"):
            import_module(package.name)
    found = {
        each
        for each in _below(SalesmapError)
        if "__init__" in vars(each)
        and ("message" not in vars(each).get("__annotations__", {}) or "message" in vars(each))
    }
    for cls in sorted(found, key=lambda each: (each.__module__, each.__qualname__)):
        try:
            facts = {
                name: _value(parameter.annotation, name)
                for name, parameter in list(inspect.signature(cls).parameters.items())
                if parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
            }
        except KeyError:
            continue  # one made from records: few, and known to the tests of their actions
        yield pytest.param(cls, facts, id=f"{cls.__module__}.{cls.__name__}")


CASES = [*_cases()]


def test_most_are_tried() -> None:
    assert len(CASES) > 300


@pytest.mark.parametrize(("cls", "facts"), CASES)
def test_an_error_says_its_facts(cls: type[SalesmapError], facts: dict[str, Any]) -> None:
    try:
        error = cls(**facts)
    except KeyError:  # one of papers
        error = cls(**facts | {"noun": "quote"})
    assert str(error) and "{" not in str(error)
    told = f"{error} {error.data}"
    lost = [
        name for name in facts if f"the {name}" in str(facts[name]) and f"the {name}" not in told
    ]
    assert not lost
    assert 7 not in facts.values() or any(character.isdigit() for character in told)
