"""WeasyPrint, kept on a short leash.

WeasyPrint fails quietly: a missing image, font or glyph is a log record and a PDF still comes out.
Here every record of its logger stops the build. It sees no network and no file: what a page may
refer to is handed over by name.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ..errors import RenderError
from .readback import check_text
from .textlayer import TextLayer

SCHEME = "brief:"
"""Pictures are referred to as ``brief:<name>``."""

LONELY = 0.35
"""A last page filled for less than this part of its height looks forgotten."""

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
    html: str, pictures: Mapping[str, bytes], fonts: Path, tighter: str | None = None
) -> Layout:
    """Lay out a page and paint it.

    ``pictures`` maps names to SVG documents; ``fonts`` is the folder of the only fonts that exist
    for this document. ``tighter`` is the same page set closer: it is tried when the last page would
    hold next to nothing, and used if that saves the page.
    Raises RenderError with everything WeasyPrint complained about, or when too few of the words can
    be read back from the PDF.
    """
    with _private_fonts(fonts), _collected_complaints() as complaints:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError

        def lay_out(page: str) -> Any:
            source = HTML(string=page, base_url=SCHEME, url_fetcher=_fetcher(pictures))
            return source.render(font_config=FontConfiguration(), **_options())

        try:
            document = lay_out(html)
            if tighter is not None and _ends_lonely(document):
                closer = lay_out(tighter)
                if len(closer.pages) < len(document.pages):
                    document = closer
            layer = TextLayer()
            with layer.drawing(document):
                data = document.write_pdf(finisher=layer.finish, **_options())
        except FatalURLFetchingError as error:
            raise RenderError(str(error)) from error
    if complaints:
        raise RenderError("\n".join(["the page is not fit to be handed over:", *complaints]))
    assert isinstance(data, bytes)
    check_text(layer.text, data, layer.families)
    return Layout(data, len(document.pages))


def _ends_lonely(document: Any) -> bool:
    """Whether the last of several pages is filled for less than a part of its height."""
    if len(document.pages) == 1:
        return False
    # No public way tells how full a page is.
    page = document.pages[-1]._page_box
    body = page.children[0].children[0]
    last = body.children[-1]
    filled = last.position_y + last.margin_height() - page.content_box_y()
    return bool(filled < LONELY * page.height)


def _options() -> dict[str, Any]:
    return {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


@contextmanager
def _private_fonts(fonts: Path) -> Iterator[None]:
    """Let fontconfig see the theme's fonts and nothing else, on every machine alike."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        conf = Path(folder) / "fonts.conf"
        conf.write_text(_FONTS_CONF.format(fonts=fonts, cache=folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(conf)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
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
