"""Portraits: told by what they hold, and encoded anew without what does not belong on a page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from briefings.pdf.portraits import UnfitPicture, check_portrait, printed_portrait


def picture(mode: str = "RGB", size: tuple[int, int] = (300, 400), **options: Any) -> bytes:
    """A picture whose upper half is dark."""
    made = Image.new(mode, size, "white" if mode != "RGBA" else (255, 255, 255, 0))
    made.paste("black", (0, 0, size[0], size[1] // 2))
    out = io.BytesIO()
    made.save(out, options.pop("format", "PNG"), **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"hello", "neither a JPEG nor a PNG"),
        (picture()[:300], "broken"),
        (picture(format="JPEG")[:-400], "broken"),
        (picture(size=(40, 60)), "40 by 60 pixels"),
        (picture(format="GIF"), "neither a JPEG nor a PNG"),
    ],
    ids=["text", "short png", "short jpeg", "small", "gif"],
)
def test_what_cannot_be_printed_is_told(data: bytes, why: str) -> None:
    with pytest.raises(UnfitPicture, match=why):
        check_portrait(data)


def test_a_portrait_loses_its_metadata_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3  # the camera was upside down
    exif[0x010F] = "A camera"
    data = picture(format="JPEG", exif=exif)
    done = printed_portrait(data, grey=False)
    with Image.open(io.BytesIO(done)) as made:
        assert (made.format, made.mode, not made.getexif()) == ("JPEG", "RGB", True)
        assert abs(made.width / made.height - 0.75) < 0.01
        below = made.crop((0, made.height - 5, made.width, made.height))
        assert max(below.tobytes()) < 60
    assert done == printed_portrait(data, grey=False)


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "LA", "I;16"])
def test_any_colours_become_those_of_the_page(mode: str) -> None:
    data = picture(mode) if mode in ("RGBA", "L") else _converted(mode)
    for grey, wanted in ((False, "RGB"), (True, "L")):
        with Image.open(io.BytesIO(printed_portrait(data, grey=grey))) as made:
            assert made.mode == wanted


def _converted(mode: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (300, 400), 128).convert(mode).save(out, "PNG")
    return out.getvalue()
