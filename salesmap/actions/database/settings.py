"""Settings kept in the database."""

from salesmap.actions.database.create import transaction
from salesmap.domain.records import Setting
from salesmap.domain.settings.shared import check_shared
from salesmap.store.database import Database


def set_setting(database: Database, key: str, value: str) -> str:
    """Set one. Returns the value as it is kept. Raises InvalidSharedSetting."""
    value = check_shared(key, value)
    with transaction(database) as change:
        setting = change.first(Setting, "key = ?", key)
        if setting is None:
            change.add(Setting(key=key, value=value, recorded_at=change.now))
        elif setting.value != value:
            setting.value = value
            setting.version += 1
        change.describe("setting changed: {}", key)
    return value


def unset_setting(database: Database, key: str) -> bool:
    """Remove one. Returns whether it was set."""
    with transaction(database) as change:
        setting = change.first(Setting, "key = ?", key)
        if setting is not None:
            change.delete(setting)
        change.describe("setting removed: {}", key)
    return setting is not None
