"""Settings and where each comes from: flag > environment > nearest salesmap.toml > the user's file > default."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import LANGUAGES, N_, _

PROJECT_FILE = "salesmap.toml"


class Key(NamedTuple):
    """One setting: its default, the words it may take, and what it is for."""

    default: Callable[[], str]
    help: str
    choices: tuple[str, ...] = ()
    is_number: bool = False


def _user_folder(variable: str, fallback: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / fallback) / "salesmap"


def user_file() -> Path:
    """The user's own config file; it need not exist."""
    return _user_folder("XDG_CONFIG_HOME", ".config") / "config.toml"


def reports_folder() -> Path:
    """Where the user's own reports lie; it need not exist."""
    return user_file().parent / "reports"


def default_database() -> Path:
    """The book used when none is named."""
    return _user_folder("XDG_DATA_HOME", ".local/share") / "salesmap.db"


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "me"


def _language_of_locale() -> str:
    spoken = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    return "zh" if spoken.startswith("zh") else "en"


KEYS: dict[str, Key] = {
    "db": Key(lambda: str(default_database()), N_("database file")),
    "user": Key(_login_name, N_("current user; owner of new leads")),
    "lang": Key(_language_of_locale, N_("language"), LANGUAGES),
    "color": Key(lambda: "auto", N_("color in tables"), ("auto", "always", "never")),
    "currency": Key(lambda: "CNY", N_("default currency of amounts")),
    "country": Key(lambda: "CN", N_("default country of phone numbers")),
    "timezone": Key(lambda: "", N_("time zone of dates; empty: this computer's")),
    "limit": Key(lambda: "50", N_("maximum rows of a list on a terminal; 0: all"), is_number=True),
    "lock_timeout": Key(lambda: "10", N_("seconds to wait for a locked database"), is_number=True),
    "notify": Key(
        lambda: "",
        N_("addresses for --notify config, separated by spaces; ann=ADDRESS gets only ann's items"),
    ),
    "journal_mode": Key(lambda: "delete", N_("SQLite journal mode"), ("delete", "wal")),
}


class Setting(NamedTuple):
    """A value and where it comes from."""

    value: str
    origin: str


class Settings:
    """Every setting resolved. Values are text as written; `number` reads the numeric ones."""

    def __init__(self, entries: Mapping[str, Setting]) -> None:
        self.entries = entries

    def __getitem__(self, key: str) -> str:
        return self.entries[key].value

    def number(self, key: str) -> int:
        """The value of a numeric setting."""
        return int(self[key])


def resolve(flags: Mapping[str, str | None]) -> Settings:
    """Find each setting's value. Raises UsageError for a file or a value that cannot be read."""
    layers = [(path, _read(path)) for path in _files()]
    return Settings({key: _resolve_one(key, flags.get(key), layers) for key in KEYS})


def check_value(key: str, value: str) -> str:
    """The value, if the setting may take it. Raises UsageError."""
    known = KEYS.get(key)
    if known is None:
        raise UsageError(
            _("Unknown setting {key!r}: choose one of {known}.").format(
                key=key, known=", ".join(KEYS)
            )
        )
    if known.choices and value not in known.choices:
        raise UsageError(
            _("{key} cannot be {value!r}: choose one of {known}.").format(
                key=key, value=value, known=", ".join(known.choices)
            )
        )
    if known.is_number and not (value.isascii() and value.isdigit() and len(value) < 8):
        raise UsageError(
            _("{key} cannot be {value!r}: use a whole number, 0 or more.").format(
                key=key, value=value
            )
        )
    if key != "db" and any(
        "\ud800" <= character <= "\udfff" for character in value
    ):  # a file's name may be any bytes
        raise UsageError(_("{key} is not valid UTF-8: {value!r}.").format(key=key, value=value))
    if "\0" in value:
        raise UsageError(_("{key} cannot contain a NUL character.").format(key=key))
    return value


def write_file(path: Path, key: str, value: str) -> None:
    """Set one key in a config file, keeping its comments and order. Raises UsageError."""
    from salesmap.core import toml_files

    check_value(key, value)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(
        toml_files.set_key(before, key, int(value) if KEYS[key].is_number else value),
        encoding="utf-8",
    )
    fresh.replace(path)


def is_terminal(stream: Any) -> bool:
    """Whether a person is looking at this stream."""
    return bool(stream) and stream.isatty()


def language(flag: str | None) -> str:
    """The language to speak, found before anything else so that even help and errors are in it: the first that can be read."""
    wanted = (flag, os.environ.get("SALESMAP_LANG"), *(_language_in(path) for path in _files()))
    return next((lang for lang in wanted if lang in LANGUAGES), None) or _language_of_locale()


def _language_in(path: Path) -> str | None:
    try:
        return str(_read(path).get("lang"))
    except UsageError:
        return None  # said when the settings are resolved


def _read(path: Path) -> dict[str, Any]:
    from salesmap.core import toml_files  # wanted only where there is a file

    return toml_files.read(path)


def _files() -> list[Path]:
    """The config files there are, nearest first."""
    return [path for path in (_project_file(), user_file()) if path and path.is_file()]


def _project_file() -> Path | None:
    try:
        here = Path.cwd()
    except OSError:
        return None
    return next(
        (
            folder / PROJECT_FILE
            for folder in (here, *here.parents)
            if (folder / PROJECT_FILE).is_file()
        ),
        None,
    )


def _resolve_one(key: str, flag: str | None, layers: list[tuple[Path, dict[str, Any]]]) -> Setting:
    if flag is not None:
        return Setting(check_value(key, flag), f"--{key}")
    variable = f"SALESMAP_{key.upper()}"
    if from_environment := os.environ.get(variable):
        return Setting(check_value(key, from_environment), variable)
    for path, values in layers:
        if key in values:
            value = check_value(key, str(values[key]))
            return Setting(
                str(path.parent / Path(value).expanduser())
                if key == "db" and "://" not in value
                else value,
                str(path),
            )
    return Setting(KEYS[key].default(), N_("default"))


def use_color(settings: Settings) -> bool:
    """Whether output may carry colour: asked for, or on a terminal that does not refuse it (NO_COLOR)."""
    if settings["color"] == "auto":
        return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    return settings["color"] == "always"
