"""The fonts of a PDF: looked up on this machine, and compared with the text before it is written.

No font is shipped. A text without Chinese needs none: one comes with Typst.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _, reason
from salesmap.exchange.errors import MissingLibraryError

_NAMES = (
    "PingFang.ttc",
    "msyh.ttc",
    "msyh.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc",
    "Deng.ttf",
    "simhei.ttf",
    "simsun.ttc",
)
"""Files of fonts that print Chinese, the best ones first."""

PACKAGE = "pylopdf_fonts_zh_cn"
"""A package of PyPI that holds a font with all of simplified Chinese, for systems without one."""

_SHOWN = 12
_BUILT_IN = (range(0x20, 0x180), range(0x391, 0x3CA), range(0x410, 0x450))
_BUILT_IN_MARKS = frozenset("‘’“”–—…€№−")
"""What the font that comes with Typst prints: Latin, Greek, Cyrillic, some marks."""

_WITHOUT_GLYPH = frozenset("\n\u200c\u200d\ufe0e\ufe0f")


class Font(NamedTuple):
    """A face in a file of fonts, and the characters that it can print."""

    path: Path
    face: int
    name: str
    characters: frozenset[int]


class NoFontError(ResourceError):
    """No font for Chinese is installed."""

    code = "no_font"

    def __init__(self) -> None:
        super().__init__(_("No font with Chinese characters was found."))


class UnusableFontError(ResourceError):
    """The file that `print.font` names is no font, or cannot be read."""

    code = "unusable_font"

    def __init__(self, path: Path, error: Exception) -> None:
        problem = reason(error)
        text = _("Cannot read the font {path}: {problem}.")
        super().__init__(text.format(path=path, problem=problem), path=str(path), reason=problem)


class MissingCharactersError(ResourceError):
    """No font that was found has all characters of the text."""

    code = "missing_characters"

    def __init__(self, fonts: list[str], characters: list[str]) -> None:
        shown = " ".join(f"{each} (U+{ord(each):04X})" for each in characters[:_SHOWN])
        text = _("{fonts} cannot print {characters}.").format(
            fonts=_(", ").join(fonts), characters=shown
        )
        super().__init__(text, fonts=fonts, characters=characters)


def choose_fonts(text: str, setting: str) -> list[Font]:
    """Return the fonts that print a text together, the first for most of it; none if none need be.

    Raises MissingLibraryError, UnusableFontError, NoFontError, MissingCharactersError.
    """
    missing = {each for each in text if each not in _WITHOUT_GLYPH}
    if not setting and all(map(_is_built_in, missing)):
        return []
    chosen: list[Font] = []
    for font in _candidates(setting):
        printed = {each for each in missing if ord(each) in font.characters}
        if printed or (setting and not chosen):
            chosen.append(font)
            missing -= printed
        if not missing:
            return chosen
    missing = {each for each in missing if not _is_built_in(each)}
    if missing and not chosen:
        raise NoFontError()
    if missing:
        raise MissingCharactersError([font.name for font in chosen], sorted(missing))
    return chosen


def _is_built_in(character: str) -> bool:
    code = ord(character)
    return character in _BUILT_IN_MARKS or any(code in each for each in _BUILT_IN)


def _candidates(setting: str) -> Iterator[Font]:
    """Yield the font that is set, then those of this machine, the best ones first."""
    if setting:
        path = Path(setting).expanduser()
        try:
            yield _read(path)
        except (OSError, ValueError) as error:
            raise UnusableFontError(path, error) from None
    for path in _installed():
        try:
            yield _read(path)
        except (OSError, ValueError):
            continue


def _installed() -> list[Path]:
    """Return the files of known fonts in the folders of this system."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for parent, _folders_below, files in os.walk(folder):
            for name in _NAMES:
                if name in files:
                    found.setdefault(name, Path(parent) / name)
    return [found[name] for name in _NAMES if name in found]


def _folders() -> list[Path]:
    return [*_system_folders(), *_packaged_folders()]


def _packaged_folders() -> list[Path]:
    """Return the folder of the fonts that pip brings."""
    found = find_spec(PACKAGE)
    return [Path(found.origin).parent] if found and found.origin else []


def _system_folders() -> list[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() fails without a home
    if sys.platform == "darwin":
        system = ("/System/Library/Fonts", "/Library/Fonts", "/System/Library/AssetsV2")
        return [*map(Path, system), home / "Library/Fonts"]
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        return [windows, home / "AppData/Local/Microsoft/Windows/Fonts"]
    system = ("/usr/share/fonts", "/usr/local/share/fonts")
    return [*map(Path, system), home / ".local/share/fonts", home / ".fonts"]


@cache
def _read(path: Path) -> Font:
    """Return a file's face for simplified Chinese, else its first. Raises OSError, ValueError."""
    try:
        from fontTools.ttLib import TTCollection, TTFont, TTLibError
    except ImportError:
        raise MissingLibraryError("fontTools", "pdf") from None
    try:
        with path.open("rb") as file:
            is_collection = file.read(4) == b"ttcf"
            file.seek(0)
            if is_collection:
                faces = TTCollection(file, lazy=True).fonts
            else:
                faces = [TTFont(file, lazy=True)]
            names = [each["name"].getBestFamilyName() or path.stem for each in faces]
            face = next((number for number, name in enumerate(names) if name.endswith(" SC")), 0)
            return Font(path, face, names[face], frozenset(faces[face].getBestCmap() or ()))
    except (TTLibError, KeyError, AssertionError) as error:
        raise ValueError(str(error)) from None
