"""Renders briefs as HTML, with Jinja2: autoescape, strict names, a partial for each block kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from math import ceil
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

from ..arabic import language_of, plain
from ..arabic.labels import label
from ..arabic.phrases.page import headline, note_name, seamed, source_name, unbroken
from ..errors import RenderError
from ..model import (
    SIGNS,
    Cite,
    Figure,
    Inline,
    Letter,
    Origin,
    Rich,
    Words,
    marked,
    marked_text,
    unmarked,
)
from ..model.scale import TABLE_SIZES
from ..model.tile_rows import GAP_MM, MOST_ACROSS, SIZES
from .first_guess import running, tile_row
from .number_columns import shifts

_DIRECTIONS = {"\u2066": ' dir="ltr"', "\u2067": ' dir="rtl"', "\u2068": ""}
_ISOLATE = re.compile("([\u2066-\u2069])")
_KEPT = 14
"""Letters of the longest phrase that never breaks over lines."""
_LEAST_LINES, _LETTERS_ACROSS = 8, 105
"""Lines of prose that may stand in two columns, and letters of a line across the page."""
_TAG = re.compile(r"<[^>]*>")
_LAST_WORD = re.compile(r"[^\s<>]+$")
_SCALE_WORD = re.compile(r"(?<=\d)((?:</bdi>)?[ \u00a0])([^\W\d_]+)")
"""The word after the digits of a large figure: million, thousand."""


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
    """The templates of a folder; Jinja2 reads each again when its file changes."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printable,
    )
    environment.filters |= {
        "rich": rich_html,
        "ending": _ending,
        "headline": headline,
        "isolated": isolated_html,
        "plain": plain,
        "label": label,
        "counter": lambda text: marked(text, Origin.COUNTER),
        "name": lambda text: marked(text, Origin.NAME),
        "words": lambda rich: isolated_html(marked_text(rich)),
        "tile_row": tile_row,
        "running": running,
        "seamed": seamed,
        "css": _css,
        "quoted": _quoted,
        "mm": "{:g}mm".format,
        "pt": "{:g}pt".format,
        "scaled": _scaled,
        "is_long": _is_long,
        "is_worded": lambda text: not any(char.isdecimal() for char in unmarked(text)),
        "shifts": shifts,
        "filled": _filled,
    }
    environment.globals |= {
        "tile_sizes": SIZES,
        "tile_gap": GAP_MM,
        "most_across": MOST_ACROSS,
        "table_sizes": TABLE_SIZES,
    }
    return environment


def isolated_html(text: str, rest: str = "") -> Markup:
    """Escape a text, turn its isolates into ``<bdi>``, and keep numbers with their nouns.

    ``rest`` follows the text, and may hold the end of its last isolate.
    """
    html = opened = Markup("")
    parts = _ISOLATE.split(unbroken(text))
    for place, part in enumerate(parts):
        if part in _DIRECTIONS:
            is_open = place + 2 >= len(parts)
            opened = _opened(part, parts[place + 1] + (_ISOLATE.split(rest)[0] if is_open else ""))
            html += opened
        else:
            text = seamed(part) if "phrase" in opened else part
            html += Markup("</bdi>") if part == "\u2069" else escape(text)
            opened = Markup("")
    return html


def _scaled(figure: str) -> Markup:
    """A large figure, with the word of its scale as a smaller part."""
    wrapped = _SCALE_WORD.sub(r'\1<span class="scale">\2</span>', str(isolated_html(figure)))
    return Markup(wrapped)  # noqa: S704  # escaped where it was isolated


def _is_long(paragraphs: Iterable[Rich]) -> bool:
    """Whether prose has so many lines across the page that it stands in two columns."""
    lines = (ceil(len(plain(marked_text(one))) / _LETTERS_ACROSS) for one in paragraphs)
    return sum(lines) >= _LEAST_LINES


def _opened(mark: str, inside: str) -> Markup:
    """The start tag of an isolate, with the language of what stands inside."""
    phrase = unmarked(inside)
    lang = language_of(phrase)
    kind = ' class="phrase"' if lang and len(phrase) > _KEPT else ""
    lang = f' lang="{lang}"' if lang else ""
    return Markup(f"<bdi{_DIRECTIONS[mark]}{kind}{lang}>")  # noqa: S704  # none of it was typed


def rich_html(rich: Rich) -> Markup:
    """Rich text as HTML: neighbours of one weight share an element.

    Marks of sources are links to their entries, letters to their notes.
    """
    html = marks = Markup("")
    kinds = groupby(rich, key=lambda one: (type(one) in SIGNS and type(one), _is_strong(one)))
    place = 0
    for (mark, strong), group in kinds:
        parts = list(group)
        place += len(parts)
        if mark is Letter:
            letters = Markup("").join(_letter(part) for part in parts if isinstance(part, Letter))
            both = Markup('<span class="marks">{}{}</span>').format(marks, letters)
            html, marks = html + (both if marks else letters), Markup("")
            continue
        html += marks
        marks = Markup("")
        if mark:
            marks = Markup("").join(_mark(part) for part in parts if isinstance(part, Cite))
            if html and not html.endswith((" ", "\u00a0")):
                html += "\u2060"  # a mark never begins a line
            if parts[1:]:
                marks = Markup('<span class="marks">{}</span>').format(marks)
            continue
        words = isolated_html(marked_text(tuple(parts)), marked_text(rich[place:]))
        html += Markup("<strong>{}</strong>").format(words) if strong else words
    return html + marks


def _is_strong(one: Inline) -> bool:
    return isinstance(one, Words | Figure) and one.strong


def _printable(value: Any) -> Any:
    """Print text and numbers; raise TypeError for anything else, which needs a filter."""
    if isinstance(value, str | int | Undefined):
        return value
    raise TypeError(f"{type(value).__name__} cannot be printed as it is: use |rich or |isolated")


def _mark(cite: Cite) -> Markup:
    return Markup('<a class="cite" href="#source-{}" title="{}">[{}]</a>').format(
        cite.number, source_name(cite.text, cite.title), marked(cite.text, Origin.CITE, cite.ref)
    )


def _letter(one: Letter) -> Markup:
    # With a no-break space WeasyPrint would break the line after its first word.
    return Markup(' <a class="k" href="#{}" title="{}">{}</a>').format(
        one.anchor, note_name(one.text), one.text
    )


def _ending(html: Markup, letters: Rich) -> Markup:
    """Words with letters of notes at their end, which never stand alone on a line."""
    signs = rich_html(letters)
    word = _LAST_WORD.search(html) if signs else None
    if word is None:
        return html + signs
    before, last = Markup(html[: word.start()]), Markup(word.group())  # noqa: S704  # escaped
    return before + Markup('<span class="marks">{}{}</span>').format(last, signs)


def _css(sheet: str) -> Markup:
    """A style sheet for ``<style>``, in which nothing can be escaped."""
    if "</" in sheet:
        raise RenderError("a style sheet must not contain “</”")
    return Markup(sheet)  # noqa: S704  # checked above


def _quoted(text: str) -> Markup:
    """A text as a CSS string, with no direction marks but those that it needs."""
    escaped = label(text).translate({ord(c): f"\\{ord(c):x} " for c in '"\\<>&\n'})
    return Markup(f'"{escaped}"')  # noqa: S704  # escaped a line above


def _filled(block: Markup, kind: str) -> Markup:
    """The rendered block; raises RenderError for one without a word or a picture."""
    if not _TAG.sub("", block).strip() and "<img" not in block:
        raise RenderError(
            f"a block of kind “{kind}” came out empty: look at templates/blocks/{kind}.html"
        )
    return block


def _where(error: BaseException, templates: Path) -> str:
    """The template and line at which an error was raised, from its traceback."""
    place = str(templates)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(str(templates)):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
