"""Which changes of a database the user's hooks were given: each is given once.

They are noted before the hooks run, so that a hook that hangs, fails or is killed gets none twice.
The changes up to a first one count as given: hooks get what happens, not what happened before.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from salesmap.core.config import state_folder
from salesmap.core.errors import ResourceError
from salesmap.core.files import exclusive, replacing
from salesmap.core.i18n import _, reason

Change = tuple[int, str]
"""The id of a change, and its instant, by which a number that was given anew is known."""


class GivenNotWritable(ResourceError):
    """What hooks were given cannot be noted; they are not run then."""

    code = "given_not_writable"

    def __init__(self, path: Path, error: OSError) -> None:
        text = _("Hooks were not run: cannot note in {path} what they were given: {reason}.")
        super().__init__(text.format(path=path, reason=reason(error)), path=path)


class Given(NamedTuple):
    """All changes up to `through` were given or came before, and the `further` ones were given.

    `newest` is the newest of all with its instant.
    """

    through: int
    further: frozenset[int]
    newest: Change

    def holds(self, change_id: int) -> bool:
        """Return whether a change was given."""
        return change_id <= self.through or change_id in self.further

    def with_change(self, change: Change) -> "Given":
        """Return this with one more change."""
        through, further = self.through, {*self.further, change[0]}
        while through + 1 in further:
            through += 1
            further.remove(through)
        return Given(through, frozenset(further), max(self.newest, change))


def given_of(uid: str) -> Given | None:
    """Return what was given of a database; None if nothing was ever noted."""
    path = _folder() / f"{uid}.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        id, at = stored["newest"]
        return Given(int(stored["through"]), frozenset(stored["further"]), (int(id), str(at)))
    except (OSError, ValueError, KeyError, TypeError):  # no file, or none of ours
        return None


def begin(uid: str, newest: Change | None) -> None:
    """Let all changes up to the newest count as given. Raises GivenNotWritable."""
    with _locked():
        _save(uid, Given((newest or (0, ""))[0], frozenset(), newest or (0, "")))


def claim(uid: str, change: Change, known: bool = True) -> bool:
    """Note a change as given. Returns whether it was not given before.

    `known` is false where what is noted is about a former state of the database: it is forgotten
    then. Raises GivenNotWritable.
    """
    with _locked():
        given = given_of(uid) if known else None
        given = given or Given(change[0] - 1, frozenset(), (0, ""))
        if given.holds(change[0]):
            return False
        _save(uid, given.with_change(change))
        return True


def _folder() -> Path:
    return state_folder() / "hooks"


@contextmanager
def _locked() -> Iterator[None]:
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with exclusive(folder):
            yield
    except OSError as error:
        raise GivenNotWritable(folder, error) from None


def _save(uid: str, given: Given) -> None:
    content = {
        "through": given.through,
        "further": sorted(given.further),
        "newest": list(given.newest),
    }
    with replacing(_folder() / f"{uid}.json", overwrite=True) as file:
        file.write(json.dumps(content) + "\n")
