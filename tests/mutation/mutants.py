"""The mutants of a module: each is its source with one operator, constant or statement changed."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "//",
    ast.FloorDiv: "*",
    ast.Div: "*",
}
_WITHOUT_EFFECT = (ast.Import, ast.ImportFrom, ast.Pass, ast.FunctionDef, ast.ClassDef)
_WITHOUT_MEANING = ("strict", "ensure_ascii")
"""Arguments that guard against mistakes of ours, or say how a text is spelled that is read back."""

_TYPING = ("NamedTuple", "TypeVar", "Callable", "ClassVar")


class Mutant(NamedTuple):
    """A change of the text between two offsets of a file (in bytes)."""

    path: Path
    line: int
    start: int
    end: int
    text: str
    what: str

    def source(self) -> bytes:
        """Return the source of the module with the change."""
        original = self.path.read_bytes()
        return original[: self.start] + self.text.encode() + original[self.end :]


def mutants_of(path: Path) -> list[Mutant]:
    """Return the mutants of a module in the order of their places, some of them no Python."""
    source = path.read_bytes()
    visitor = _Visitor(path, source)
    visitor.visit(ast.parse(source))
    return visitor.found


def is_python(mutant: Mutant) -> bool:
    """Return whether a mutant can be compiled: not each change between two parentheses can."""
    try:
        compile(mutant.source(), str(mutant.path), "exec")
    except SyntaxError:
        return False
    return True


def _is_constant(node: ast.expr | None) -> bool:
    """Return whether a result is one that is changed by itself, or nothing."""
    return node is None or (isinstance(node, ast.Constant) and isinstance(node.value, int))


class _Visitor(ast.NodeVisitor):
    """Collects the mutants of what runs: no annotations, no docstrings, no texts."""

    def __init__(self, path: Path, source: bytes) -> None:
        self.path = path
        self.source = source
        self.found: list[Mutant] = []
        lengths = [len(line) for line in source.splitlines(keepends=True)]
        self.line_starts = [sum(lengths[:number]) for number in range(len(lengths))]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        for statement in node.body:
            self._visit_statement(statement)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            replacement = _COMPARISONS[type(operator)]
            self._replace_between(left, right, f" {replacement} ", "comparison")
            left = right
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        word = " or " if isinstance(node.op, ast.And) else " and "
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._replace_between(left, right, word, "boolean")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        is_text = any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right))
        if type(node.op) in _ARITHMETIC and not is_text:
            operator = f" {_ARITHMETIC[type(node.op)]} "
            self._replace_between(node.left, node.right, operator, "arithmetic")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(node, self._text(node.operand), "negation")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._add(node, str(not node.value), "constant")
        elif isinstance(node.value, int):
            self._add(node, str(node.value + 1), "constant")

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._add(node.test, f"(not ({self._text(node.test)}))", "condition")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        self._add(node.test, f"(not ({self._text(node.test)}))", "condition")
        self.visit(node.test)
        for statement in (*node.body, *node.orelse):
            self._visit_statement(statement)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        for statement in (*node.body, *node.orelse):
            self._visit_statement(statement)

    def visit_With(self, node: ast.With) -> None:
        for statement in node.body:
            self._visit_statement(statement)

    def visit_Call(self, node: ast.Call) -> None:
        if not (isinstance(node.func, ast.Name) and node.func.id in _TYPING):
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _WITHOUT_MEANING:
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave texts alone."""

    def _visit_statement(self, node: ast.stmt) -> None:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_text and not isinstance(node, _WITHOUT_EFFECT):
            if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Delete):
                self._add(node, "pass", "statement")
            elif isinstance(node, ast.Return) and not _is_constant(node.value):
                self._add(node.value, "None", "result")
        self.visit(node)

    def _replace_between(self, left: ast.AST, right: ast.AST, text: str, what: str) -> None:
        start, end = self._offsets(left)[1], self._offsets(right)[0]
        between = self.source[start:end]
        closing, opening = between.count(b")"), between.count(b"(")
        self._append(left, start, end, ")" * closing + text + "(" * opening, what)

    def _add(self, node: ast.AST, text: str, what: str) -> None:
        self._append(node, *self._offsets(node), text, what)

    def _append(self, node: ast.AST, start: int, end: int, text: str, what: str) -> None:
        line: int = node.lineno  # type: ignore[attr-defined]
        if self.source[start:end].decode() != text:
            self.found.append(Mutant(self.path, line, start, end, text, what))

    def _offsets(self, node: ast.AST) -> tuple[int, int]:
        return (
            self.line_starts[node.lineno - 1] + node.col_offset,  # type: ignore[attr-defined]
            self.line_starts[node.end_lineno - 1] + node.end_col_offset,  # type: ignore[attr-defined]
        )

    def _text(self, node: ast.AST) -> str:
        start, end = self._offsets(node)
        return self.source[start:end].decode()


def all_mutants(folders: list[Path]) -> Iterator[Mutant]:
    """Yield the mutants of every module in the folders, generated ones apart."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if not path.read_text(encoding="utf-8").startswith("# generated"):
                yield from mutants_of(path)
