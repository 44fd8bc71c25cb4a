"""Every text that people read goes through `_()` or `N_()`: of errors, answers, help and headings."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from conftest import ROOT

PACKAGE = ROOT / "salesmap"
FILES = sorted(PACKAGE.rglob("*.py"))
TRANSLATING = {"_", "N_", "ngettext"}
OUTPUT = {"notify", "echo", "confirm", "progress", "wrong"}
"""The functions whose first argument is shown as it is; `wrong` is that of the map's tables."""

SHOWN_OPTIONS = {"help", "epilog", "short_help", "title"}
"""The keyword arguments that are shown as they are."""

ALLOWED = {"FILE", "ID", "HTML", "CSV", "TOML", "JSON", "URL", "A", "B", "N"}
WORD = re.compile(r"(?<!-)\b[A-Za-z\u3400-\u9fff]{2,}")
"""A word, unless it is an option such as `--def`."""


@cache
def error_classes() -> dict[str, ast.ClassDef]:
    """Return the classes that derive from SalesmapError, by name."""
    classes = {
        node.name: node
        for path in FILES
        if "class " in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    }
    names = {"SalesmapError"}
    while more := {
        name
        for name, node in classes.items()
        if name not in names
        and any(isinstance(base, ast.Name) and base.id in names for base in node.bases)
    }:
        names |= more
    return {name: classes[name] for name in names}


@cache
def takes_message(name: str) -> bool:
    """Return whether the first argument of an error class is the message itself."""
    node = error_classes()[name]
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            return len(statement.args.args) > 1 and statement.args.args[1].arg == "message"
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return all(takes_message(base) for base in bases if base in error_classes()) and not any(
        base not in error_classes() for base in bases if base.startswith("_")
    )


def bare_texts(node: ast.expr | None, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield the words of an expression's text that pass no translation."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and WORD.search(node.value) and node.value not in ALLOWED:
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from bare_texts(value, names)
    elif isinstance(node, ast.BinOp):
        yield from bare_texts(node.left, names)
        yield from bare_texts(node.right, names)
    elif isinstance(node, ast.IfExp):
        yield from bare_texts(node.body, names)
        yield from bare_texts(node.orelse, names)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from bare_texts(value, names)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from bare_texts(node.func.value, names)
    elif isinstance(node, ast.Name):
        for value in names.pop(node.id, []):
            yield from bare_texts(value, names)


def assigned(function: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what is assigned to each name in a function."""
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Name):
                names.setdefault(target.id, []).append(node.value)  # type: ignore[attr-defined]
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):  # type: ignore[attr-defined]
                for name, value in zip(target.elts, node.value.elts, strict=False):  # type: ignore[attr-defined]
                    if isinstance(name, ast.Name):
                        names.setdefault(name.id, []).append(value)
    return names


def shown_expressions(call: ast.Call, in_error: bool) -> Iterator[ast.expr]:
    """Yield the arguments of a call that people read."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else name
    is_message = name in error_classes() and takes_message(name)
    is_own_init = in_error and name == "__init__"
    if call.args and (name in OUTPUT or is_message or is_own_init):
        yield call.args[0]
    if name in ("Option", "Argument", "command", "Typer", "callback"):
        for keyword in call.keywords:
            if keyword.arg in SHOWN_OPTIONS:
                yield keyword.value


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of what is shown without translation."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    errors = [
        node for node in nodes if isinstance(node, ast.ClassDef) and node.name in error_classes()
    ]
    in_errors = {
        call
        for node in errors
        if any(
            isinstance(base, ast.Name) and base.id in error_classes() and takes_message(base.id)
            for base in node.bases
        )
        for call in ast.walk(node)
    }
    shown = [
        (call, expression)
        for call in nodes
        if isinstance(call, ast.Call)
        for expression in shown_expressions(call, call in in_errors)
    ]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)] if shown else []
    for scope in (*functions, tree):
        lines = range(scope.lineno, (scope.end_lineno or 0) + 1) if scope is not tree else None  # type: ignore[attr-defined]
        within = [each for each in shown if lines is None or each[0].lineno in lines]
        names = assigned(scope) if within else {}
        for call, expression in within:
            for text in bare_texts(expression, dict(names)):
                yield call.lineno, text
    for node in errors:
        for statement in node.body:
            if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "message":
                yield from ((statement.lineno, text) for text in bare_texts(statement.value, {}))


def test_what_is_shown_is_translated() -> None:
    left = {
        str(path.relative_to(PACKAGE)): found
        for path in FILES
        if (found := sorted(set(untranslated(path.read_text(encoding="utf-8")))))
    }
    assert not left


@pytest.mark.parametrize("source", [
    'raise UsageError("Write it so.")', 'raise RuleViolation(f"Lead {id} is closed.")',
    'notify("Done and done.")', 'echo("Done: {}".format(1))', 'confirm("Really? " + name)',
    'def f():\n    text = "Not found."\n    raise NotFoundError(text.format(1))',
    'def f():\n    one, other = _("a b"), "More words."\n    raise UsageError(one if x else other)',
    'class LeadNotFound(NotFoundError):\n    def __init__(self):\n'
    '        super().__init__("No such lead.")',
    'class UnknownStageError(UnknownNameError):\n    message = "Unknown stage."',
    'typer.Option(help="How many.")', '@app.command(help="Add a lead.")\ndef f(): ...',
])  # fmt: skip
def test_it_notices(source: str) -> None:
    assert list(untranslated(source))


@pytest.mark.parametrize("source", [
    'raise UsageError(_("Write it so."))', 'notify(_("Done {}.").format("in words"))',
    'raise UnknownStageError("a stage", [])', 'echo(str(count))', 'notify(f"{one} · {other}")',
    'def f():\n    text = _("Not found.")\n    raise NotFoundError(text.format(name="some text"))',
])  # fmt: skip
def test_it_leaves_the_rest_alone(source: str) -> None:
    assert not list(untranslated(source))
