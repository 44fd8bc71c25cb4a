"""A PNG as the browser makes it, with a palette instead of true colours: a third of the size, and to the eye the same."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = 256


def with_palette(png: bytes) -> bytes:
    """The picture in its 256 commonest colours, every other as the nearest of them."""
    width, height, lines = _decoded(png)
    pixels = [[line[place : place + 3] for place in range(0, len(line), 3)] for line in lines]
    seen = Counter(pixel for line in pixels for pixel in line)
    palette = [colour for colour, _count in seen.most_common(_COLOURS)]
    places = {
        colour: min(range(len(palette)), key=lambda place: _distance(palette[place], colour))
        for colour in seen
    }
    rows = b"".join(b"\0" + bytes(places[pixel] for pixel in line) for line in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def _decoded(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height, and the lines of a picture as red, green and blue."""
    found = list(_chunks(png))
    width, height, depth, kind = struct.unpack_from(">IIBB", found[0][1])
    assert depth == 8 and kind in (2, 6), "true colours, with or without transparency"
    size = 3 if kind == 2 else 4
    data = zlib.decompress(b"".join(content for name, content in found if name == b"IDAT"))
    above, lines = bytearray(width * size), []
    for number in range(height):
        start = number * (width * size + 1)
        above = _unfiltered(
            data[start], bytearray(data[start + 1 : start + 1 + width * size]), above, size
        )
        lines.append(
            bytes(above)
            if size == 3
            else bytes(each for place, each in enumerate(above) if place % 4 < 3)
        )
    return width, height, lines


def _unfiltered(filter: int, line: bytearray, above: bytearray, size: int) -> bytearray:
    """A line as it was before its filter: what it adds to is to the left, above, their mean, or the likeliest of three."""
    for place in range(len(line) if filter else 0):
        left = line[place - size] if place >= size else 0
        if filter == 1:
            added = left
        elif filter == 2:
            added = above[place]
        elif filter == 3:
            added = (left + above[place]) // 2
        else:
            corner = above[place - size] if place >= size else 0
            guess = left + above[place] - corner
            added = min((left, above[place], corner), key=lambda each: abs(guess - each))
        line[place] = (line[place] + added) & 0xFF
    return line
