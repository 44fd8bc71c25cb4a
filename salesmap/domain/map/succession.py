"""What becomes of the pipelines and stages of a map when another takes its place."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.map.model import SalesMap


class Succession(NamedTuple):
    """For each pipeline and stage of the old map, what it becomes in the new one; those without an heir are missing."""

    pipelines: Mapping[str, str]
    stages: Mapping[str, str]

    def is_only_successor(self, stage: str) -> bool:
        """Whether nothing else becomes what this stage becomes: then it is renamed, not dissolved."""
        return sum(successor == self.stages[stage] for successor in self.stages.values()) == 1


def succession(old: SalesMap, new: SalesMap, moves: Mapping[str, str]) -> Succession:
    """What has the same key stays; else `moves` says what it becomes. The only pipeline becomes the only pipeline.

    Raises UsageError for a move from or to something that is not there.
    """
    old_pipelines, new_pipelines = (
        [each.key for each in old.pipelines],
        [each.key for each in new.pipelines],
    )
    old_stages, new_stages = [each.key for each in old.stages], [each.key for each in new.stages]
    for one, other in moves.items():
        if not (
            (one in old_stages and other in new_stages)
            or (one in old_pipelines and other in new_pipelines)
        ):
            raise UsageError(
                _(
                    "Cannot move {old!r} to {new!r}: the current map has {old_names}, the new one "
                    "{new_names}."
                ).format(
                    old=one,
                    new=other,
                    old_names=", ".join((*old_stages, *old_pipelines)),
                    new_names=", ".join((*new_stages, *new_pipelines)),
                )
            )
    pipelines = _heirs(old_pipelines, new_pipelines, moves)
    if len(old_pipelines) == len(new_pipelines) == 1:
        pipelines = {old_pipelines[0]: new_pipelines[0]}
    return Succession(pipelines, _heirs(old_stages, new_stages, moves))


def _heirs(old: list[str], new: list[str], moves: Mapping[str, str]) -> dict[str, str]:
    heirs = {key: moves[key] if moves.get(key) in new else key for key in old}
    return {key: successor for key, successor in heirs.items() if successor in new}
