"""WeasyPrint, kept on a short leash.

WeasyPrint fails quietly: a missing image, font or glyph is a log record and a PDF still comes out.
Here every record of its logger stops the build. It sees no network and no file: what a page may
refer to is handed over by name.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NoReturn

from ..errors import RenderError
from ..model import unmarked
from .attachments import Attachment
from .conformance import OPTIONS, conforming, pack_once
from .fitting import check_room, fitted
from .loading import patched_weasyprint
from .measures import COVER, Adjustment, articles, balanced, cover_over, lonely, too_long
from .readback import Drawn, check_pages
from .render_session import Kit, own_kit
from .text_layer.layer import TextLayer
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


Adjusted = Callable[[Adjustment], str]
"""Gives a page set anew."""
Enclosed = Callable[[Trace], Sequence[Attachment]]
"""Gives the files to put inside, once it is known what stands on which page."""
LayOut = Callable[[str], Any]
Prepare = Callable[[Any], Any]
"""Gives what is to be painted of a document that is laid out."""
Finish = Callable[[Any, Any], None]
"""A last hand on a painted document, given as WeasyPrint's and as pydyf's."""
Check = Callable[[bytes, Drawn], object]
"""Compares a finished file with what was drawn."""


def make_pdf(
    html: str,
    pictures: Mapping[str, bytes],
    fonts: Path,
    adjusted: Adjusted | None = None,
    attachments: Sequence[Attachment] | Enclosed = (),
    *,
    one_page: bool = False,
    prepare: Prepare | None = None,
    finishing: Finish | None = None,
    check: Check = check_pages,
    kit: Kit | None = None,
) -> Layout:
    """Lay out a page and paint it, as PDF/A-3a and PDF/UA-1.

    ``pictures`` maps names to SVG documents; ``fonts`` is the folder of the only fonts that exist
    for this document. ``adjusted`` gives the same page set
    anew, where an article would end with next to nothing on its last page: first closer, which is
    used if that saves a page, then with blocks moved to that page. With ``one_page`` a page too
    many is answered by setting closer alone, and what is still longer is refused. ``attachments``
    are put inside the file, or made of what was found on the pages: see :mod:`.trace`. Marks of
    origin in ``html`` are never laid out. ``prepare``, ``finishing`` and another ``check`` than
    reading the file back are for documents that are parts of a larger one: see :mod:`.fragment`.
    ``kit`` is for documents with the same ``fonts`` that have much in common; else that of this
    process is used.
    Raises RenderError with everything WeasyPrint complained about, or when too few of the words can
    be read back from the PDF.
    """
    with nullcontext(kit) if kit else own_kit(fonts) as tools:
        making = make_in_steps(
            html,
            pictures,
            fonts,
            adjusted,
            one_page=one_page,
            prepare=prepare,
            finishing=finishing,
            kit=tools,
        )
        found = next(making)
        files = attachments(found()) if callable(attachments) else attachments
        data, drawn = finished(making, files)
        check(data, drawn)
    if gc.get_freeze_count():
        # All that stays in this process is set aside: what the document leaves is quickly found.
        gc.collect()
    return Layout(data, len(drawn.digits))


Making = Generator[Callable[[], Trace], Sequence[Attachment], tuple[bytes, Drawn]]
"""A document in the making: gives what finds out what stands on its pages, once they are laid out;
takes the files to put inside, and returns the PDF and what was drawn."""


def finished(making: Making, files: Sequence[Attachment]) -> tuple[bytes, Drawn]:
    """Paint a document that is laid out, with files inside."""
    try:
        making.send(files)
    except StopIteration as end:
        made: tuple[bytes, Drawn] = end.value
        return made
    raise AssertionError("a document is made in two steps")


def make_in_steps(
    html: str,
    pictures: Mapping[str, bytes],
    fonts: Path,
    adjusted: Adjusted | None,
    *,
    one_page: bool,
    kit: Kit,
    prepare: Prepare | None = None,
    finishing: Finish | None = None,
) -> Making:
    """Lay out a page, then paint it: as :func:`make_pdf`, without reading the file back."""
    with patched_weasyprint(kit), _collected_complaints() as complaints:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError

        pages: dict[Any, str] = {}

        def lay_out(page: str) -> Any:
            bare = unmarked(page)
            source = HTML(string=bare, base_url=SCHEME, url_fetcher=_fetcher(pictures))
            pages[source.etree_element] = page
            return source.render(font_config=kit.configuration, **OPTIONS)

        try:
            _find_fonts(fonts, kit)
            document, done = lay_out(html), Adjustment()
            if adjusted is not None:
                document, done = fitted(document, adjusted, lay_out, one_page=one_page)
                document = _adjusted(document, adjusted, lay_out, done, one_page=one_page)
            if one_page and len(document.pages) > 1:
                raise RenderError(too_long(document))
            if cover_over(document):
                raise RenderError(
                    "the cover does not fit on its page: shorten the title of the meeting, or "
                    "give fewer or shorter participants and points of the agenda"
                )
            check_room(document)
            _name_plainly(document)
            if prepare is not None:
                document = prepare(document)
            files = yield partial(trace, document, pages)
            layer = TextLayer(kit.outlines, kit.shown, kit.broken.styles)

            def finish(document: Any, pdf: Any) -> None:
                layer.finish(document, pdf)
                conform(document, pdf)
                if finishing is not None:
                    finishing(document, pdf)
                pack_once(pdf)

            with conforming(document, files) as conform, layer.drawing(document):
                data = document.write_pdf(finisher=finish, **OPTIONS)
        except FatalURLFetchingError as error:
            raise RenderError(str(error)) from error
    if complaints:
        raise RenderError("\n".join(["the page is not fit to be handed over:", *complaints]))
    assert isinstance(data, bytes)
    return data, Drawn(layer.text, layer.families, tuple(digits_of(document)))


def _adjusted(
    document: Any, adjusted: Adjusted, lay_out: LayOut, done: Adjustment, *, one_page: bool
) -> Any:
    """The document without last pages that hold next to nothing, as far as that can be had."""
    loose = articles(document) if one_page else lonely(document)
    is_over = cover_over(document)
    if is_over:
        loose |= {COVER}
    if not loose or (len(document.pages) == 1 and not is_over):
        return document
    tight = replace(done, tight=loose)
    closer = lay_out(adjusted(tight))
    if len(closer.pages) < len(document.pages) or (is_over and not cover_over(closer)):
        document, done = closer, tight
    fresh = frozenset() if one_page else balanced(document)
    if fresh:
        done = replace(done, fresh=fresh)
        document = lay_out(adjusted(done))
    return document


def _name_plainly(document: Any) -> None:
    """Take places to break a line at out of bookmarks."""
    for page in document.pages:
        page.bookmarks[:] = [
            (level, label.replace("\u200b", ""), *rest) for level, label, *rest in page.bookmarks
        ]


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


# HarfBuzz 10 cannot cut some fonts with PostScript outlines. WeasyPrint then puts the whole font
# into the file, which is larger and no worse.
_HARMLESS = re.compile(r'Unable to subset ".*" with HarfBuzz')


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if not _HARMLESS.fullmatch(record.getMessage()):
            self.messages.setdefault(record.getMessage())


@contextmanager
def _collected_complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs as warning or error, once each."""
    logger = logging.getLogger("weasyprint")
    handler, propagate = _Complaints(), logger.propagate
    found: list[str] = []
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
        found.extend(handler.messages)


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """A fetcher that knows the given pictures and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002
            picture = pictures.get(url.removeprefix(SCHEME))
            if picture is None or not url.startswith(SCHEME):
                refuse(url)
            return URLFetcherResponse(url, picture, {"Content-Type": "image/svg+xml"})

    def refuse(url: str) -> NoReturn:
        raise FatalURLFetchingError(
            f"the page refers to {url}: pages may only use pictures that belong to the brief"
        )

    return Fetcher()
