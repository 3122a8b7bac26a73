"""PDF/A-3a and PDF/UA-1 in one file, for archives and for screen readers.

WeasyPrint writes PDF/A. This adds PDF/UA: :mod:`.metadata` describes the file, :mod:`.tagging.tags`
tags its content, :mod:`.attachments` embeds files, :mod:`.tagging.words` words the bookmarks.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ..errors import RenderError
from .attachments import Attachment, embed
from .metadata import described
from .patches import STREAM_ENDS, TAGS, patched
from .tagging.tags import add_tags
from .tagging.words import name_bookmarks

OPTIONS = {"pdf_variant": "pdf/a-3a"}
"""Options of WeasyPrint, for rendering and for writing."""


_GREY = re.compile(rb"^(\S+) \1 \1 (rg|RG)$")


@contextmanager
def conforming(
    document: Any, attachments: Sequence[Attachment]
) -> Iterator[Callable[[Any, Any], None]]:
    """Within, ``document.write_pdf`` writes a conforming file, with the yielded finisher.

    Raises RenderError if the page lacks metadata that the standards demand, or a version does not
    fit.
    """

    def finish(_: Any, pdf: Any) -> None:
        embed(pdf, attachments, pdf.info["CreationDate"].string)
        write_grey(pdf)
        # Archives read the metadata without a PDF library.
        pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False

    name_bookmarks(document)
    with (
        described(document),
        _own_tags(),
        patched(STREAM_ENDS, clear_ends),
        warnings.catch_warnings(),
    ):
        # WeasyPrint does not close the file of its colour profile.
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


@contextmanager
def _own_tags() -> Iterator[None]:
    """Let WeasyPrint call :func:`add_tags` in the place of its own function.

    Raises RenderError if the version installed does not fit, or has not called it.
    """
    called = []

    def ours(*arguments: Any) -> None:
        called.append(True)
        add_tags(*arguments)

    with patched(TAGS, lambda _: ours):
        yield
    if not called:
        raise RenderError("WeasyPrint has written a PDF without tags")


def pack_once(pdf: Any) -> None:
    """Compress each stream of a finished document once; pydyf does it again for the file's hash."""
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
    """Write CR LF after a stream that ends in a carriage return, as one in 256 does.

    pydyf writes a line feed alone: validators take both for one line break, and the stream for a
    byte short.
    """
    end = b"\nendstream\nendobj"

    def write_clear_line(pdf: Any, content: bytes, output: Any) -> None:
        if content.endswith(b"\r" + end):
            content = content.removesuffix(end) + b"\r" + end
        write_line(pdf, content, output)

    return write_clear_line
