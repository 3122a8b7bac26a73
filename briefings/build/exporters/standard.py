"""What an exporter is, and those that come with the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, NamedTuple


class Laid(NamedTuple):
    """A document that has been laid out, as exporters take it.

    ``fonts`` is the folder of the theme's fonts. ``screen`` gives the page for the screen as HTML,
    and ``pictures`` the charts, the logo and the flags as SVG, by the names that it has for them.
    """

    pdf: bytes
    fonts: Path
    screen: Callable[[], str]
    pictures: Callable[[], Mapping[str, bytes]]


class Exporter:
    """Base of the output formats."""

    name: ClassVar[str]
    """How the format is asked for, and its key in JSON."""
    suffix: ClassVar[str]
    """The ending of its files."""

    def export(self, laid: Laid) -> bytes:
        """The document in this format; the same bytes each time."""
        raise NotImplementedError


class PdfExporter(Exporter):
    """The checked PDF itself."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"

    def export(self, laid: Laid) -> bytes:
        """The PDF as it was laid out."""
        return laid.pdf


class HtmlExporter(Exporter):
    """One HTML file with everything inside."""

    name: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"

    def export(self, laid: Laid) -> bytes:
        """The page for the screen with its pictures and fonts."""
        from ...html.standalone import self_contained

        return self_contained(laid.screen(), laid.pictures(), laid.fonts).encode()
