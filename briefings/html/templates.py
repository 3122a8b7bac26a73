"""Briefs become HTML: Jinja2 with autoescape and strict names, one partial for each block kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from markupsafe import Markup, escape

from ..arabic import plain
from ..arabic.seams import seamed
from ..errors import RenderError
from ..model import BAR, CLOSE, OPEN, Cite, Origin, Rich, marked, marked_text
from .running_heads import running
from .tiles import tile_row

_ISOLATES = {
    "\u2066": Markup('<bdi dir="ltr">'),
    "phrase": Markup('<bdi dir="ltr" class="phrase" lang="en">'),
    "latin": Markup('<bdi dir="ltr" lang="en">'),
    "\u2067": Markup('<bdi dir="rtl">'),
    "\u2068": Markup("<bdi>"),
    "\u2069": Markup("</bdi>"),
}
_ISOLATE = re.compile("([\u2066-\u2069])")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_KEPT = 14
"""Letters of the longest Latin phrase that never breaks over lines."""
# A number and its noun (no year has one), a month or a name and its year or number.
_BOUND = re.compile(
    "(?<=[0-9\u0660-\u0669])(?<![^0-9\u0660-\u0669.,\u066b\u066c][0-9\u0660-\u0669]{4})"
    " (?=[\u0621-\u064a])"
    "|(?<=[\u0621-\u0652]) (?=[0-9\u0660-\u0669]{4}(?![0-9\u0660-\u0669.,\u066b\u066c]))"
)
# The two names of a month.
_SLASHED = re.compile("(?<=[\u0621-\u064a])/(?=[\u0621-\u064a])")
_TAG = re.compile(r"<[^>]*>")
_ORIGIN = re.compile(f"({OPEN}[^{BAR}]*{BAR}|{CLOSE})")


def render_page(templates: Path, name: str, values: Mapping[str, Any]) -> str:
    """The template ``name`` filled with ``values``, as one HTML document.

    Raises RenderError, naming template and line, on a template that is missing, malformed, uses an
    unknown name, or prints a block without any words.
    """
    environment = _environment(templates)
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as error:
        where = f"{error.filename or error.name}:{error.lineno}"
        raise RenderError(f"{where}: the template is malformed: {error.message}") from error
    except TemplateNotFound as error:
        raise RenderError(f"the template “{error.name}” is missing from {templates}") from error
    except (TemplateError, TypeError, AttributeError) as error:
        raise RenderError(f"{_where(error, templates)}: {error}") from error


@cache
def _environment(templates: Path) -> Environment:
    """The templates of a folder, each read once as long as its file does not change."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printable,
    )
    environment.filters["rich"] = rich_html
    environment.filters["isolated"] = isolated_html
    environment.filters["plain"] = plain
    environment.filters["counter"] = _counter
    environment.filters["name"] = _name
    environment.filters["words"] = words_html
    environment.filters["tile_row"] = tile_row
    environment.filters["running"] = running
    environment.filters["css"] = _css
    environment.filters["quoted"] = _quoted
    environment.filters["mm"] = "{:g}mm".format
    environment.filters["filled"] = _filled
    return environment


def isolated_html(text: str) -> Markup:
    """Escape a text, turn its isolates into ``<bdi>``, and keep numbers with their nouns."""
    text = _SLASHED.sub("/\u2060", _bound(text))
    html = Markup("")
    parts = _ISOLATE.split(text)
    opener = ""
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        words = seamed(part) if opener == "phrase" else part
        opener = part
        if part == "\u2066" and _LATIN.search(following):
            opener = "latin" if len(following) <= _KEPT else "phrase"
        html += _ISOLATES.get(opener) or escape(words)
    return html


def _bound(text: str) -> str:
    """The text with its numbers bound to their nouns; marks of origin do not stand between them."""
    parts = _ORIGIN.split(text)
    words = _BOUND.sub("\u00a0", "".join(parts[::2]))
    place = 0
    for number in range(0, len(parts), 2):
        length = len(parts[number])
        parts[number] = words[place : place + length]
        place += length
    return "".join(parts)


def rich_html(rich: Rich) -> Markup:
    """Rich text as HTML: neighbours of one weight share an element, marks are links to sources."""
    html = Markup("")
    for (is_cite, strong), group in groupby(rich, key=_setting):
        parts = list(group)
        if is_cite:
            marks = Markup("").join(_mark(part) for part in parts if isinstance(part, Cite))
            if html and not html.endswith((" ", "\u00a0")):
                html += "\u2060"  # a mark never begins a line
            html += Markup('<span class="marks">{}</span>').format(marks) if parts[1:] else marks
            continue
        words = isolated_html(marked_text(tuple(parts)))
        html += Markup("<strong>{}</strong>").format(words) if strong else words
    return html


def words_html(rich: Rich) -> Markup:
    """Rich text as HTML without its source marks, where they stand beside it already."""
    return isolated_html(marked_text(rich))


def _counter(text: str) -> str:
    """A number of a page, a list or a part."""
    return marked(text, Origin.COUNTER)


def _name(text: str) -> str:
    """A name that may hold digits."""
    return marked(text, Origin.NAME)


def _printable(value: Any) -> Any:
    """Let text and numbers through to the page; anything else was meant for a filter."""
    if isinstance(value, str | int | Undefined):
        return value
    raise TypeError(f"{type(value).__name__} cannot be printed as it is: use |rich or |isolated")


def _setting(part: Any) -> tuple[bool, bool]:
    return isinstance(part, Cite), getattr(part, "strong", False)


def _mark(cite: Cite) -> Markup:
    name = f"المصدر {cite.text}: {plain(cite.title)}" if cite.title else f"المصدر {cite.text}"
    return Markup('<a class="cite" href="#source-{}" title="{}">[{}]</a>').format(
        cite.number, name, marked(cite.text, Origin.CITE, cite.ref)
    )


def _css(sheet: str) -> Markup:
    """A style sheet of ours inside ``<style>``; the element has no escapes, only its own end."""
    if "</" in sheet:
        raise RenderError("a style sheet must not contain “</”")
    return Markup(sheet)  # noqa: S704  # checked above


def _quoted(text: str) -> Markup:
    """A text as a string of a style sheet, without direction marks, which fonts may lack."""
    escaped = plain(text).translate({ord(c): f"\\{ord(c):x} " for c in '"\\<>&\n'})
    return Markup(f'"{escaped}"')  # noqa: S704  # escaped a line above


def _filled(block: Markup, kind: str) -> Markup:
    """Pass a rendered block through unless it came out without a word or a picture."""
    if not _TAG.sub("", block).strip() and "<img" not in block:
        _raise_empty(kind)
    return block


def _raise_empty(kind: str) -> None:
    raise RenderError(
        f"a block of kind “{kind}” came out empty: look at templates/blocks/{kind}.html"
    )


def _where(error: BaseException, templates: Path) -> str:
    """Template and line where an error was raised, from its traceback."""
    place = str(templates)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(str(templates)):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
