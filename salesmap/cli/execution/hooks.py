"""Hooks behind every command that writes: its changes are given to them once committed."""

import os
import tempfile
from collections.abc import Sequence
from typing import NamedTuple

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.config import hooks_folder
from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import _
from salesmap.exchange.hooks import given
from salesmap.exchange.hooks.folder import IGNORED, READY, Hook, hooks_in
from salesmap.exchange.hooks.running import INSIDE, Failure, run_hooks
from salesmap.render.json_text import json_line
from salesmap.reports.data import events
from salesmap.store.connection import Connection


class Run(NamedTuple):
    """What a run of hooks did: changes given, hooks that failed on them, changes left for later."""

    given: int = 0
    failed: int = 0
    left: int = 0


def usable_hooks() -> list[Hook]:
    """Return the hooks that can run; those that are ignored are named on standard error."""
    hooks = hooks_in(hooks_folder())
    for hook in hooks:
        if hook.state == IGNORED:
            text = _("Ignored {path}: it belongs to another user, or anybody may write it.")
            notify(text.format(path=hook.path))
    return [hook for hook in hooks if hook.state == READY]


def give_own(context: AppContext, change_ids: Sequence[int]) -> None:
    """Give changes just committed to the hooks. What goes wrong is told, and harms nothing."""
    try:
        hooks = usable_hooks()
        if not hooks:
            return
        with context.read_connection() as connection:
            uid, is_known = _noted(connection)
            changes = [(id, events.instant_of(connection, id)) for id in change_ids]
        for change_id, at in changes:
            if at and given.claim(uid, (change_id, at), is_known) and INSIDE not in os.environ:
                _give(context, hooks, change_id)
            is_known = True
    except SalesmapError as error:
        notify(str(error))


def give_waiting(context: AppContext, since: int | None) -> Run | None:
    """Give the hooks what was not given yet, or all changes after one.

    It ends at a hook that hangs. Returns None the first time, when nothing is given: hooks get
    what happens from then on. Raises NotAllowed for a member who may not export everything.
    """
    from salesmap.actions.team.exporting import require_export

    hooks = usable_hooks()
    if not hooks:
        return Run()
    with context.read_connection() as connection:
        require_export(connection, context.database)
        uid, is_known = _noted(connection)
        noted = given.given_of(uid) if is_known else None
        if noted is None and since is None:
            given.begin(uid, events.newest_change(connection))
            return None
        first = since if since is not None else noted.through if noted else 0
        changes = events.change_ids(connection, first)
    waiting = [
        change
        for change in changes
        if since is not None or noted is None or not noted.holds(change[0])
    ]
    run = Run(left=len(waiting))
    for change in waiting:
        is_new = given.claim(uid, change, is_known)
        is_known = True
        run = run._replace(left=run.left - 1)
        if not is_new and since is None:
            continue  # another run was faster
        failures = _give(context, hooks, change[0])
        run = run._replace(given=run.given + 1, failed=run.failed + len(failures))
        if any(each.hung for each in failures):
            break
    return run


def _give(context: AppContext, hooks: Sequence[Hook], change_id: int) -> list[Failure]:
    """Give a change to hooks, and tell which failed.

    The database is left before: a hook may write in it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as line:
        with context.read_connection() as connection:
            for event in events.events(connection, change_id - 1, change_id):
                line.writelines(json_line(event.head, "records", event.records))
        line.write("\n")
        line.flush()
        timeout = context.settings.number("hook_timeout")
        failures = run_hooks(
            hooks, line, context.database.server or str(context.database.path), timeout
        )
    for failure in failures:
        text = _("Hook {hook} failed on change {id}: {reason}. The change stands.")
        notify(text.format(hook=failure.hook, id=change_id, reason=failure.reason))
    return failures


def _noted(connection: Connection) -> tuple[str, bool]:
    """Return the database's identifier, and whether what is noted of it holds.

    It does not where its newest change is gone, or another: the database was restored since.
    """
    uid = events.database_uid(connection)
    noted = given.given_of(uid)
    if noted is None:
        return uid, False
    id, at = noted.newest
    newest = events.newest_change(connection) or (0, "")
    found = events.instant_of(connection, id)
    return uid, found == at if found else id <= newest[0]
