"""The successors of pipelines and stages when one map replaces another."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.domain.map.errors import InvalidMapMove
from salesmap.domain.map.model import SalesMap


class Succession(NamedTuple):
    """Old key → new key of pipelines and stages; those without a successor are missing."""

    pipelines: Mapping[str, str]
    stages: Mapping[str, str]

    def is_rename(self, stage: str) -> bool:
        """Return whether no other stage has the same successor: it is renamed, not merged."""
        return sum(key == self.stages[stage] for key in self.stages.values()) == 1


def succession(old: SalesMap, new: SalesMap, moves: Mapping[str, str]) -> Succession:
    """Return the successors: by `moves` (old key → new key), else the part of the same key.

    A map's only pipeline is succeeded by the other map's only one. Raises InvalidMapMove.
    """
    old_pipelines = [pipeline.key for pipeline in old.pipelines]
    new_pipelines = [pipeline.key for pipeline in new.pipelines]
    old_stages, new_stages = [each.key for each in old.stages], [each.key for each in new.stages]
    for one, other in moves.items():
        is_stage = one in old_stages and other in new_stages
        is_pipeline = one in old_pipelines and other in new_pipelines
        if not (is_stage or is_pipeline):
            raise InvalidMapMove(
                one, other, (*old_stages, *old_pipelines), (*new_stages, *new_pipelines)
            )
    pipelines = _successors(old_pipelines, new_pipelines, moves)
    if len(old_pipelines) == len(new_pipelines) == 1:
        pipelines = {old_pipelines[0]: new_pipelines[0]}
    return Succession(pipelines, _successors(old_stages, new_stages, moves))


def _successors(old: list[str], new: list[str], moves: Mapping[str, str]) -> dict[str, str]:
    successors = {key: moves[key] if moves.get(key) in new else key for key in old}
    return {key: successor for key, successor in successors.items() if successor in new}
