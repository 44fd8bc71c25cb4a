"""Settings and where each comes from.

The order: flag > environment > nearest salesmap.toml > the user's file > default.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core.errors import InvalidSetting, UnknownSetting, UnreadableFile, UsageError
from salesmap.core.i18n import LANGUAGES, N_, _

PROJECT_FILE = "salesmap.toml"


class Key(NamedTuple):
    """A setting: its default, its choices if it has any, its help; a secret is shown masked."""

    default: Callable[[], str]
    help: str
    choices: tuple[str, ...] = ()
    is_number: bool = False
    is_secret: bool = False


def _user_folder(variable: str, fallback: str) -> Path:
    named = os.environ.get(variable)
    if named:
        return Path(named) / "salesmap"
    try:
        return Path.home() / fallback / "salesmap"
    except RuntimeError:  # neither HOME nor an entry of the user: a place where nothing can be
        return Path(os.devnull) / "salesmap"


def user_file() -> Path:
    """Return the path of the user's config file; it need not exist."""
    return _user_folder("XDG_CONFIG_HOME", ".config") / "config.toml"


def reports_folder() -> Path:
    """Return the folder of the user's custom reports; it need not exist."""
    return user_file().parent / "reports"


def hooks_folder() -> Path:
    """Return the folder of the user's hooks; it need not exist."""
    return user_file().parent / "hooks"


def state_folder() -> Path:
    """Return the folder of what the program notes for itself; it need not exist."""
    return _user_folder("XDG_STATE_HOME", ".local/state")


def config_folders() -> list[Path]:
    """Return the folders of the existing config files, nearest first."""
    return [path.parent for path in _files()]


def default_database() -> Path:
    """Return the path of the database used when none is named."""
    return _user_folder("XDG_DATA_HOME", ".local/share") / "salesmap.db"


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "me"


def _language_of_locale() -> str:
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in variables if (value := os.environ.get(name))), "")
    return "zh" if locale.startswith("zh") else "en"


def _usual_pager() -> str:
    return os.environ.get("PAGER", "less")


KEYS: dict[str, Key] = {
    "db": Key(lambda: str(default_database()), N_("database file")),
    "user": Key(_login_name, N_("current user; owner of new leads")),
    "lang": Key(_language_of_locale, N_("language"), LANGUAGES),
    "color": Key(lambda: "auto", N_("color in tables"), ("auto", "always", "never")),
    "currency": Key(lambda: "CNY", N_("default currency of amounts")),
    "country": Key(lambda: "CN", N_("default country of phone numbers")),
    "timezone": Key(lambda: "", N_("time zone of dates; empty: this computer's")),
    "limit": Key(lambda: "50", N_("maximum rows of a list on a terminal; 0: all"), is_number=True),
    "pager": Key(_usual_pager, N_("program for output longer than the screen; never: none")),
    "lock_timeout": Key(lambda: "10", N_("seconds to wait for a locked database"), is_number=True),
    "hook_timeout": Key(
        lambda: "5", N_("seconds after which a hook that hangs is ended"), is_number=True
    ),
    "notify": Key(
        lambda: "",
        N_("addresses for --notify config, separated by spaces; ann=ADDRESS gets only ann's items"),
        is_secret=True,
    ),
    "print.font": Key(lambda: "", N_("font file for PDF; empty: looked up on this computer")),
    "journal_mode": Key(lambda: "delete", N_("SQLite journal mode"), ("delete", "wal")),
}


_PERSONAL = ("db", "notify")
"""Where data is kept and where messages go: only a file of one's own says so."""


class Setting(NamedTuple):
    """A value and where it comes from."""

    value: str
    origin: str


class Settings:
    """Every setting with its value as text; `number` reads the numeric ones."""

    def __init__(self, entries: Mapping[str, Setting]) -> None:
        self.entries = entries

    def __getitem__(self, key: str) -> str:
        return self.entries[key].value

    def is_given(self, key: str) -> bool:
        """Return whether the command line or the environment sets it."""
        return self.entries[key].origin.startswith(("--", "SALESMAP_"))

    def number(self, key: str) -> int:
        """Return the value of a numeric setting."""
        return int(self[key])


def resolve(flags: Mapping[str, str | None]) -> Settings:
    """Return each setting's value. Raises UnreadableFile, InvalidSetting, UsageError."""
    layers = [(path, _read(path)) for path in _files()]
    return Settings({key: _resolve_one(key, flags.get(key), layers) for key in KEYS})


def expand(name: str) -> Path:
    """Return the path that a name means, `~` being somebody's home folder. Raises UsageError."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise UsageError(_("{name} names no home folder.").format(name=name)) from None


def check_value(key: str, value: str) -> str:
    """Return the value if the setting can have it.

    Raises UnknownSetting, InvalidSetting, UnknownCurrency, UsageError.
    """
    setting = KEYS.get(key)
    if setting is None:
        raise UnknownSetting(key, KEYS)
    if setting.choices and value not in setting.choices:
        raise InvalidSetting(key, value, setting.choices)
    if setting.is_number and not (value.isascii() and value.isdigit() and len(value) < 8):
        raise InvalidSetting(key, value)
    # The name of a file may be any bytes.
    if key != "db" and any("\ud800" <= character <= "\udfff" for character in value):
        raise UsageError(_("{key} is not valid UTF-8: {value!r}.").format(key=key, value=value))
    if key == "currency":
        from salesmap.core.figures.currencies import check_currency

        return check_currency(value)
    if "\0" in value:
        raise UsageError(_("{key} cannot contain a NUL character.").format(key=key))
    return value


def shown(key: str, value: str) -> str:
    """Return a value as it may be printed: secrets are masked."""
    from salesmap.core.text import mask, mask_address

    if KEYS[key].is_secret:
        return " ".join(map(mask_address, value.split()))
    return mask(value) if "://" in value else value


def write_file(path: Path, key: str, value: str) -> None:
    """Set one key in a config file, keeping its comments and order.

    Raises UnknownSetting, InvalidSetting.
    """
    from salesmap.core import toml_files
    from salesmap.core.files import exclusive, replacing

    check_value(key, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(path.parent):
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        text = toml_files.set_key(before, key, int(value) if KEYS[key].is_number else value)
        with replacing(path, overwrite=True) as file:
            file.write(text)
            if KEYS[key].is_secret or path == user_file():
                os.fchmod(file.fileno(), 0o600)


def remove_key(path: Path, key: str) -> bool:
    """Take one key out of a config file, keeping the rest. Returns whether it was there."""
    from salesmap.core import toml_files
    from salesmap.core.files import exclusive, replacing

    if not path.is_file():
        return False
    with exclusive(path.parent):
        if key not in _read(path):
            return False
        text = toml_files.without_key(path.read_text(encoding="utf-8"), key)
        with replacing(path, overwrite=True) as file:
            file.write(text)
    return True


def is_terminal(stream: Any) -> bool:
    """Return whether the stream is a terminal."""
    return bool(stream) and stream.isatty()


def language(flag: str | None) -> str:
    """Return the language of all texts: the first valid one of flag, environment and files.

    Resolved before all other settings, so that help and errors are translated, too.
    """
    candidates = _languages(flag)
    return next((lang for lang in candidates if lang in LANGUAGES), None) or _language_of_locale()


def _languages(flag: str | None) -> Iterator[str | None]:
    """Yield what is said of the language; files are looked for only where nothing else says it."""
    yield flag
    yield os.environ.get("SALESMAP_LANG")
    yield from map(_language_in, _files())


def _language_in(path: Path) -> str | None:
    try:
        return str(_read(path).get("lang"))
    except UnreadableFile:
        return None  # reported when the settings are resolved


def _read(path: Path) -> dict[str, Any]:
    from salesmap.core import toml_files  # imported only where there is a file

    return toml_files.flat(toml_files.read(path))


def _files() -> list[Path]:
    """Return the existing config files, nearest first."""
    project = _project_file()
    trusted = project if project and not _is_foreign(project) else None
    return [path for path in (trusted, user_file()) if path and path.is_file()]


def foreign_file() -> Path | None:
    """Return the folder's config file if it is ignored: somebody else may have planted it."""
    project = _project_file()
    return project if project and _is_foreign(project) else None


def _is_foreign(path: Path) -> bool:
    """Return whether a file is another user's (root's is nobody's), or anybody may write it."""
    try:
        status = path.stat()
    except OSError:
        return False
    mine = getattr(os, "geteuid", lambda: status.st_uid)()
    return status.st_uid not in (mine, 0) or bool(status.st_mode & stat.S_IWOTH)


def _is_own(path: Path) -> bool:
    mine = getattr(os, "geteuid", lambda: path.stat().st_uid)()
    return bool(path == user_file() or path.stat().st_uid == mine)


def _project_file() -> Path | None:
    try:
        current = Path.cwd()
    except OSError:
        return None
    return next(
        (
            folder / PROJECT_FILE
            for folder in (current, *current.parents)
            if (folder / PROJECT_FILE).is_file()
        ),
        None,
    )


def _resolve_one(key: str, flag: str | None, layers: list[tuple[Path, dict[str, Any]]]) -> Setting:
    if flag is not None:
        return Setting(check_value(key, flag), f"--{key}")
    variable = f"SALESMAP_{key.upper().replace('.', '_')}"
    if from_environment := os.environ.get(variable):
        return Setting(check_value(key, from_environment), variable)
    for path, values in layers:
        if key in values and (key not in _PERSONAL or _is_own(path)):
            value = check_value(key, str(values[key]))
            return Setting(
                str(path.parent / expand(value)) if key == "db" and "://" not in value else value,
                str(path),
            )
    return Setting(KEYS[key].default(), N_("default"))


def use_color(settings: Settings) -> bool:
    """Return whether output is coloured: as set, or on a terminal without NO_COLOR."""
    if settings["color"] == "auto":
        return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    return settings["color"] == "always"
