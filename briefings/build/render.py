"""Lays out a brief, a sheet or a pack and makes its PDF and its files in other formats."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from copy import copy as shallow_copy
from dataclasses import InitVar, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..arabic import is_country
from ..arabic.phrases import briefs as phrases
from ..arabic.phrases import messages
from ..content.blocks import View
from ..content.brief import Brief
from ..content.pack import Pack
from ..content.particulars import particulars_of
from ..errors import RenderError
from ..html.code_picture import code_picture, code_width
from ..html.drawings import pictures_of, with_drawings
from ..html.standalone import as_text, breakable
from ..html.theme import Theme, load_theme
from ..html.themes import find_theme
from ..model import (
    ChartStyle,
    Copy,
    Drawing,
    Format,
    Ink,
    Library,
    Paper,
    Style,
    charts_in,
    mono,
    unmarked,
)
from ..model.identity import Identity
from .cache import Cache
from .chart_cache import draw_all
from .executors import NO_HELPERS, Helpers
from .exporters import EXPORTERS, PDF
from .exporters.standard import Laid
from .typesetting import typeset

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..pdf import Attachment, Layout, Trace
    from .render_pack import Stock

Drawings = Mapping[str, Drawing]
"""The drawn charts of a document by their names."""

MOST_PAGES, MOST_ON_A5 = 5, 8
"""The most pages of a brief, and on half the paper; a table of changes may have one more."""
_A5_LABELS_PT = 8.5


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, the number of its pages and its attachments, by name.

    ``beside`` has its files in other formats, by format; ``text`` is the page for the screen
    without its pictures, if it was asked for.
    """

    data: bytes
    pages: int
    enclosed: Mapping[str, bytes] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    text: str = ""

    def identified(self, identity: Identity) -> Printed:
        """The same with the identity written into each file."""
        files = {PDF: self.data, **self.beside}
        files = {name: EXPORTERS[name].identified(data, identity) for name, data in files.items()}
        return replace(self, data=files.pop(PDF), beside=files)


def theme_of(style: Style, *, with_fonts: bool = True, cache: Cache | None = None) -> Theme:
    """Load the theme of a style; raises ThemeError with all its problems."""
    folder = find_theme(style.templates / "themes", style.theme)
    return load_theme(folder, with_fonts=with_fonts, kept=cache)


def page_of(document: Brief | Pack, style: Style, theme: Theme, **values: Any) -> str:
    """The HTML of a document for its layout, with marks of origin.

    ``values`` replace the values that templates get by default. Raises RenderError for a faulty
    template.
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
    helpers: Helpers = NO_HELPERS,
) -> Printed:
    """Draw the charts of a document, lay it out and make the PDF, with its facts inside.

    ``exports`` names the formats to make beside it. Raises ThemeError, ChartError or RenderError.
    """
    # The process that does the typesetting checks the fonts.
    with_fonts = helpers.typesetting is None
    material = Material(library, document, style, helpers.cache, with_fonts=with_fonts)
    if isinstance(document, Pack):
        from .render_pack import print_parts

        parts = helpers.parts
        layout = print_parts(document, material.render, material.stock, material.enclosed, parts)
    else:
        drawn = _drawn(document, material.theme, style, helpers.cache, helpers.drawing)
        layout = _print_one(document, style, material, drawn, helpers.typesetting)
    return export(material, layout, exports, text=text)


@dataclass(slots=True)
class Material:
    """A document with its library, theme and style; ``files`` has its attachments once known."""

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
        """Fill in a template; ``values`` replace those that templates get by default."""
        from ..html.templates import render_page

        fixed = _values(self.document, self.theme, self.style)
        return render_page(self.style.templates, template, {**fixed, **values})

    @property
    def stock(self) -> Stock:
        """The material that all parts of a pack share."""
        from .render_pack import Stock

        return Stock(
            self.theme.fonts,
            _look(self.theme, self.style),
            _other_pictures(self.document, self.theme, self.style),
            has_fronts=self.style.setting.duplex,
            cache=self.cache,
        )

    def enclosed(self, found: Trace) -> tuple[Attachment, ...]:
        """The attachments; raises RenderError for digits on the page without a known origin."""
        from ..content.provenance import attachments_of

        found.check()
        attachments = attachments_of(self.library, self.document, found)
        self.files.update((attachment.name, attachment.data) for attachment in attachments)
        return attachments


def export(material: Material, layout: Layout, exports: Iterable[str], *, text: bool) -> Printed:
    """Make the files of a laid-out document: its PDF, other formats, and the text if wanted."""
    document, style, theme = material.document, material.style, material.theme

    page = functools.cache(lambda: page_of(document, style, theme, on_screen=True))

    @functools.cache
    def drawings() -> Drawings:
        return _drawn(document, theme, style, material.cache, None)()

    def screen() -> str:
        return breakable(unmarked(with_drawings(page(), drawings())))

    def pictures() -> Mapping[str, bytes]:
        return {**pictures_of(drawings()), **_other_pictures(document, theme, style)}

    laid = Laid(layout.data, theme.fonts, screen, pictures)
    return Printed(
        EXPORTERS[PDF].export(laid),
        layout.pages,
        material.files,
        {name: EXPORTERS[name].export(laid) for name in sorted(exports)},
        as_text(breakable(unmarked(page()))) if text else "",
    )


def _print_one(
    document: Brief,
    style: Style,
    material: Material,
    drawn: Callable[[], Drawings],
    typesetting: Executor | None,
) -> Layout:
    """Lay out and paint a brief or a sheet."""
    page = page_of(document, style, material.theme)
    drawings = _made_of_sound_fonts(drawn, style) if typesetting else drawn()
    layout = typeset(
        with_drawings(page, drawings),
        {**pictures_of(drawings), **_other_pictures(document, material.theme, style)},
        material.theme,
        material.enclosed,
        one_page=style.setting.format is Format.SHEET,
        executor=typesetting,
    )
    # A table of changes cannot be shortened in the topic.
    limit = MOST_ON_A5 if style.setting.paper is Paper.A5 else MOST_PAGES
    most = limit + any(view.kind == "changes" for view in document.views)
    if style.setting.format is Format.BRIEF and layout.pages > most:
        raise RenderError(
            f"the brief has {layout.pages} pages, more than {most}: "
            "shorten its blocks, or split the topic in two"
        )
    return layout


def _made_of_sound_fonts(drawn: Callable[[], Drawings], style: Style) -> Drawings:
    """Draw the charts; raises ThemeError if faulty fonts are why drawing fails."""
    try:
        return drawn()
    except Exception:
        theme_of(style)
        raise


def _values(document: Brief | Pack, theme: Theme, style: Style) -> dict[str, Any]:
    meeting = document.meeting.title if document.meeting else ""
    is_sheet = style.setting.format is Format.SHEET
    kicker = document.title if isinstance(document, Pack) else document.kicker
    return {
        "document": document,
        "theme": theme,
        "setting": style.setting,
        "ink": str(style.ink),
        "flags": _flags(document, style),
        "kicker": kicker or messages.kicker(is_sheet=is_sheet, meeting=meeting),
        "copy": messages.copy_line(style.setting.copy, document.arabic),
        "on_screen": False,
        "has_feet": True,
        **_head(document, style),
        "uses": None,
        "numbers": None,
    }


def _head(document: Brief | Pack, style: Style) -> dict[str, Any]:
    """What head and foot say of the edition."""
    code = document.imprint.code
    return {
        "particulars": particulars_of(document, style.setting),
        "code": code,
        "code_label": phrases.code_label(code) if code else "",
        "code_width": code_width(style.setting),
    }


def _drawn(
    document: Brief | Pack,
    theme: Theme,
    style: Style,
    cache: Cache | None,
    drawing: Executor | None,
) -> Callable[[], Drawings]:
    """A function that gives the charts of a document, drawn."""
    charts = {chart.name: chart for chart in charts_in(document)}
    drawn = draw_all(list(charts.values()), _look(theme, style), cache, drawing)
    return lambda: dict(zip(charts, drawn(), strict=True))


def _look(theme: Theme, style: Style) -> ChartStyle:
    """The style of the charts of a document."""
    look = theme.chart_style if style.ink is Ink.COLOUR else mono(theme.chart_style)
    return replace(look, size_pt=_A5_LABELS_PT) if style.setting.paper is Paper.A5 else look


def _other_pictures(document: Brief | Pack, theme: Theme, style: Style) -> dict[str, bytes]:
    """The logo, the flags and the portraits, by their names in the page."""
    pictures = {}
    if theme.logo:
        pictures["logo.svg"] = theme.logo
    if document.imprint.code:
        pictures["code.svg"] = code_picture(document.imprint.code)
    for code in _flags(document, style):
        pictures[f"flag-{code}.svg"] = _flag(style, code).read_bytes()
    if isinstance(document, Pack):
        from ..html.tabs import tab_picture

        colour = "#000000" if style.ink is Ink.MONO else "#ffffff"
        for number in range(1, len(document.briefs) + 1):
            digits = document.arabic.digits_of(str(number))
            pictures[f"tab-{number}.svg"] = tab_picture(digits, theme.fonts, colour)
    for name, data in (one for view in _views(document) for one in getattr(view, "portraits", ())):
        from ..pdf.portraits import printed_portrait

        pictures[name] = printed_portrait(data, grey=style.ink is Ink.MONO)
    return pictures


def _views(document: Brief | Pack) -> list[View]:
    """All views of a document, those of its meeting among them."""
    meeting = document.meeting.views if document.meeting else ()
    return [*meeting, *(view for part in document.parts for view in part.views)]


def _flags(document: Brief | Pack, style: Style) -> frozenset[str]:
    """The codes of the countries whose flags are shown; none in black ink."""
    if style.ink is Ink.MONO:
        return frozenset()
    codes = {code for view in _views(document) for code in getattr(view, "countries", ())}
    return frozenset(code for code in codes if is_country(code) and _flag(style, code).is_file())


def _flag(style: Style, code: str) -> Path:
    return style.templates / "flags" / f"{code.lower()}.svg"
