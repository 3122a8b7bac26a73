"""A brief, a sheet or a pack becomes a PDF, and where it is asked for an HTML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .audit import audit_charts
from .blocks import LeadershipView
from .briefs import Brief
from .errors import RenderError
from .locales import is_country, isolate_latin
from .model import (
    Copy,
    Format,
    Ink,
    Library,
    Origin,
    Paper,
    Setting,
    marked,
    mono,
    unmarked,
)
from .packs import Pack
from .theme import Theme, find_theme, load_theme

MOST_PAGES = 5
"""A brief has at most this many pages, and one more where it tells what changed."""
_A5_LABELS_PT = 7.5


@dataclass(frozen=True, slots=True)
class Style:
    """What a document looks like: the folder of templates, the theme, the ink and the setting."""

    templates: Path
    theme: str = "default"
    ink: Ink = Ink.COLOUR
    setting: Setting = field(default_factory=Setting)


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
) -> Printed:
    """Draw the charts of a document, lay it out and make the PDF, with its facts inside.

    Raises ThemeError, ChartError or RenderError.
    """
    from .pages import render_page
    from .pdf import Adjustment, Attachment, Trace, Uses, make_pdf
    from .records import attachments_of

    theme = theme_of(style)
    audit_charts(library, document)
    pictures = _pictures(document, theme, style)

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
        pictures,
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
        "copy": _copy_line(document, style.setting.copy),
        "adjustment": Adjustment(),
        "on_screen": False,
        "uses": None,
    }


def _copy_line(document: Brief | Pack, copy: Copy) -> str:
    """«إلى: السيد الوزير · نسخة رقم 7 من 90»; empty where there is nothing to say of the copy."""
    parts = []
    if copy.recipient:
        parts.append(f"إلى: {marked(isolate_latin(copy.recipient), Origin.NAME)}")
    if copy.number:
        worded = document.arabic.copy_number(copy.number, copy.total)
        parts.append(marked(worded, Origin.COUNTER))
    return " · ".join(parts)


def _pictures(document: Brief | Pack, theme: Theme, style: Style) -> Mapping[str, bytes]:
    """The charts as SVG by the names that the pages know them by, and the logo."""
    from .charts import draw

    look = theme.chart_style if style.ink is Ink.COLOUR else mono(theme.chart_style)
    if style.setting.paper is Paper.A5:
        look = replace(look, size_pt=_A5_LABELS_PT)
    pictures = {
        f"chart-{number}.svg": draw(picture.chart, look)
        for number, picture in enumerate(document.pictures, start=1)
    }
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
