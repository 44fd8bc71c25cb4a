"""The answer of a report, as a script works with it."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesmap.core.files import replacing
from salesmap.core.table import Table as Rows

if TYPE_CHECKING:
    from pandas import DataFrame


class Table:
    """Rows under named columns; a row is a dict, money in major units beside its currency."""

    def __init__(self, rows: Rows, explain: Callable[[], Rows] | None = None) -> None:
        self._rows = rows._replace(values=[*rows.values])  # a stream ends with its connection
        self._explain = explain
        self._dicts: list[dict[str, Any]] | None = None

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return self._rows.names()

    def __len__(self) -> int:
        return len(self._rows.values)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self._dicts is None:
            self._dicts = self._rows.dicts()
        return iter(self._dicts)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return list(self)[index]

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def to_csv(self, path: str | Path | None = None) -> str:
        """Return the table as CSV, and write it to a file if one is named."""
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in self)
        if path is not None:
            with replacing(Path(path), overwrite=True) as file:
                file.write(buffer.getvalue())
        return buffer.getvalue()

    def to_json(self) -> str:
        """Return the table as a JSON list of objects."""
        return json.dumps(list(self), ensure_ascii=False)

    def to_pandas(self) -> "DataFrame":
        """Return the table as a pandas DataFrame (pandas must be installed)."""
        from pandas import DataFrame

        return DataFrame(list(self), columns=self.columns)

    def explain(self) -> "Table":
        """Return a row for each figure: its definition, formula, and the ids of its leads.

        Raises TypeError for a table that is no report's.
        """
        if self._explain is None:
            raise TypeError("only the table of a report can be explained")
        return Table(self._explain())


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
