"""A paper as a workbook: numbers as numbers, texts never formulas, fitted to A4."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

from salesmap.domain.papers.logo import media_type, pixels
from salesmap.exchange.print.document import Cell, Document, Fact, LineTable, Signature
from salesmap.exchange.print.texts import Text, cells

_WIDTHS = {"position": 6, "code": 12, "name": 34, "unit": 8, "quantity": 10, "tax_rate": 9}
_USUAL_WIDTH = 14
_LEAST_COLUMNS = 5
_LOGO_HEIGHT, _LOGO_WIDTH = 60.0, 240.0
_LONGEST_TEXT = 32_767
_ACCENT, _TINT, _LINE = "#1F4F86", "#F3F6FA", "#B8C2CF"
_BETWEEN = " / "
_LINE_HEIGHT = 16.0
_ROOM = 1.05
"""How much wider than its letters a text is at most."""


def workbook(document: Document, at: datetime) -> bytes:
    """Return the file; `at` is when it was made."""
    return _Sheet(document, at).finish()


class _Sheet:
    def __init__(self, document: Document, at: datetime) -> None:
        from xlsxwriter import Workbook  # wanted by workbooks only

        self.document = document
        self.buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(self.buffer, {**options, "strings_to_numbers": False})
        title = _BETWEEN.join((*document.title, *document.name))
        self.book.set_properties({"title": title, "created": at})
        self.sheet: Any = self.book.add_worksheet()
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.row = 0
        self.keys = [column.key for column in document.lines.columns]
        self.last = max(len(self.keys), _LEAST_COLUMNS) - 1
        self.widths = [_WIDTHS.get(key, _USUAL_WIDTH) for key in self.keys]
        self.widths += [_USUAL_WIDTH] * (self.last + 1 - len(self.keys))
        self._set_up()

    def finish(self) -> bytes:
        """Write the parts and return the file."""
        self._head()
        for block in self.document.blocks:
            _BLOCKS[block](self)
        self.sheet.print_area(0, 0, max(self.row - 1, 0), self.last)
        self.book.close()
        return self.buffer.getvalue()

    def _set_up(self) -> None:
        sheet, document = self.sheet, self.document
        for index, width in enumerate(self.widths):
            sheet.set_column(index, index, width)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        page = _footer(_BETWEEN.join(document.page))
        page = page.replace("{page}", "&P").replace("{pages}", "&N")
        sheet.set_footer(f"&L{_footer(_BETWEEN.join(document.name))}&R{page}"[:255])

    def _format(self, **style: Any) -> Any:
        """Return a cell format, made once."""
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **style})
        return self.formats[key]

    def _write(self, column: int, text: str, **style: Any) -> None:
        if text:
            self.sheet.write_string(self.row, column, text[:_LONGEST_TEXT], self._format(**style))

    def _across(self, text: str, first: int = 0, last: int | None = None, **style: Any) -> None:
        """Write a text across columns, wrapped, in a row that is high enough."""
        last = self.last if last is None else last
        form = self._format(text_wrap=True, **style)
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", form)
        self.sheet.write_string(self.row, first, text[:_LONGEST_TEXT], form)
        width = sum(self.widths[first : last + 1])
        size = style.get("font_size", 11) / 11
        self._heighten(_line_count(text, width / size) * _LINE_HEIGHT * size)

    def _heighten(self, height: float) -> None:
        self.sheet.set_row(self.row, max(height, _LINE_HEIGHT))

    def _head(self) -> None:
        document = self.document
        if document.logo:
            self._logo(document.logo)
        self._across(
            "\n".join(document.title), bold=True, font_size=18, font_color=_ACCENT, align="center"
        )
        self.row += 1
        if document.state:
            self._across(_BETWEEN.join(document.state), bold=True, font_color="#A8201A",
                         align="center")  # fmt: skip
            self.row += 1
        self.row += 1
        self._facts(document.facts)

    def _logo(self, picture: bytes) -> None:
        width, height = pixels(picture) or (int(_LOGO_WIDTH), int(_LOGO_HEIGHT))
        scale = min(_LOGO_HEIGHT / height, _LOGO_WIDTH / width, 1.0)
        self.sheet.set_row(self.row, height * scale * 0.75 + 4)
        options = {"image_data": BytesIO(picture), "x_scale": scale, "y_scale": scale}
        name = "logo.png" if media_type(picture) == "image/png" else "logo.jpg"
        self.sheet.insert_image(self.row, 0, name, options)
        self.row += 1

    def _facts(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            self._labelled(_BETWEEN.join(fact.label), "\n".join(fact.value))

    def _labelled(self, label: str, value: str, **style: Any) -> None:
        self._across(value, 2, **style)
        height = _line_count(value, sum(self.widths[2:]))
        self._across(label, 0, 1, font_color="#556072")
        lines = max(height, _line_count(label, sum(self.widths[:2])))
        self._heighten(lines * _LINE_HEIGHT)
        self.row += 1

    def _title(self, title: Text) -> None:
        self.row += 1
        self._across(_BETWEEN.join(title), bold=True, font_color=_ACCENT)
        self.row += 1

    def parties(self) -> None:
        """Write the buyer and the seller below each other."""
        for party in self.document.known_parties:
            self._title(party.role)
            if party.name:
                self._across(party.name, bold=True, font_size=12)
                self.row += 1
            self._facts(party.facts)

    def paragraph(self, text: Text) -> None:
        """Write a text across the sheet, each of its languages in a row."""
        if text:
            self.row += 1
        for each in text:
            self._across(each)
            self.row += 1

    def table(self, table: LineTable) -> None:
        """Write lines under their headings."""
        self.row += 1
        if table.title:
            self._across(_BETWEEN.join(table.title), bold=True, font_color=_ACCENT)
            self.row += 1
        if table.note:
            self._across("\n".join(table.note), align="right", font_color="#556072")
            self.row += 1
        for place, column in enumerate(table.columns):
            align = "right" if column.is_number and column.key != "position" else "left"
            self._write(place, "\n".join(column.head), bold=True, bg_color=_TINT, text_wrap=True,
                        align=align, bottom=1, border_color=_LINE)  # fmt: skip
        self._heighten(max(len(column.head) for column in table.columns) * _LINE_HEIGHT)
        if not table.title:
            self.sheet.repeat_rows(self.row)
        self.row += 1
        for row in table.rows:
            if row.cells:
                mark = f"\n{_BETWEEN.join(row.mark)}" if row.mark else ""
                for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
                    self._cell(place, column.key, cell, mark if column.key == "name" else "")
                self.row += 1
            else:
                self._across(row.across, bold=True, bg_color=_TINT)
                self.row += 1

    def _cell(self, place: int, key: str, cell: Cell, more: str) -> None:
        style: dict[str, Any] = {"bottom": 1, "border_color": _LINE}
        if cell.number is None:
            text = "\n".join(cell.text) + more
            self.sheet.write_string(
                self.row, place, text[:_LONGEST_TEXT], self._format(text_wrap=True, **style)
            )
            if key == "name":
                self._heighten(_line_count(text, self.widths[place]) * _LINE_HEIGHT)
            return
        align = "left" if key == "position" else "right"
        form = self._format(align=align, num_format=_number_format(cell), **style)
        self.sheet.write_number(self.row, place, cell.number, form)

    def sums(self) -> None:
        """Write how the total comes about, and the total in capitals."""
        self.row += 1
        for line in self.document.sums:
            is_grand = line.kind == "grand"
            style: dict[str, Any] = {"bold": is_grand}
            if is_grand:
                style |= {"top": 2, "bottom": 2, "border_color": _ACCENT, "font_size": 12}
            if line.kind == "part":
                style["font_color"] = "#556072"
            currency = "".join(line.value.text).strip("-0123456789,. ")
            self._across(_BETWEEN.join(line.label), 0, self.last - 2, align="right", **style)
            form = f'"{currency}" {_number_format(line.value)}'
            merged = self._format(align="right", num_format=form, **style)
            self.sheet.merge_range(self.row, self.last - 1, self.row, self.last, "", merged)
            self.sheet.write_number(self.row, self.last - 1, line.value.number, merged)
            self.row += 1
        if self.document.capitals:
            fact = self.document.capitals
            self._across(f"{_BETWEEN.join(fact.label)}: {''.join(fact.value)}", align="right")
            self.row += 1

    def titled(self, title: Text, facts: Sequence[Fact]) -> None:
        """Write facts under a title, or nothing."""
        if facts:
            self._title(title)
            self._facts(facts)

    def options(self) -> None:
        """Write what is not in the total."""
        for each in self.document.options:
            self.table(each)

    def acceptance(self) -> None:
        """Write the places to sign."""
        for each in self.document.acceptance:
            self._signature(each)

    def _signature(self, signature: Signature) -> None:
        """Write a place to sign."""
        self._title(signature.title)
        if signature.name:
            self._across(signature.name, bold=True)
            self.row += 1
        for field in signature.fields:
            self._labelled(_BETWEEN.join(field), "", bottom=1, border_color=_LINE)
            self.sheet.set_row(self.row - 1, 24)


def _number_format(cell: Cell) -> str:
    if cell.is_percent:
        text = cell.text[0].rstrip("%")
        return "0." + "0" * len(text.partition(".")[2]) + "%" if "." in text else "0%"
    if cell.decimals is None:
        return "General"
    return "#,##0." + "0" * cell.decimals if cell.decimals else "#,##0"


def _footer(text: str) -> str:
    """Return a text for a footer, where & begins a code."""
    return text.replace("&", "&&")


def _line_count(text: str, width: float) -> int:
    """Return how many lines a text takes in a cell of a width."""
    return sum(max(1, ceil(cells(line) * _ROOM / width)) for line in text.split("\n"))


_BLOCKS: Mapping[str, Callable[[_Sheet], None]] = {
    "parties": _Sheet.parties,
    "intro": lambda sheet: sheet.paragraph(sheet.document.intro),
    "text": lambda sheet: sheet.paragraph(sheet.document.written),
    "lines": lambda sheet: sheet.table(sheet.document.lines),
    "totals": _Sheet.sums,
    "options": _Sheet.options,
    "terms": lambda sheet: sheet.titled(sheet.document.terms_title, sheet.document.terms),
    "bank": lambda sheet: sheet.titled(sheet.document.bank_title, sheet.document.bank),
    "offer": lambda sheet: sheet.paragraph(sheet.document.offer),
    "outro": lambda sheet: sheet.paragraph(sheet.document.outro),
    "acceptance": _Sheet.acceptance,
}
