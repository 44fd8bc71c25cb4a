"""The stages of a process, seen from the leads that move through them."""

from dataclasses import dataclass

from sqlmodel import col, select

from salesmap.errors import Refused, Unreadable
from salesmap.folding import fold
from salesmap.i18n import _, is_bound_to_english
from salesmap.store.models import Lead, Process, Stage
from salesmap.store.writing import Writing


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

    def named(self, name: str) -> Stage:
        """The stage with this key or label, or the only one whose key or label begins so.

        Raises Unreadable with the stages there are, Refused when several fit.
        """
        wanted = fold(name)
        names = [(stage, {fold(stage.key), fold(stage.label_en), fold(stage.label_zh)}) for stage in self.stages]
        fitting = [stage for stage, known in names if wanted in known]
        if not fitting and wanted:
            fitting = [stage for stage, known in names if any(each.startswith(wanted) for each in known)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Refused(
                _("The stage {name!r} could be any of {known}: write more of it.").format(
                    name=name, known=", ".join(stage.key for stage in fitting)
                )
            )
        raise Unreadable(
            _("There is no stage {name!r}: it is one of {known}.").format(name=name, known=", ".join(stage.key for stage in self.stages))
        )


def shown(stage: Stage) -> str:
    """A stage as a person reads it: by its label in Chinese, by its key in English, which is as good a word."""
    return stage.key if is_bound_to_english() else stage.label_zh


def path_of(writing: Writing, process_id: int) -> Path:
    """The path of a process by its id."""
    process = writing.session.get_one(Process, process_id)
    stages = writing.session.exec(select(Stage).where(Stage.process_id == process_id).order_by(col(Stage.position)))
    return Path(process, tuple(stages))


def path_of_lead(writing: Writing, lead: Lead) -> Path:
    """The path that a lead is on."""
    return path_of(writing, lead.process_id)


def default_path(writing: Writing) -> Path:
    """The path of the book's first process, which new leads take."""
    process_id = writing.session.exec(select(Process.id).order_by(col(Process.id))).first()
    if process_id is None:
        raise Refused(_("The database has no process: make a new one with 'salesmap init'."))
    return path_of(writing, process_id)
