"""A paper as PDF by Typst: the layout is in `quote.typ`, the texts go there as data."""

import json
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _
from salesmap.domain.papers.logo import UnprintableLogo
from salesmap.exchange.errors import MissingLibraryError
from salesmap.exchange.print.document import Document
from salesmap.exchange.print.fonts import Font, UnusableFontError, choose_fonts

_LAYOUT = Path(__file__).with_name("quote.typ")
_BUILT_IN = "Libertinus Serif"
"""Comes with Typst; for papers without a Chinese character."""


def pdf(document: Document, at: datetime, font_file: str) -> bytes:
    """Return the file, made `at` an instant; `font_file` is the font to use, looked up if empty.

    Raises MissingLibraryError without Typst, UnprintableLogo, and the errors of `fonts`.
    """
    try:
        import typst
    except ImportError:
        raise MissingLibraryError("Typst", "pdf") from None
    chosen = choose_fonts(document.text(), font_file)
    with TemporaryDirectory() as folder:
        paths = dict.fromkeys(font.path for font in chosen)
        files = {
            path: _linked(path, Path(folder) / f"{number}{path.suffix}")
            for number, path in enumerate(paths)
        }
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        known = fonts.fonts()
        families = [_family(font, known, files[font.path]) for font in chosen]
        data = json.dumps(_data(document, [*families, _BUILT_IN]), ensure_ascii=False)
        try:
            made = typst.compile(
                _LAYOUT.read_bytes(),
                font_paths=fonts,
                ignore_system_fonts=True,
                sys_inputs={"paper": data},
                timestamp=at,
            )
        except typst.TypstError:
            if document.logo:  # the only part that may be damaged
                raise UnprintableLogo from None
            raise
    assert isinstance(made, bytes)
    return made


def is_available() -> bool:
    """Return whether the extra that makes PDF is installed; nothing is imported."""
    return all(map(find_spec, ("typst", "fontTools")))


def missing_font(document: Document, font_file: str) -> ResourceError | None:
    """Return why no font prints the document, None where one does."""
    try:
        choose_fonts(document.text(), font_file)
    except ResourceError as problem:
        return problem
    return None


def _linked(path: Path, file: Path) -> Path:
    """Put the file of a font into a folder of its own, so that no other font is read."""
    from shutil import copyfile

    try:
        file.symlink_to(path.resolve())
    except OSError:  # a system without links
        copyfile(path, file)
    return file.resolve()


def _family(font: Font, known: Sequence[Any], file: Path) -> str:
    """Return what Typst calls a font; `known` are those that it found. Raises UnusableFontError."""
    for each in known:
        if each.path and Path(each.path).resolve() == file and each.index == font.face:
            return str(each.family)
    raise UnusableFontError(font.path, ValueError(_("Typst cannot use it")))


def _data(document: Document, families: Sequence[str]) -> dict[str, Any]:
    return {
        **_plain(document._replace(logo=b"")),
        "logo": list(document.logo) or None,
        "fonts": families,
        "lang": document.langs[0],
        "region": "cn" if document.langs[0] == "zh" else "us",
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it: named tuples as objects."""
    if hasattr(value, "_asdict"):
        return {key: _plain(each) for key, each in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.decode() if isinstance(value, bytes) else value
