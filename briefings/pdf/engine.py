"""Lays HTML out and paints it as PDF, with WeasyPrint.

WeasyPrint logs a missing image, font or glyph and writes the PDF all the same. Here each record of
its logger stops the build. A page can load the pictures that are handed over by name: no other
file, and nothing from the network.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, NoReturn

from ..errors import RenderError
from ..model import unmarked
from .attachments import Attachment
from .conformance import OPTIONS, conforming, pack_once
from .fitting import check_room, given_room
from .layout_fit import fitted
from .loading import patched_weasyprint
from .patches import DRAWN_TEXT, TEXT_LAYER, patched
from .readback import Drawn, check_pages
from .render_session import Kit, own_kit
from .text_layer.layer import TextLayer, if_active
from .trace import Trace, digits_of, trace

SCHEME = "brief:"
"""Pictures are referred to as ``brief:<name>``."""

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """A finished PDF and the number of its pages."""

    data: bytes
    pages: int


def make_pdf(
    html: str,
    pictures: Mapping[str, bytes],
    fonts: Path,
    attachments: Sequence[Attachment] | Callable[[Trace], Sequence[Attachment]] = (),
    *,
    one_page: bool = False,
    kit: Kit | None = None,
) -> Layout:
    """Lay out a document and paint it, as PDF/A-3a and PDF/UA-1; see also :func:`lay_out`.

    ``attachments`` are put inside the file, or made of what :mod:`.trace` finds on the pages.
    ``kit`` is shared by documents with the same ``fonts``; without one, that of this process is
    used.
    Raises RenderError also when too few of the words can be read back from the PDF.
    """
    with kit_for(fonts, kit) as tools:
        laid_out = lay_out(html, pictures, fonts, tools, one_page=one_page)
        files = attachments(laid_out.trace()) if callable(attachments) else attachments
        data, drawn = laid_out.paint(files)
        check_pages(data, drawn)
    return Layout(data, len(drawn.digits))


@contextmanager
def kit_for(fonts: Path, kit: Kit | None = None) -> Iterator[Kit]:
    """The kit for one document with these fonts: the given one, or that of this process."""
    with nullcontext(kit) if kit else own_kit(fonts) as tools:
        yield tools
    if gc.get_freeze_count():
        # All that stays in this process is set aside: what the document leaves is quickly found.
        gc.collect()


# HarfBuzz 10 cannot cut some fonts with PostScript outlines. WeasyPrint then puts the whole font
# into the file, which is larger and no worse.
_HARMLESS = re.compile(r'Unable to subset ".*" with HarfBuzz')


class _Complaints(logging.Handler):
    """Collects what WeasyPrint logs as warning or error, once each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if not _HARMLESS.fullmatch(record.getMessage()):
            self.messages.setdefault(record.getMessage())


@dataclass(slots=True)
class LaidOut:
    """A document that is laid out; :meth:`paint` makes the PDF, once its attachments are known.

    ``document`` is WeasyPrint's; ``_sources`` gives the HTML with marks of origin by the root
    element of each rendering.
    """

    _kit: Kit
    document: Any = None
    _sources: dict[Any, str] = field(default_factory=dict)
    _complaints: _Complaints = field(default_factory=_Complaints)

    def trace(self) -> Trace:
        """What stands on which page."""
        return trace(self.document, self._sources)

    def paint(
        self, files: Sequence[Attachment], finishing: Callable[[Any, Any], None] | None = None
    ) -> tuple[bytes, Drawn]:
        """The PDF with ``files`` inside, and what was drawn, to be compared with it.

        ``finishing`` changes the painted document last; it takes WeasyPrint's and pydyf's.
        Raises RenderError with everything that WeasyPrint complained about.
        """
        kit, document = self._kit, self.document
        layer = TextLayer(kit.outlines, kit.shown, kit.broken.styles)

        def finish(document: Any, pdf: Any) -> None:
            layer.finish(document, pdf)
            conform(document, pdf)
            if finishing is not None:
                finishing(document, pdf)
            pack_once(pdf)

        with (
            self.working(),
            conforming(document, files) as conform,
            patched(TEXT_LAYER, layer.through_this_layer),
            patched(DRAWN_TEXT, layer.put_off, if_active) as can_keep,
        ):
            layer.begin(document, keeps=can_keep)
            data = document.write_pdf(finisher=finish, **OPTIONS)
        if messages := self._complaints.messages:
            raise RenderError("\n".join(["the page is not fit to be handed over:", *messages]))
        assert isinstance(data, bytes)
        return data, Drawn(layer.text, layer.families, tuple(digits_of(document)))

    @contextmanager
    def working(self) -> Iterator[None]:
        """Within, WeasyPrint is patched and its complaints are collected.

        Raises RenderError where the page refers to what it may not use.
        """
        logger = logging.getLogger("weasyprint")
        propagate = logger.propagate
        with patched_weasyprint(self._kit):
            from weasyprint.urls import FatalURLFetchingError

            logger.addHandler(self._complaints)
            logger.propagate = False
            try:
                yield
            except FatalURLFetchingError as error:
                raise RenderError(str(error)) from error
            finally:
                logger.removeHandler(self._complaints)
                logger.propagate = propagate


def lay_out(
    html: str, pictures: Mapping[str, bytes], fonts: Path, kit: Kit, *, one_page: bool = False
) -> LaidOut:
    """Lay out a document, fitted to its pages: see :mod:`.layout_fit`.

    ``pictures`` maps names to SVG or JPEG; ``fonts`` is the folder of the only fonts
    that exist for this document. Marks of origin in ``html`` are not laid out. With ``one_page`` a
    document that is longer is refused.
    Raises RenderError.
    """
    laid_out = LaidOut(kit)
    with laid_out.working():
        from weasyprint import HTML

        def render(page: str) -> Any:
            bare = unmarked(page)
            source = HTML(string=bare, base_url=SCHEME, url_fetcher=_fetcher(pictures))
            laid_out._sources[source.etree_element] = page
            return source.render(font_config=kit.configuration, **OPTIONS)

        _find_fonts(fonts, kit)
        document, done = given_room(html, render, one_page=one_page)
        laid_out.document = fitted(document, done, html, render, one_page=one_page)
        check_room(laid_out.document)
    return laid_out


def open_fonts(fonts: Path, kit: Kit) -> None:
    """Import WeasyPrint and find the fonts, ahead of the first document made with ``kit``."""
    with patched_weasyprint(kit):
        _find_fonts(fonts, kit)


def _find_fonts(fonts: Path, kit: Kit) -> None:
    """Let fontconfig see the theme's fonts and nothing else, on every machine alike.

    It reads its settings once, so that their folder is soon gone, even where a worker is killed.
    """
    if kit.configuration is not None:
        return
    from weasyprint.text.fonts import FontConfiguration

    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        conf = Path(folder) / "fonts.conf"
        conf.write_text(
            _FONTS_CONF.format(fonts=escape(str(fonts)), cache=escape(folder)), encoding="utf-8"
        )
        os.environ["FONTCONFIG_FILE"] = str(conf)
        try:
            kit.configuration = FontConfiguration()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """A fetcher that knows the given pictures and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002
            picture = pictures.get(url.removeprefix(SCHEME))
            if picture is None or not url.startswith(SCHEME):
                refuse(url)
            kind = "image/jpeg" if url.endswith(".jpg") else "image/svg+xml"
            return URLFetcherResponse(url, picture, {"Content-Type": kind})

    def refuse(url: str) -> NoReturn:
        raise FatalURLFetchingError(
            f"the page refers to {url}: pages may only use pictures that belong to the brief"
        )

    return Fetcher()
