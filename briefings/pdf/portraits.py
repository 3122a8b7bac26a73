"""Portraits: pictures from the data folder, checked, and made fit for a page.

A file is known by what it holds, not by its name. What is printed is decoded and encoded anew, so
that no metadata, colour profile, transparency or odd colour space gets into a document.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

LARGEST = 8_000_000
"""Bytes of a file."""
FEWEST, MOST = 120, 8000
"""Pixels of a side: fewer are blurred at 25 mm, more need too much memory."""
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_ENDS, _TAIL = (b"\xff\xd9", b"IEND\xae\x42\x60\x82"), 256
"""The last bytes of a whole picture, and how many from the end they are looked for."""
_BROKEN = "is broken: it cannot be decoded to its end"
_PRINTED = (460, 613)
"""Pixels of a printed portrait, three to four: 470 to the inch at 25 mm."""
_QUALITY = 90


class UnfitPicture(ValueError):  # noqa: N818 — said as a sentence to the user
    """A file that cannot be printed as a portrait; the message says why, as a clause."""


def check_portrait(data: bytes) -> None:
    """Raise UnfitPicture if the data are not those of a whole JPEG or PNG of a usable size."""
    _decoded(data)


def printed_portrait(data: bytes, *, grey: bool) -> bytes:
    """A JPEG of a checked picture, cut to three by four around its upper middle.

    It stands upright as its camera says; ``grey`` is for documents in black ink. The same data give
    the same bytes.
    """
    from PIL import ImageOps

    picture: Any = ImageOps.exif_transpose(_decoded(data))
    if picture.mode not in ("RGB", "L"):
        from PIL import Image

        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        picture = Image.alpha_composite(paper, layered).convert("RGB")
    # Faces stand above the middle.
    picture = ImageOps.fit(picture, _PRINTED, method=3, centering=(0.5, 0.3))
    out = io.BytesIO()
    picture.convert("L" if grey else "RGB").save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def _decoded(data: bytes) -> Any:
    from PIL import Image

    if not data.startswith(_SIGNATURES):
        raise UnfitPicture("is neither a JPEG nor a PNG picture")
    # WeasyPrint has Pillow fill what is missing of a picture, for the whole process.
    if not any(end in data[-_TAIL:] for end in _ENDS):
        raise UnfitPicture(_BROKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
            width, height = picture.size
            if min(width, height) < FEWEST or max(width, height) > MOST:
                raise UnfitPicture(
                    f"has {width} by {height} pixels; each side needs {FEWEST} to {MOST}"
                )
            picture.load()
        except UnfitPicture:
            raise
        except Exception as error:  # Pillow raises whatever a broken file leads it to
            raise UnfitPicture(_BROKEN) from error
    return picture
