"""A brief, a sheet or a pack becomes a PDF, and where it is asked for an HTML file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from .audit import audit_charts
from .blocks import LeadershipView
from .briefs import Brief
from .cache import Cache
from .drawing import draw_all
from .errors import RenderError
from .locales import is_country, isolate_name
from .model import (
    ChartStyle,
    Copy,
    Format,
    Ink,
    Library,
    Origin,
    Paper,
    Style,
    marked,
    mono,
    unmarked,
)
from .packs import Pack
from .pdf import Layout
from .resources import find_theme
from .theme import Theme, load_theme

MOST_PAGES = 5
"""A brief has at most this many pages, and one more where it tells what changed."""
_A5_LABELS_PT = 7.5


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF with the number of its pages and the files inside it, by name.

    ``html`` is the page as one HTML file and ``text`` the page without its pictures, where they
    were asked for.
    """

    data: bytes
    pages: int
    enclosed: Mapping[str, bytes] = field(default_factory=dict)
    html: str = ""
    text: str = ""


def theme_of(style: Style) -> Theme:
    """The theme of a style; raises ThemeError with everything that is wrong with it."""
    return load_theme(find_theme(style.templates / "themes", style.theme))


def page_of(document: Brief | Pack, style: Style, theme: Theme, **values: Any) -> str:
    """The HTML that a document is laid out from, with marks of origin.

    ``values`` replace those of the first layout.

    Raises RenderError where a template is wrong.
    """
    from .pages import render_page

    return render_page(
        style.templates, document.template, {**_values(document, theme, style), **values}
    )


def print_document(
    library: Library,
    document: Brief | Pack,
    style: Style,
    *,
    html: bool = False,
    text: bool = False,
    cache: Cache | None = None,
    drawing: Executor | None = None,
    executor: Executor | None = None,
) -> Printed:
    """Draw the charts of a document, lay it out and make the PDF, with its facts inside.

    Charts are taken from ``cache`` and put there; ``drawing`` draws what is not there while the
    page is prepared here. The parts of a pack are made by ``executor``, or one after the other. The
    bytes are the same with and without them.
    Raises ThemeError, ChartError or RenderError.
    """
    from .pdf import Attachment, Trace
    from .records import attachments_of

    theme = theme_of(style)
    audit_charts(library, document)
    files: dict[str, bytes] = {}

    def enclosed(found: Trace) -> tuple[Attachment, ...]:
        found.check()
        attachments = attachments_of(library, document, found)
        files.update((attachment.name, attachment.data) for attachment in attachments)
        return attachments

    if isinstance(document, Pack):
        layout = _print_pack(document, style, theme, enclosed, cache=cache, executor=executor)
    else:
        drawn = _drawn(document, theme, style, cache, drawing)
        layout = _print_one(document, style, theme, enclosed, drawn)
    if not html and not text:
        return Printed(layout.data, layout.pages, files)
    from .webfile import as_text, self_contained

    screen = unmarked(page_of(document, style, theme, on_screen=True))
    pictures = _drawn(document, theme, style, cache, None)() if html else {}
    return Printed(
        layout.data,
        layout.pages,
        files,
        self_contained(screen, pictures, theme.fonts) if html else "",
        as_text(screen) if text else "",
    )


def _print_one(
    document: Brief,
    style: Style,
    theme: Theme,
    enclosed: Any,
    drawn: Callable[[], Mapping[str, bytes]],
) -> Layout:
    """Lay out and paint a brief or a sheet."""
    from .pdf import make_pdf, set_anew

    page = page_of(document, style, theme)
    layout = make_pdf(
        page,
        drawn,
        theme.fonts,
        partial(set_anew, page),
        enclosed,
        one_page=style.setting.format is Format.SHEET,
    )
    most = MOST_PAGES + _tells_changes(document)
    if style.setting.format is Format.BRIEF and layout.pages > most:
        raise RenderError(
            f"the brief has {layout.pages} pages, more than {most}: "
            "shorten its blocks, or split the topic in two"
        )
    return layout


def _print_pack(
    pack: Pack,
    style: Style,
    theme: Theme,
    enclosed: Any,
    *,
    cache: Cache | None,
    executor: Executor | None,
) -> Layout:
    """Lay out and paint the parts of a pack, and bind them."""
    from .pages import render_page
    from .partwise import Stock, print_parts

    fixed = _values(pack, theme, style)

    def render(template: str, **values: Any) -> str:
        return render_page(style.templates, template, {**fixed, **values})

    stock = Stock(
        theme.fonts,
        _look(theme, style),
        _other_pictures(pack, theme, style),
        has_fronts=style.setting.duplex,
        cache=cache,
    )
    return print_parts(pack, render, stock, enclosed, executor)


def _tells_changes(brief: Brief) -> bool:
    """Whether a brief has a table of what changed, which no topic can make shorter."""
    return any(view.kind == "changes" for view in brief.views)


def _values(document: Brief | Pack, theme: Theme, style: Style) -> dict[str, Any]:
    kicker = "إحاطة في صفحة" if style.setting.format is Format.SHEET else "إحاطة موجزة"
    if isinstance(document, Pack):
        kicker = document.title
    elif document.kicker:
        kicker = document.kicker
    elif document.meeting:
        kicker = f"إحاطة · {document.meeting.title}"
    return {
        "document": document,
        "theme": theme,
        "setting": style.setting,
        "ink": str(style.ink),
        "flags": _flags(document, style),
        "kicker": kicker,
        "copy": _copy_line(document, style.setting.copy),
        "on_screen": False,
        "uses": None,
        "numbers": None,
        "pictures_before": 0,
    }


def _copy_line(document: Brief | Pack, copy: Copy) -> str:
    """«إلى: السيد الوزير · نسخة رقم 7 من 90»; empty where there is nothing to say of the copy."""
    parts = []
    if copy.recipient:
        parts.append(f"إلى: {marked(isolate_name(copy.recipient), Origin.NAME)}")
    if copy.number:
        worded = document.arabic.copy_number(copy.number, copy.total)
        parts.append(marked(worded, Origin.COUNTER))
    return " · ".join(parts)


def _drawn(
    document: Brief | Pack,
    theme: Theme,
    style: Style,
    cache: Cache | None,
    drawing: Executor | None,
) -> Callable[[], Mapping[str, bytes]]:
    """Gives the charts as SVG by the names that the pages know them by, the logo and the flags."""
    look = _look(theme, style)
    charts = draw_all([picture.chart for picture in document.pictures], look, cache, drawing)
    others = _other_pictures(document, theme, style)

    def drawn() -> Mapping[str, bytes]:
        numbered = enumerate(charts(), start=1)
        return {**{f"chart-{number}.svg": svg for number, svg in numbered}, **others}

    return drawn


def _look(theme: Theme, style: Style) -> ChartStyle:
    """What the charts of a document look like."""
    look = theme.chart_style if style.ink is Ink.COLOUR else mono(theme.chart_style)
    return replace(look, size_pt=_A5_LABELS_PT) if style.setting.paper is Paper.A5 else look


def _other_pictures(document: Brief | Pack, theme: Theme, style: Style) -> dict[str, bytes]:
    """The logo and the flags by the names that the pages know them by."""
    pictures = {}
    if theme.logo:
        pictures["logo.svg"] = theme.logo
    for code in _flags(document, style):
        pictures[f"flag-{code}.svg"] = _flag(style, code).read_bytes()
    return pictures


def _flags(document: Brief | Pack, style: Style) -> frozenset[str]:
    """The codes of the countries that lead something and have a flag; black ink has none."""
    if style.ink is Ink.MONO:
        return frozenset()
    briefs = document.briefs if isinstance(document, Pack) else (document,)
    views = [view for brief in briefs for view in brief.views]
    codes = {row.code for view in views if isinstance(view, LeadershipView) for row in view.rows}
    return frozenset(code for code in codes if is_country(code) and _flag(style, code).is_file())


def _flag(style: Style, code: str) -> Path:
    return style.templates / "flags" / f"{code.lower()}.svg"
