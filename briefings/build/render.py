"""A brief, a sheet or a pack becomes a PDF, and where they are asked for files beside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from copy import copy as shallow_copy
from dataclasses import InitVar, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..arabic import is_country, isolate_name
from ..content.blocks import Flagged
from ..content.brief import Brief
from ..content.chart_audit import audit_charts
from ..content.pack import Pack
from ..errors import RenderError
from ..html.standalone import as_text, breakable
from ..html.theme import Theme, load_theme
from ..html.themes import find_theme
from ..model import (
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
from .cache import Cache
from .chart_cache import draw_all
from .exporters import EXPORTERS, PDF, Laid
from .typesetting import typeset

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..pdf import Attachment, Layout, Trace
    from .render_pack import Made, Stock

Pictures = Mapping[str, bytes]

MOST_PAGES = 5
"""A brief has at most this many pages, and one more where it tells what changed."""
_A5_LABELS_PT = 7.5


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF with the number of its pages and the files inside it, by name.

    ``beside`` are its files in other formats, by format, and ``text`` is the page without its
    pictures, where they were asked for.
    """

    data: bytes
    pages: int
    enclosed: Mapping[str, bytes] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    text: str = ""


def theme_of(style: Style, *, with_fonts: bool = True, cache: Cache | None = None) -> Theme:
    """The theme of a style; raises ThemeError with everything that is wrong with it."""
    folder = find_theme(style.templates / "themes", style.theme)
    return load_theme(folder, with_fonts=with_fonts, kept=cache)


def page_of(document: Brief | Pack, style: Style, theme: Theme, **values: Any) -> str:
    """The HTML that a document is laid out from, with marks of origin.

    ``values`` replace those of the first layout.

    Raises RenderError where a template is wrong.
    """
    from ..html.templates import render_page

    return render_page(
        style.templates, document.template, {**_values(document, theme, style), **values}
    )


def print_document(
    library: Library,
    document: Brief | Pack,
    style: Style,
    *,
    exports: Iterable[str] = (),
    text: bool = False,
    cache: Cache | None = None,
    drawing: Executor | None = None,
    executor: Executor | None = None,
    typesetting: Executor | None = None,
) -> Printed:
    """Draw the charts of a document, lay it out and make the PDF, with its facts inside.

    ``exports`` names the formats to make beside it.
    Charts are taken from ``cache`` and put there; ``drawing`` draws what is not there while the
    page is prepared here. The parts of a pack are made by ``executor``, or one after the other; any
    other document is laid out and painted by ``typesetting``, or here. The bytes are the same with
    and without them.
    Raises ThemeError, ChartError or RenderError.
    """
    # Who does the typesetting looks at the fonts.
    material = Material(library, document, style, cache, with_fonts=typesetting is None)
    audit_charts(library, document)
    if isinstance(document, Pack):
        from .render_pack import print_parts

        layout = print_parts(document, material.render, material.stock, material.enclosed, executor)
    else:
        drawn = _drawn(document, material.theme, style, cache, drawing)
        layout = _print_one(document, style, material, drawn, typesetting)
    return export(material, layout, exports, text=text)


@dataclass(slots=True)
class Material:
    """What a document is printed from; ``files`` are those inside it, once they are known."""

    library: Library
    document: Brief | Pack
    style: Style
    cache: Cache | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    with_fonts: InitVar[bool] = True
    theme: Theme = field(init=False)

    def __post_init__(self, with_fonts: bool) -> None:  # as dataclasses call it
        """Load the theme; raises ThemeError."""
        self.theme = theme_of(self.style, with_fonts=with_fonts, cache=self.cache)

    @property
    def pack(self) -> Pack:
        """The document, which is a pack."""
        assert isinstance(self.document, Pack)
        return self.document

    def for_copy(self, copy: Copy) -> Material:
        """The same for another copy."""
        new = shallow_copy(self)
        new.files = dict(self.files)
        new.style = replace(self.style, setting=replace(self.style.setting, copy=copy))
        return new

    def render(self, template: str, **values: Any) -> str:
        """A page of it, filled in; ``values`` replace those that are known."""
        from ..html.templates import render_page

        fixed = _values(self.document, self.theme, self.style)
        return render_page(self.style.templates, template, {**fixed, **values})

    @property
    def stock(self) -> Stock:
        """What the parts of a pack share."""
        from .render_pack import Stock

        return Stock(
            self.theme.fonts,
            _look(self.theme, self.style),
            _other_pictures(self.document, self.theme, self.style),
            has_fronts=self.style.setting.duplex,
            cache=self.cache,
        )

    def enclosed(self, found: Trace) -> tuple[Attachment, ...]:
        """The files to put inside; raises RenderError for digits that nothing accounts for."""
        from ..content.provenance import attachments_of

        found.check()
        attachments = attachments_of(self.library, self.document, found)
        self.files.update((attachment.name, attachment.data) for attachment in attachments)
        return attachments


def print_parts_of(material: Material) -> Made:
    """Make the parts of a pack, here; raises ChartError or RenderError."""
    from .render_pack import make_parts

    audit_charts(material.library, material.pack)
    return make_parts(material.pack, material.render, material.stock, material.enclosed)


def export(material: Material, layout: Layout, exports: Iterable[str], *, text: bool) -> Printed:
    """The files of a document that is laid out: its PDF, other formats, and the text if wanted."""
    document, style, theme = material.document, material.style, material.theme

    @functools.cache
    def screen() -> str:
        return breakable(unmarked(page_of(document, style, theme, on_screen=True)))

    @functools.cache
    def pictures() -> Pictures:
        return _drawn(document, theme, style, material.cache, None)()

    laid = Laid(layout.data, theme.fonts, screen, pictures)
    return Printed(
        EXPORTERS[PDF].export(laid),
        layout.pages,
        material.files,
        {name: EXPORTERS[name].export(laid) for name in sorted(exports)},
        as_text(screen()) if text else "",
    )


def _print_one(
    document: Brief,
    style: Style,
    material: Material,
    drawn: Callable[[], Pictures],
    typesetting: Executor | None,
) -> Layout:
    """Lay out and paint a brief or a sheet."""
    layout = typeset(
        page_of(document, style, material.theme),
        _made_of_sound_fonts(drawn, style) if typesetting else drawn(),
        material.theme,
        material.enclosed,
        one_page=style.setting.format is Format.SHEET,
        executor=typesetting,
    )
    most = MOST_PAGES + _tells_changes(document)
    if style.setting.format is Format.BRIEF and layout.pages > most:
        raise RenderError(
            f"the brief has {layout.pages} pages, more than {most}: "
            "shorten its blocks, or split the topic in two"
        )
    return layout


def _made_of_sound_fonts(drawn: Callable[[], Pictures], style: Style) -> Pictures:
    """The pictures; raises ThemeError where it is the fonts that keep charts from being drawn."""
    try:
        return drawn()
    except Exception:
        theme_of(style)
        raise


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
) -> Callable[[], Pictures]:
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
    """The codes of the countries that views show flags of and that have one; black ink has none."""
    if style.ink is Ink.MONO:
        return frozenset()
    briefs = document.briefs if isinstance(document, Pack) else (document,)
    views = [view for brief in briefs for view in brief.views]
    codes = {code for view in views if isinstance(view, Flagged) for code in view.countries}
    return frozenset(code for code in codes if is_country(code) and _flag(style, code).is_file())


def _flag(style: Style, code: str) -> Path:
    return style.templates / "flags" / f"{code.lower()}.svg"
