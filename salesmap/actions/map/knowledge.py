"""Writing the knowledge base."""

from dataclasses import dataclass

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.i18n import _
from salesmap.domain.records import KnowledgeNote
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class NoteDraft:
    """What a note shall be. None leaves a part as it is, an empty text takes it away. `problem` is `stage.problem`, or its key."""

    title: str | None = None
    text: str | None = None
    stage: str | None = None
    problem: str | None = None
    product: str | None = None


def add(database: Database, draft: NoteDraft) -> int:
    """Add a note. Returns its id. Raises UsageError without title or text, or for a stage or problem that the map has not."""
    with transaction(database) as change:
        note = KnowledgeNote(
            title="", text="", actor=database.user, recorded_at=change.now, updated_at=change.now
        )
        _set(change, note, draft)
        change.add(note)
        change.describe("note added: {}", note.title)
        return note.id


def edit(database: Database, note_id: int, draft: NoteDraft) -> None:
    """Change a note. Raises NotFoundError, UsageError."""
    with transaction(database) as change:
        note = _found(change, note_id)
        _set(change, note, draft)
        note.actor, note.updated_at, note.version = database.user, change.now, note.version + 1
        change.describe("note changed: {}", note.title)


def drop(database: Database, note_id: int) -> None:
    """Take a note away. Raises NotFoundError."""
    with transaction(database) as change:
        note = _found(change, note_id)
        change.delete(note)
        change.describe("note taken away: {}", note.title)


def _found(change: UnitOfWork, note_id: int) -> KnowledgeNote:
    note = change.get(KnowledgeNote, note_id)
    if note is None:
        raise NotFoundError(_("Note {id} not found: see 'salesmap kb list'.").format(id=note_id))
    return note


def _set(change: UnitOfWork, note: KnowledgeNote, draft: NoteDraft) -> None:
    read = current_map(change.sql)
    if draft.title is not None:
        note.title = draft.title.strip()
    if draft.text is not None:
        note.text = draft.text.strip()
    if not note.title or not note.text:
        raise UsageError(_("A note needs a title and a text."))
    if draft.stage is not None:
        if draft.stage and draft.stage not in [stage.key for stage in read.stages]:
            known = ", ".join(stage.key for stage in read.stages)
            raise UsageError(
                _("Unknown stage {name!r}: choose one of {known}.").format(
                    name=draft.stage, known=known
                )
            )
        note.stage = draft.stage or None
    if draft.problem is not None:
        names = {f"{stage.key}.{problem.key}": stage.key for stage, problem in read.problems()}
        found = [name for name in names if draft.problem in (name, name.partition(".")[2])]
        if draft.problem and len(found) != 1:
            known = ", ".join(found or names)
            raise UsageError(
                _("Unknown problem {name!r}: choose one of {known}.").format(
                    name=draft.problem, known=known
                )
            )
        note.problem = found[0] if draft.problem else None
        note.stage = note.stage or names.get(note.problem or "")
    if draft.product is not None:
        note.product = draft.product or None
