"""Putting a map into a book: the first one, and another in its place, with every lead brought along.

Leads stand in rows of `stage`, and so do their stays: a renamed stage keeps its row, what stood in a stage that went is put
where the map says. Everything is one change, and one undo takes it back.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.custom_fields import declare_custom_fields
from salesmap.actions.map.map_rows import set_stage, stage_row
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _, ngettext
from salesmap.domain.map.json_form import map_to_json
from salesmap.domain.map.loader import parse_map
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.map.succession import Succession, succession
from salesmap.domain.records import MapVersion, Pipeline, Stage
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


def apply(
    database: Database, source: str, moves: Mapping[str, str], seen: int | None = None
) -> None:
    """Make this TOML the book's map. `moves` says what becomes of stages (and pipelines) that the new map has not.

    Raises UsageError for a map that is none, RuleViolation where leads under way have no place to go, or when the book has another
    map by now than the version `seen`.
    """
    new = parse_map(source)
    with transaction(database) as change:
        if seen is not None and change.sql("SELECT max(id) FROM map_version")[0][0] != seen:
            raise RuleViolation(
                _("The map was changed meanwhile: check it with 'salesmap map diff FILE'.")
            )
        old = current_map(change.sql)
        _MapMigration(change, old, new, succession(old, new, moves)).run()
        change.add(
            MapVersion(
                key=new.key,
                source=source,
                compiled=map_to_json(new),
                applied_at=change.now,
                actor=database.user,
            )
        )
        declare_custom_fields(change, [field.key for field in new.fields])
        change.describe("map changed: {}", new.key)


class _Route(NamedTuple):
    """From a stage's row to another: where its leads and stays go."""

    origin: Stage
    target: Stage
    origin_goes: bool


class _MapMigration:
    """One map taking the place of another, in one change."""

    def __init__(self, change: UnitOfWork, old: SalesMap, new: SalesMap, way: Succession) -> None:
        self.change = change
        self.old = old
        self.new = new
        self.way = way

    def run(self) -> None:
        before = {process.key: process for process in self.change.all(Pipeline)}
        stages = {key: self._stages_of(process) for key, process in before.items()}
        after = {
            pipeline.key: self._pipeline(place, pipeline.key, before)
            for place, pipeline in enumerate(self.new.pipelines, 1)
        }
        made = {key: self._lay_out(key, process, stages) for key, process in after.items()}
        gone = [
            process
            for process in before.values()
            if process.id not in {each.id for each in after.values()}
        ]
        for key, process in before.items():
            successor = after.get(self.way.pipelines.get(key, ""))
            if successor is None:
                self._refuse_leads(process)
                successor = next(iter(after.values()))
            for route in self._routes(stages[key], made[successor.key]):
                self._move(route, successor)
        for row in (*self._unused(stages, made), *gone):
            self.change.delete(row)
        self._furthest()

    def _stages_of(self, process: Pipeline) -> dict[str, Stage]:
        found = self.change.all(Stage, "process_id = ?", process.id, order="position, id")
        return {stage.key: stage for stage in found}

    def _pipeline(self, place: int, key: str, before: Mapping[str, Pipeline]) -> Pipeline:
        """The row of a pipeline: its own, or that of the only one that becomes it."""
        spec = self.new.pipeline(key)
        ancestors = [old for old, successor in self.way.pipelines.items() if successor == key]
        origin = key if key in before else ancestors[0] if len(ancestors) == 1 else None
        label = spec.label
        if origin is None:
            return self.change.add(
                Pipeline(key=key, label_en=label.en, label_zh=label.zh, position=place)
            )
        process = before[origin]
        process.key, process.position = key, place
        process.label_en, process.label_zh = label.en, label.zh
        return process

    def _lay_out(
        self, key: str, process: Pipeline, stages: Mapping[str, Mapping[str, Stage]]
    ) -> dict[str, Stage]:
        """The rows of a pipeline's stages: those it has are kept, renamed ones too."""
        origin = next(
            (
                old
                for old, rows in stages.items()
                if any(row.process_id == process.id for row in rows.values())
            ),
            None,
        )
        known = stages[origin] if origin else {}
        made = {}
        for place, spec in enumerate(self.new.stages_of(key), 1):
            row = known.get(spec.key) or self._ancestor(spec.key, known)
            if row is None:
                row = self.change.add(stage_row(process, spec, place))
            else:
                self._refuse_flip(row, spec)
                set_stage(row, spec, place)
            made[spec.key] = row
        return made

    def _ancestor(self, key: str, known: Mapping[str, Stage]) -> Stage | None:
        """The row of the stage that is renamed to this one."""
        kept = {stage.key for stage in self.new.stages}
        ancestors = [
            old
            for old, successor in self.way.stages.items()
            if successor == key and old not in kept and old in known
        ]
        return known[ancestors[0]] if len(ancestors) == 1 else None

    def _routes(self, old: Mapping[str, Stage], made: Mapping[str, Stage]) -> list[_Route]:
        """What has to move: the leads of stages that went, or whose leads were sent elsewhere."""
        routes = []
        for key, row in old.items():
            stays = any(row is kept for kept in made.values())
            successor = made.get(self.way.stages.get(key, ""))
            if successor is row or (stays and key not in self.way.stages):
                continue
            if successor is None:
                self._refuse_leads_in(row)
                successor = self._nearest(row, old, made)
            routes.append(_Route(row, successor, not stays))
        return routes

    def _nearest(self, row: Stage, old: Mapping[str, Stage], made: Mapping[str, Stage]) -> Stage:
        """Where the past of a stage that went is counted: in the stage before it that is still there, else in the first."""
        order = list(old)
        earlier = (
            made[key]
            for key in reversed(order[: order.index(row.key) if row.key in order else 0])
            if key in made
        )
        same_side = [stage for stage in made.values() if stage.phase == row.phase]
        return next(
            (stage for stage in earlier if stage.phase == row.phase),
            (same_side or list(made.values()))[0],
        )

    def _refuse_leads(self, process: Pipeline) -> None:
        count = self.change.sql(
            "SELECT count(*) FROM lead WHERE process_id = ? AND status IN ('open', 'won')",
            process.id,
        )[0][0]
        if count:
            raise RuleViolation(
                ngettext(
                    "{count} lead is in pipeline {pipeline!r}, which the new map does not have: "
                    "choose its new pipeline with --move {pipeline}=….",
                    "{count} leads are in pipeline {pipeline!r}, which the new map does not have: "
                    "choose their new pipeline with --move {pipeline}=….",
                    count,
                ).format(count=count, pipeline=process.key)
            )

    def _refuse_leads_in(self, row: Stage) -> None:
        count = self.change.sql(
            "SELECT count(*) FROM lead WHERE stage_id = ? AND status IN ('open', 'won')", row.id
        )[0][0]
        if count:
            raise RuleViolation(
                ngettext(
                    "{count} lead is in stage {stage!r}, which the new map does not have: choose its "
                    "new stage with --move {stage}=….",
                    "{count} leads are in stage {stage!r}, which the new map does not have: choose "
                    "their new stage with --move {stage}=….",
                    count,
                ).format(count=count, stage=row.key)
            )

    def _move(self, route: _Route, successor: Pipeline) -> None:
        """Bring leads and stays from one row of `stage` to another."""
        origin, target, now = route.origin, route.target, self.change.now
        self._refuse_other_side(origin, target.key, target.phase)
        if route.origin_goes:
            self._join_stays(origin, target)
            self.change.sql("UPDATE stay SET stage_id = ? WHERE stage_id = ?", target.id, origin.id)
            self.change.sql(
                "UPDATE lead SET furthest_id = ? WHERE furthest_id = ?", target.id, origin.id
            )
        else:
            self.change.sql(
                "UPDATE stay SET stage_id = ? WHERE stage_id = ? AND left_at IS NULL",
                target.id,
                origin.id,
            )
        alive = "" if route.origin_goes else " AND status IN ('open', 'won')"
        self.change.sql(
            f"UPDATE lead SET process_id = ?, stage_id = ?, version = version + 1, updated_at = ? WHERE stage_id = ?{alive}",
            successor.id, target.id, now, origin.id,
        )  # fmt: skip

    def _refuse_flip(self, row: Stage, spec: StageSpec) -> None:
        if row.phase != spec.phase:
            self._refuse_other_side(row, spec.key, spec.phase)

    def _refuse_other_side(self, origin: Stage, target: str, phase: str) -> None:
        wrong = "won" if phase == "before" else "open"
        if self.change.sql(
            "SELECT 1 FROM lead WHERE stage_id = ? AND status = ? LIMIT 1", origin.id, wrong
        ):
            raise RuleViolation(
                _(
                    "Cannot move leads from stage {stage!r} to {target!r}: one is before the win, "
                    "the other after it."
                ).format(stage=origin.key, target=target)
            )

    def _join_stays(self, origin: Stage, target: Stage) -> None:
        """Where two stages become one, going from the one to the other was no move, and only the first way out counts."""
        ids = origin.id, target.id
        next_stage = "(SELECT n.stage_id FROM stay n WHERE n.lead_id = stay.lead_id AND n.id > stay.id ORDER BY n.id LIMIT 1)"
        self.change.sql(
            f"UPDATE stay SET outcome = 'moved', again = 0 WHERE stage_id IN (?, ?) AND outcome IN ('forward', 'back')"
            f" AND {next_stage} IN (?, ?)",
            *ids, *ids,
        )  # fmt: skip
        left_before = (
            "(outcome IN ('forward', 'won') AND EXISTS (SELECT 1 FROM stay e WHERE e.lead_id = stay.lead_id AND e.stage_id IN (?, ?)"
            " AND e.id < stay.id AND e.outcome IN ('forward', 'won')))"
        )
        changed = f"UPDATE stay SET again = {left_before} WHERE stage_id IN (?, ?) AND outcome IS NOT NULL AND again <> {left_before}"
        self.change.sql(changed, *ids, *ids, *ids)

    def _unused(
        self, stages: Mapping[str, Mapping[str, Stage]], made: Mapping[str, Mapping[str, Stage]]
    ) -> Sequence[Stage]:
        used = {row.id for rows in made.values() for row in rows.values()}
        return [row for rows in stages.values() for row in rows.values() if row.id not in used]

    def _furthest(self) -> None:
        """Where the order of the stages changed, another may be the furthest that a lead stood in."""
        been = (
            "(SELECT s.id FROM stage s WHERE s.process_id = lead.process_id AND (s.id = lead.stage_id"
            " OR s.id IN (SELECT y.stage_id FROM stay y WHERE y.lead_id = lead.id)) ORDER BY s.position DESC LIMIT 1)"
        )
        self.change.sql(f"UPDATE lead SET furthest_id = {been} WHERE furthest_id <> {been}")
