"""The stages of a process, seen from the leads that move through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from salesmap.core.errors import RuleViolation, SalesmapError, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _, is_bound_to_english
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.map.model import SalesMap
from salesmap.domain.routing import pipeline_for
from salesmap.store.map_versions import current_map
from salesmap.store.models import Lead, Process, Stage
from salesmap.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Path:
    """A process' stages in their order."""

    process: Process
    stages: tuple[Stage, ...]

    @property
    def first(self) -> Stage:
        """Where a new lead stands."""
        return self.stages[0]

    @property
    def after_win(self) -> Stage | None:
        """Where a won lead lives on, if the process has such a stage."""
        return next((stage for stage in self.stages if stage.phase == "after"), None)

    def stage(self, stage_id: int) -> Stage:
        """The stage with this id."""
        return next(stage for stage in self.stages if stage.id == stage_id)

    def next(self, stage: Stage) -> Stage | None:
        """The stage that follows, None after the last."""
        return next((later for later in self.stages if later.position > stage.position), None)

    def has(self, name: str) -> bool:
        """Whether the path has such a stage."""
        try:
            self.named(name)
        except SalesmapError:
            return False
        return True

    def named(self, name: str) -> Stage:
        """The stage with this key or label, or the only one whose key or label begins so.

        Raises UsageError with the stages there are, RuleViolation when several fit.
        """
        wanted = fold(name)
        names = [
            (stage, {fold(stage.key), fold(stage.label_en), fold(stage.label_zh)})
            for stage in self.stages
        ]
        fitting = [stage for stage, known in names if wanted in known]
        if not fitting and wanted:
            fitting = [
                stage for stage, known in names if any(each.startswith(wanted) for each in known)
            ]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise RuleViolation(
                _("{name!r} matches several stages: {known}. Write more of the name.").format(
                    name=name, known=", ".join(stage.key for stage in fitting)
                )
            )
        raise UsageError(
            _("Unknown stage {name!r}: choose one of {known}.").format(
                name=name, known=", ".join(stage.key for stage in self.stages)
            )
        )


def shown(stage: Stage) -> str:
    """A stage as a person reads it: by its label in Chinese, by its key in English, which is as good a word."""
    return stage.key if is_bound_to_english() else stage.label_zh


def path_of(change: UnitOfWork, process_id: int) -> Path:
    """The path of a process by its id."""
    process = change.session.get_one(Process, process_id)
    stages = change.session.exec(
        select(Stage).where(Stage.process_id == process_id).order_by(col(Stage.position))
    )
    return Path(process, tuple(stages))


def pipeline_of_lead(change: UnitOfWork, lead: Lead) -> Path:
    """The path that a lead is on."""
    return path_of(change, lead.process_id)


def path_for(change: UnitOfWork, new: LeadDraft) -> Path:
    """The path that a new lead takes. Raises UsageError for a pipeline that is not there."""
    return choose_path(paths_of_book(change), current_map(change.sql), new)


def choose_path(paths: Sequence[Path], read: SalesMap, new: LeadDraft) -> Path:
    """The pipeline that a lead names, or the one whose rule fits; then, if that has not its stage, the first that has it."""
    if new.pipeline:
        return pipeline_named(paths, new.pipeline)
    if len(paths) == 1:
        return paths[0]
    known = {**new._asdict(), **new.fields}
    fitting = pipeline_for(
        read, {name: value for name, value in known.items() if isinstance(value, str)}
    ).key
    ordered = sorted(paths, key=lambda path: path.process.key != fitting)
    return next((path for path in ordered if new.stage is None or path.has(new.stage)), ordered[0])


def paths_of_book(change: UnitOfWork) -> list[Path]:
    """The paths of all pipelines in their order."""
    ids = change.session.exec(
        select(Process.id).order_by(col(Process.position), col(Process.id))
    ).all()
    if not ids:
        raise RuleViolation(
            _("The database has no pipeline: create a new database with 'salesmap init'.")
        )
    return [path_of(change, process_id) for process_id in ids]


def pipeline_named(paths: Sequence[Path], name: str) -> Path:
    """The path of the pipeline with this key or label. Raises UsageError with the pipelines there are."""
    wanted = fold(name)
    for path in paths:
        if wanted in (
            fold(path.process.key),
            fold(path.process.label_en),
            fold(path.process.label_zh),
        ):
            return path
    known = ", ".join(path.process.key for path in paths)
    raise UsageError(
        _("Unknown pipeline {name!r}: choose one of {known}.").format(name=name, known=known)
    )
