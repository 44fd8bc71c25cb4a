"""The company's logo: which picture it may be, and how large it is in pixels."""

import pytest

from salesmap.domain.papers.logo import (
    LARGEST,
    UnusableLogo,
    as_text,
    from_text,
    media_type,
    pixels,
)

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes([0, 0, 1, 2, 0, 0, 0, 3])
_SEGMENT = b"\xff\xe0\x00\x04ab"
_TABLE = b"\xff\xc4\x00\x05abc"


def jpeg(frame: int = 0xC0) -> bytes:
    """A picture of 258 × 3 pixels, whose frame follows two other segments."""
    return (
        b"\xff\xd8" + _SEGMENT + _TABLE + bytes([0xFF, frame, 0, 11, 8, 0, 3, 1, 2]) + b"\xff\xd9"
    )


def test_pictures_tell_their_kind_and_size() -> None:
    assert (media_type(PNG), pixels(PNG)) == ("image/png", (258, 3))
    for frame in (0xC0, 0xC1, 0xC2, 0xCF):
        assert (media_type(jpeg(frame)), pixels(jpeg(frame))) == ("image/jpeg", (258, 3))
    assert media_type(b"GIF89a") is None


@pytest.mark.parametrize("frame", [0xC4, 0xC8, 0xCC, 0xDA])
def test_other_segments_are_no_frames(frame: int) -> None:
    assert pixels(jpeg(frame)) is None


@pytest.mark.parametrize("end", range(2, len(jpeg()) - 2))
def test_a_picture_that_ends_early_has_no_size(end: int) -> None:
    assert pixels(jpeg()[:end]) is None


@pytest.mark.parametrize("picture", [PNG[:20], PNG[:16] + bytes(8), b"GIF89a", b""])
def test_what_is_no_picture_is_refused(picture: bytes) -> None:
    with pytest.raises(UnusableLogo) as refused:
        as_text(picture)
    assert refused.value.data == {"size": len(picture), "most": LARGEST}


def test_a_logo_has_a_largest_size() -> None:
    largest = jpeg() + bytes(LARGEST - len(jpeg()))
    assert from_text(as_text(largest)) == largest
    with pytest.raises(UnusableLogo, match="at most 200 kB"):
        as_text(largest + b"\0")


def test_a_damaged_setting_holds_no_picture() -> None:
    text = as_text(PNG)
    assert from_text(text) == PNG
    assert [from_text(each) for each in ("", text + "!", "data:image/png;base64,QUJD")] == [b""] * 3
