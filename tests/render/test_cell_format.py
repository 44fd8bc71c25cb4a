"""Cells as people read them."""

from zoneinfo import ZoneInfo

import pytest

from salesmap.core.clock import Clock
from salesmap.core.table import Table, columns
from salesmap.render.cell_format import cells


@pytest.mark.parametrize("as_keys", [False, True])
def test_words_that_people_typed_steer_no_terminal(as_keys: bool) -> None:
    """The channel of a quote is one of ours or their own."""
    rows = Table(columns("channel:word"), [("fax\x1b[31m\x07\u202e",)])
    assert cells(rows, Clock(None, ZoneInfo("UTC")), as_keys=as_keys) == [["fax␛[31m␇\\u202e"]]
