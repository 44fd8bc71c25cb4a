"""JSON is what the standard library writes, but for characters that steer a terminal."""

import json

from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.table import Table, columns
from salesmap.render.json_text import dumps, json_text

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.none() | st.integers(), inner),
    max_leaves=12,
)


@given(VALUES)
def test_any_value(value: object) -> None:
    assert json.loads(dumps(value)) == json.loads(json.dumps(value))


@given(VALUES)
def test_indented_as_the_standard_library_does(value: object) -> None:
    text = dumps(value)
    if text.isascii() and "\\u" not in text:
        assert text == json.dumps(value, indent=2)


def test_rows() -> None:
    rows = Table(columns("id:int tags:list amount:money"), [(1, '["a"]', 150), (2, "[]", None)])
    text = "".join(json_text(rows))
    assert text == json.dumps(rows.dicts(), indent=2)
    assert "".join(json_text(rows, single=True)) == json.dumps(rows.dicts()[0], indent=2)
    assert "".join(json_text(rows._replace(values=[]))) == "[]"
