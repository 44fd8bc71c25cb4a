"""What the commands on settings share: those of files, and those of the database."""

from pathlib import Path

from salesmap.cli.context import AppContext
from salesmap.core.config import KEYS, Setting, shown
from salesmap.core.errors import UnknownSetting
from salesmap.core.i18n import N_, _
from salesmap.domain.settings.shared import CURRENCY, LOGO, SHARED, shown_shared

DATABASE = N_("database")
"""Where a setting comes from that is kept in the database."""


def check_key(key: str) -> None:
    """Raise UnknownSetting for a name that no setting has."""
    if key not in KEYS and key not in SHARED:
        raise UnknownSetting(key, known_keys())


def known_keys() -> list[str]:
    """Return the names of all settings."""
    return list(dict.fromkeys([*KEYS, *SHARED]))


def is_shared(context: AppContext, key: str) -> bool:
    """Return whether a setting is kept in the database; the currency, once there is one."""
    if key == CURRENCY:
        return has_database(context)
    return key in SHARED


def has_database(context: AppContext) -> bool:
    """Return whether there is a database to keep settings in."""
    if context.database.server is None:
        return context.database.path.is_file()
    from salesmap.store.engine.opening import exists

    return exists(context.database)


def settings_in_force(context: AppContext) -> dict[str, Setting]:
    """Return every setting with its value and where it comes from. Raises ResourceError."""
    entries = dict(context.settings.entries)
    kept = _kept(context)
    for key, setting in SHARED.items():
        if key in kept and not (key in entries and context.settings.is_given(key)):
            entries[key] = Setting(kept[key], DATABASE)
        elif key not in entries:
            entries[key] = Setting(setting.default, N_("default"))
    return entries


def shown_value(key: str, value: str) -> str:
    """Return a value as it may be printed."""
    return shown_shared(key, value) if key in SHARED else shown(key, value)


def meaning(key: str) -> str:
    """Return what a setting is for."""
    return _(SHARED[key].help if key in SHARED else KEYS[key].help)


def value_to_keep(key: str, value: str) -> str:
    """Return a value of the database: of the logo, the picture in the file it names."""
    if key != LOGO:
        return value
    from salesmap.core.errors import UnreadableFile
    from salesmap.domain.papers.logo import LARGEST, as_text
    from salesmap.exchange.importers.attachment import read_attachment

    try:
        path = Path(value).expanduser()
    except RuntimeError as error:  # there is no such home
        raise UnreadableFile(Path(value), error) from None
    return as_text(read_attachment(path, LARGEST))


def _kept(context: AppContext) -> dict[str, str]:
    from salesmap.reports.data.settings import shared_settings

    if not has_database(context):
        return {}
    with context.read_connection() as connection:
        return shared_settings(connection)
