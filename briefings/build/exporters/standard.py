"""The base class of exporters, and the exporters of PDF and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, NamedTuple

from ...model.identity import UNKNOWN, XMP_ID, Identity

_AUTHOR = b'<meta name="author" content="briefings">'


class Laid(NamedTuple):
    """A laid-out document, the input of exporters.

    ``fonts`` is the folder of the theme's fonts. ``screen`` gives the page for the screen as HTML,
    and ``pictures`` charts, logo and flags as SVG, by their names in the page.
    """

    pdf: bytes
    fonts: Path
    screen: Callable[[], str]
    pictures: Callable[[], Mapping[str, bytes]]


class Exporter:
    """Base of the output formats."""

    name: ClassVar[str]
    """How the format is asked for: its flag, its column in a batch, its key in JSON."""
    suffix: ClassVar[str]
    """The ending of its files."""
    doc: ClassVar[str] = ""
    """What docs and schemas say of the option that asks for the format."""
    flag: ClassVar[str] = ""
    """What help says of its flag, where that is more than ``doc``."""
    marks: ClassVar[tuple[bytes, ...]] = ()
    """Regular expressions for the name of this program in a file, and for its identity (a group).

    A build replaces no file in which it does not find them.
    """

    def export(self, laid: Laid) -> bytes:
        """The document in this format; the same bytes each time."""
        raise NotImplementedError

    def identified(self, data: bytes, identity: Identity) -> bytes:  # noqa: ARG002
        """The document with its identity written in, where ``marks`` find it."""
        return data


class PdfExporter(Exporter):
    """The checked PDF itself."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    marks: ClassVar[tuple[bytes, ...]] = (
        rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li>briefings</rdf:li>",
        rb"<xmpMM:DocumentID>xmp\.did:([0-9a-f]{32})<",
    )

    def export(self, laid: Laid) -> bytes:
        """The PDF as it was laid out."""
        return laid.pdf

    def identified(self, data: bytes, identity: Identity) -> bytes:
        """The PDF with the identity in its XMP metadata."""
        empty, written = (XMP_ID.format(id=one).encode() for one in (UNKNOWN, identity))
        return data.replace(empty, written, 1)


class HtmlExporter(Exporter):
    """One HTML file with everything inside."""

    name: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"
    doc: ClassVar[str] = "Also one HTML file."
    flag: ClassVar[str] = "Also make one HTML file with everything inside."
    marks: ClassVar[tuple[bytes, ...]] = (
        re.escape(_AUTHOR),
        rb'<meta name="dcterms\.identifier" content="xmp\.did:([0-9a-f]{32})"',
    )

    def export(self, laid: Laid) -> bytes:
        """The page for the screen with its pictures and fonts."""
        from ...html.standalone import self_contained

        return self_contained(laid.screen(), laid.pictures(), laid.fonts).encode()

    def identified(self, data: bytes, identity: Identity) -> bytes:
        """The page with the identity below its author."""
        written = f'<meta name="dcterms.identifier" content="xmp.did:{identity}">'.encode()
        return data.replace(_AUTHOR, _AUTHOR + b"\n" + written, 1)
