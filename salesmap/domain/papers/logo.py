"""The company's logo: a small PNG or JPEG picture, kept with the other settings as text."""

from base64 import b64decode, b64encode
from binascii import Error

from salesmap.core.errors import ResourceError, UsageError
from salesmap.core.i18n import _

LARGEST = 200_000
"""In bytes: it stands in every paper, and in every copy of the database."""

_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PREFIX, _SEPARATOR = "data:", ";base64,"


class UnusableLogo(UsageError):
    """A picture is too large, or neither PNG nor JPEG."""

    code = "unusable_logo"

    def __init__(self, size: int) -> None:
        text = _("The logo must be a PNG or JPEG picture of at most {most} kB.")
        super().__init__(text.format(most=LARGEST // 1_000), size=size, most=LARGEST)


class UnprintableLogo(ResourceError):
    """The logo is damaged."""

    code = "unprintable_logo"

    def __init__(self) -> None:
        super().__init__(_("The logo is damaged: it cannot be printed."))


def media_type(picture: bytes) -> str | None:
    """Return the media type of a PNG or JPEG picture, None of anything else."""
    return next((kind for start, kind in _KINDS if picture.startswith(start)), None)


def pixels(picture: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or JPEG picture, None where it does not tell them."""
    if media_type(picture) == "image/png":
        width, height = picture[16:20], picture[20:24]
    else:
        width, height = _of_jpeg(picture)
    size = int.from_bytes(width, "big"), int.from_bytes(height, "big")
    return size if all(size) else None


def _of_jpeg(picture: bytes) -> tuple[bytes, bytes]:
    """Return the width and height as they stand in the first frame."""
    place = 2
    while place + 9 <= len(picture):
        marker, length = picture[place + 1], int.from_bytes(picture[place + 2 : place + 4], "big")
        if marker in _FRAMES:
            return picture[place + 7 : place + 9], picture[place + 5 : place + 7]
        place += 2 + length
    return b"", b""


def as_text(picture: bytes) -> str:
    """Return a picture as the text of a setting. Raises UnusableLogo."""
    kind = media_type(picture)
    if kind is None or pixels(picture) is None or len(picture) > LARGEST:
        raise UnusableLogo(len(picture))
    return f"{_PREFIX}{kind}{_SEPARATOR}{b64encode(picture).decode('ascii')}"


def from_text(text: str) -> bytes:
    """Return the picture of a setting; nothing where there is none."""
    _kind, _separator, data = text.partition(_SEPARATOR)
    try:
        picture = b64decode(data, validate=True)
    except (Error, ValueError):
        return b""
    return picture if media_type(picture) else b""
