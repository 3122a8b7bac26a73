"""A brief, a sheet or a pack becomes a PDF, and where it is asked for an HTML file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .audit import audit_charts
from .blocks import LeadershipView
from .briefs import Brief
from .cache import Cache
from .drawing import draw_all
from .errors import RenderError
from .locales import is_country
from .model import Format, Ink, Library, Paper, Style, mono, unmarked
from .packs import Pack
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
) -> Printed:
    """Draw the charts of a document, lay it out and make the PDF, with its facts inside.

    Charts are taken from ``cache`` and put there; ``drawing`` draws what is not there while the
    page is prepared here.
    Raises ThemeError, ChartError or RenderError.
    """
    from .pages import render_page
    from .pdf import Adjustment, Attachment, Trace, Uses, make_pdf
    from .records import attachments_of

    theme = theme_of(style)
    audit_charts(library, document)
    drawn = _drawn(document, theme, style, cache, drawing)
    pictures: dict[str, bytes] = {}

    def ready() -> Mapping[str, bytes]:
        pictures.update(drawn())
        return pictures

    def adjusted(adjustment: Adjustment) -> str:
        return page_of(document, style, theme, adjustment=adjustment)

    def closing(uses: Uses) -> str:
        values = {**_values(document, theme, style), "uses": uses}
        return render_page(style.templates, "closing.html", values)

    files: dict[str, bytes] = {}

    def enclosed(found: Trace) -> tuple[Attachment, ...]:
        found.check()
        attachments = attachments_of(library, document, found)
        files.update((attachment.name, attachment.data) for attachment in attachments)
        return attachments

    layout = make_pdf(
        page_of(document, style, theme),
        ready,
        theme.fonts,
        adjusted,
        enclosed,
        one_page=style.setting.format is Format.SHEET,
        closing=closing if isinstance(document, Pack) else None,
    )
    most = MOST_PAGES + _tells_changes(document)
    if style.setting.format is Format.BRIEF and layout.pages > most:
        raise RenderError(
            f"the brief has {layout.pages} pages, more than {most}: "
            "shorten its blocks, or split the topic in two"
        )
    if not html and not text:
        return Printed(layout.data, layout.pages, files)
    from .webfile import as_text, self_contained

    screen = unmarked(page_of(document, style, theme, on_screen=True))
    return Printed(
        layout.data,
        layout.pages,
        files,
        self_contained(screen, pictures, theme.fonts) if html else "",
        as_text(screen) if text else "",
    )


def _tells_changes(document: Brief | Pack) -> bool:
    """Whether a brief has a table of what changed, which no topic can make shorter."""
    return isinstance(document, Brief) and any(view.kind == "changes" for view in document.views)


def _values(document: Brief | Pack, theme: Theme, style: Style) -> dict[str, Any]:
    from .pdf import Adjustment

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
        "adjustment": Adjustment(),
        "on_screen": False,
        "uses": None,
    }


def _drawn(
    document: Brief | Pack,
    theme: Theme,
    style: Style,
    cache: Cache | None,
    drawing: Executor | None,
) -> Callable[[], Mapping[str, bytes]]:
    """Gives the charts as SVG by the names that the pages know them by, the logo and the flags."""
    look = theme.chart_style if style.ink is Ink.COLOUR else mono(theme.chart_style)
    if style.setting.paper is Paper.A5:
        look = replace(look, size_pt=_A5_LABELS_PT)
    others = {
        f"flag-{code}.svg": _flag(style, code).read_bytes() for code in _flags(document, style)
    }
    if theme.logo:
        others["logo.svg"] = theme.logo
    charts = draw_all([picture.chart for picture in document.pictures], look, cache, drawing)

    def drawn() -> Mapping[str, bytes]:
        numbered = enumerate(charts(), start=1)
        return {**{f"chart-{number}.svg": svg for number, svg in numbered}, **others}

    return drawn


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
