"""Reading a process from TOML, with every mistake named by its place."""

import tomllib
from pathlib import Path
from typing import Any

from salesmap.errors import NotFound, Unreadable
from salesmap.i18n import _, reason
from salesmap.process.model import ProcessSpec, StageSpec

TEMPLATES = Path(__file__).parent / "templates"
DEFAULT = "six-stage"


def template_names() -> list[str]:
    """The processes that come with salesmap."""
    return sorted(path.stem for path in TEMPLATES.glob("*.toml"))


def load_template(name: str) -> ProcessSpec:
    """A shipped process by name, or any process by the path of its file. Raises NotFound, Unreadable."""
    if name in template_names():
        path = TEMPLATES / f"{name}.toml"
    else:
        path = Path(name)
        if not path.is_file():
            raise NotFound(
                _("There is no process {name!r}: it is one of {known}, or the path of a TOML file.").format(
                    name=name, known=", ".join(template_names())
                )
            )
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(_("Cannot read the process {name!r}: {problem}.").format(name=name, problem=reason(error))) from None


def parse(source: str) -> ProcessSpec:
    """A process from its TOML text. Raises Unreadable, naming the place of the mistake."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _mistake(reason(error)) from None
    stages = tuple(_stage(number, entry) for number, entry in enumerate(_list(data, "stage"), 1))
    _check_order(stages)
    label_en, label_zh = _labels(data, _("the process"))
    return ProcessSpec(_text(data, "key", _("the process")), label_en, label_zh, stages, source)


def _stage(number: int, entry: dict[str, Any]) -> StageSpec:
    place = _("stage {number}").format(number=number)
    key = _text(entry, "key", place)
    if not key.replace("-", "").replace("_", "").isalnum() or key in ("won", "lost", "dropped", "open"):
        raise _mistake(_("{place}: the key {key!r} must be letters and digits, and no status").format(place=place, key=key))
    label_en, label_zh = _labels(entry, place)
    return StageSpec(
        key=key,
        label_en=label_en,
        label_zh=label_zh,
        phase=_text(entry, "phase", place),
        probability=_number(entry, "probability", place, 0, 1),
        quiet_days=int(_number(entry, "quiet_days", place, 0, 36_500)),
        response_hours=int(_number(entry, "response_hours", place, 0, 876_000)),
    )


def _check_order(stages: tuple[StageSpec, ...]) -> None:
    phases = [stage.phase for stage in stages]
    if not set(phases) <= {"before", "after"}:
        raise _mistake(_("every stage needs phase = 'before' or 'after'"))
    if "before" not in phases or phases != sorted(phases, reverse=True):
        raise _mistake(_("the stages before the win come first, and there is at least one"))
    if len({stage.key for stage in stages}) < len(stages):
        raise _mistake(_("two stages have the same key"))


def _labels(entry: dict[str, Any], place: str) -> tuple[str, str]:
    label = entry.get("label")
    if not isinstance(label, dict) or not all(isinstance(label.get(lang), str) and label[lang] for lang in ("en", "zh")):
        raise _mistake(_("{place} needs label = {{ en = …, zh = … }}").format(place=place))
    return label["en"], label["zh"]


def _list(entry: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = entry.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
        raise _mistake(_("there is no [[{key}]]").format(key=key))
    return found


def _text(entry: dict[str, Any], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise _mistake(_("{place} needs a text {key}").format(place=place, key=key))
    return value


def _number(entry: dict[str, Any], key: str, place: str, least: float, most: float) -> float:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _mistake(_("{place} needs {key}, a number from {least} to {most}").format(place=place, key=key, least=least, most=most))
    return value


def _mistake(problem: str) -> Unreadable:
    return Unreadable(_("Cannot read the process: {problem}.").format(problem=problem))
