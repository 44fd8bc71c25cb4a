"""The help of a command: drawn by rich on a terminal, plain text elsewhere."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from typer.core import TyperCommand, TyperGroup

from salesmap.core.config import is_terminal
from salesmap.core.i18n import _

_Examples = Sequence[tuple[str, str]]


def format_page(
    command: TyperCommand | TyperGroup,
    ctx: click.Context,
    formatter: click.HelpFormatter,
    examples: _Examples = (),
) -> None:
    """Print the help of a command on a terminal; elsewhere, write it to the formatter."""
    if is_terminal(sys.stdout):
        _print_page(command, ctx, examples)
        return
    page = _PlainPage()
    click.Command.format_help(command, ctx, page)
    page.write_examples(examples)
    formatter.write(page.getvalue())


def _print_page(
    command: TyperCommand | TyperGroup, ctx: click.Context, examples: _Examples
) -> None:
    from typer import rich_utils

    from salesmap.render.help import print_commands
    from salesmap.render.prose import prose

    class Wrapping(rich_utils.OptionHighlighter):
        def __call__(self, text: Any) -> Any:
            return prose(super().__call__(text))

    # Typer's help wraps texts without spaces by its highlighter, which sees all of them.
    rich_utils.highlighter = Wrapping()
    rich_utils.rich_format_help(obj=command, ctx=ctx, markup_mode="rich")
    if examples:
        print_commands(_("Examples"), examples)


class _PlainPage(click.HelpFormatter):
    """Help as text, with Chinese counted as two cells a character."""

    def write_heading(self, heading: str) -> None:
        self.write(_("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        for line in self._wrapped(text, self.width - self.current_indent):
            self.write(f"{'':{self.current_indent}}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        from salesmap.render.wrapping import cell_len

        pairs = list(rows)
        margin = f"{'':{self.current_indent}}"
        widths = [min(cell_len(term), col_max) for term, _text in pairs]
        start = max(widths, default=0) + col_spacing
        for term, text in pairs:
            lines = list(self._wrapped(text, self.width - self.current_indent - start))
            gap = start - cell_len(term)
            if gap < col_spacing:
                self.write(f"{margin}{term}\n")
                lead = f"{margin}{'':{start}}"
            else:
                lead = f"{margin}{term}{'':{gap}}"
            for line in lines or [""]:
                self.write(f"{lead}{line}".rstrip() + "\n")
                lead = f"{margin}{'':{start}}"

    def write_examples(self, examples: _Examples) -> None:
        """Write command lines, each below a few words on it. No line is broken."""
        if examples:
            self.write_paragraph()
            self.write_heading(_("Examples"))
        for words, command in examples:
            self.write(f"   # {words}\n   {command}\n" if words else f"   {command}\n")

    def _wrapped(self, text: str, width: int) -> Iterator[str]:
        from salesmap.render.wrapping import wrapped

        return wrapped(" ".join(text.split()), width)
