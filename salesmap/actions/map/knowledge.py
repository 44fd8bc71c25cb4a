"""Notes of the knowledge base."""

from dataclasses import dataclass

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, UnknownNameError
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText, UnknownStageError
from salesmap.domain.map.model import SalesMap
from salesmap.domain.records import KnowledgeNote
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork


class NoteNotFound(NotFoundError):
    """No note has this id."""

    code = "note_not_found"

    def __init__(self, note_id: int) -> None:
        super().__init__(_("Note {id} not found.").format(id=note_id), id=note_id)


class UnknownProblemError(UnknownNameError):
    """The map has no such problem, or several."""

    code = "unknown_problem"
    message = N_("Unknown problem {name!r}: choose one of {known}.")


@dataclass(frozen=True)
class NoteDraft:
    """A note to add, or what to change of one.

    None leaves a part as it is, an empty text clears it. `problem` is `stage.problem`, or its key.
    """

    title: str | None = None
    text: str | None = None
    stage: str | None = None
    problem: str | None = None
    product: str | None = None


def add(database: Database, draft: NoteDraft) -> int:
    """Add a note. Return its id. Raises EmptyText, UnknownStageError, UnknownProblemError."""
    with transaction(database) as change:
        note = KnowledgeNote(
            title="", text="", actor=database.user, recorded_at=change.now, updated_at=change.now
        )
        _set(change, note, draft)
        change.add(note)
        change.describe("note added: {}", note.title)
        return note.id


def edit(database: Database, note_id: int, draft: NoteDraft) -> None:
    """Edit a note. Raises NoteNotFound, EmptyText, UnknownStageError, UnknownProblemError."""
    with transaction(database) as change:
        note = _note(change, note_id)
        before = values_of(note)
        _set(change, note, draft)
        if values_of(note) != before:
            note.actor, note.updated_at, note.version = database.user, change.now, note.version + 1
        change.describe("note changed: {}", note.title)


def drop(database: Database, note_id: int) -> None:
    """Delete a note. Raises NoteNotFound."""
    with transaction(database) as change:
        note = _note(change, note_id)
        change.delete(note)
        change.describe("note taken away: {}", note.title)


def _note(change: UnitOfWork, note_id: int) -> KnowledgeNote:
    note = change.get(KnowledgeNote, note_id)
    if note is None:
        raise NoteNotFound(note_id)
    return note


def _set(change: UnitOfWork, note: KnowledgeNote, draft: NoteDraft) -> None:
    sales_map = current_map(change.connection)
    if draft.title is not None:
        note.title = draft.title.strip()
    if draft.text is not None:
        note.text = draft.text.strip()
    if not note.title or not note.text:
        raise EmptyText(_("A note needs a title and a text."))
    if draft.stage is not None:
        stages = [stage.key for stage in sales_map.stages]
        if draft.stage and draft.stage not in stages:
            raise UnknownStageError(draft.stage, stages)
        note.stage = draft.stage or None
    if draft.problem is not None:
        note.problem = _problem_named(sales_map, draft.problem) if draft.problem else None
        note.stage = note.stage or (note.problem or "").partition(".")[0] or None
    if draft.product is not None:
        note.product = draft.product or None


def _problem_named(sales_map: SalesMap, name: str) -> str:
    """Return the problem of this name, as `stage.problem`. Raises UnknownProblemError."""
    names = [f"{stage.key}.{problem.key}" for stage, problem in sales_map.problems()]
    matching = [each for each in names if name in (each, each.partition(".")[2])]
    if len(matching) != 1:
        raise UnknownProblemError(name, matching or names)
    return matching[0]
