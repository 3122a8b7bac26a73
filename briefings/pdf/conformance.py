"""PDF/A-3a and PDF/UA-1 in one file: fit for an archive and for a screen reader.

WeasyPrint writes the first; the second, and a structure that deserves the name, come from here:
:mod:`.metadata` says what the file is, :mod:`.tags` what its content is, :mod:`.attachments` what
lies inside it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .attachments import Attachment, embed
from .metadata import described
from .patches import STREAM_ENDS, patched
from .tagging.tags import own_tags

OPTIONS = {"pdf_variant": "pdf/a-3a"}
"""What WeasyPrint needs to be told, for rendering and for writing alike."""


_GREY = re.compile(rb"^(\S+) \1 \1 (rg|RG)$")


@contextmanager
def conforming(
    document: Any, attachments: Sequence[Attachment]
) -> Iterator[Callable[[Any, Any], None]]:
    """Within this, ``document.write_pdf`` writes a conforming file; gives a finisher to pass to it.

    Raises RenderError if the page lacks what the standards ask for, or a version does not fit.
    """

    def finish(_: Any, pdf: Any) -> None:
        embed(pdf, attachments, pdf.info["CreationDate"].string)
        write_grey(pdf)
        # Archives read what a file says of itself without unpacking it.
        pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False

    with (
        described(document),
        own_tags(),
        patched(STREAM_ENDS, clear_ends),
        warnings.catch_warnings(),
    ):
        # WeasyPrint leaves the file of its colour profile to be closed by the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        yield finish


def write_grey(pdf: Any) -> None:
    """Write colours of equal parts as grey: a press prints those with black ink alone."""
    import pydyf

    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream):
            for place, operator in enumerate(entry.stream):
                # Most are something else, which is quickly seen.
                if isinstance(operator, bytes) and operator.endswith((b" rg", b" RG")):
                    entry.stream[place] = _GREY.sub(_as_grey, operator)


def _as_grey(colour: re.Match[bytes]) -> bytes:
    return colour[1] + (b" g" if colour[2] == b"rg" else b" G")


def pack_once(pdf: Any) -> None:
    """Let each stream of a finished document be packed once.

    pydyf packs it to write it, and again for the hash of the file.
    """
    import pydyf

    class Packed(pydyf.Object):  # type: ignore[misc]
        data = b""
        compressible = False

    for number, entry in enumerate(pdf.objects):
        if isinstance(entry, pydyf.Stream):
            packed = pdf.objects[number] = Packed()
            packed.data = entry.data
            packed.number, packed.generation = entry.number, entry.generation
            packed.free = entry.free


def clear_ends(write_line: Callable[..., Any]) -> Callable[..., Any]:
    """Let a stream that ends in a carriage return be followed by a line break of two characters.

    One in 256 packed streams ends so. With pydyf's bare line feed after it, validators take the
    two for one line break and the stream for a byte short.
    """
    end = b"\nendstream\nendobj"

    def write_clear_line(pdf: Any, content: bytes, output: Any) -> None:
        if content.endswith(b"\r" + end):
            content = content.removesuffix(end) + b"\r" + end
        write_line(pdf, content, output)

    return write_clear_line
