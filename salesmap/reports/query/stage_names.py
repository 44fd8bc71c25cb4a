"""Stages and pipelines by the names that people type."""

from salesmap.core.folding import fold
from salesmap.core.i18n import is_bound_to_english
from salesmap.domain.errors import UnknownPipelineError, UnknownStageError
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


def stage_ids(connection: Connection, name: str) -> list[int]:
    """Return the stages of any pipeline with this key or label, or whose key or label begins so.

    Raises UnknownStageError.
    """
    wanted = fold(name)
    rows = connection.execute(_SQL["stages"]).fetchall()
    stages = [(id, [fold(word) for word in (key, *labels)]) for id, key, *labels in rows]
    exact = [id for id, names in stages if wanted in names]
    ids = exact or [
        id for id, names in stages if wanted and any(word.startswith(wanted) for word in names)
    ]
    if not ids:
        label = 1 if is_bound_to_english() else 3
        raise UnknownStageError(name, (row[1] for row in rows), (row[label] for row in rows))
    return ids


def pipeline_id(connection: Connection, name: str) -> int:
    """Return the pipeline with this key or label. Raises UnknownPipelineError."""
    wanted = fold(name)
    rows = connection.execute(_SQL["pipelines"]).fetchall()
    for id, *words in rows:
        if wanted in map(fold, words):
            return int(id)
    label = 1 if is_bound_to_english() else 3
    raise UnknownPipelineError(name, (row[1] for row in rows), (row[label] for row in rows))
