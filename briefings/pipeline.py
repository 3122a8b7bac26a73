"""From the library to finished files, in the eight steps of a build.

load the library → check it → select facts → plan charts → draw charts → compose the brief →
lay out the page and make the PDF → put it in its place
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from .briefs import Brief, compose
from .errors import RenderError, SelectionError
from .locales import Arabic
from .model import Library, Topic
from .theme import find_theme, load_theme

MOST_PAGES = 5
"""A brief has at most this many pages."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, for which day, and how it is worded.

    ``templates`` is the folder of templates, with the shipped themes below it; ``theme`` names one
    of them or is the path of another. ``output`` is a folder, or the PDF's own path where one topic
    is built.
    """

    edition: date
    as_of: date
    output: Path
    templates: Path
    theme: str = "default"
    arabic: Arabic = field(default_factory=Arabic)


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file. ``path`` is absolute; ``sha256`` is that of its bytes.

    ``remarks`` are what whoever handed in the order should know before handing on the file.
    """

    topic: str
    format: str
    path: Path
    pages: int
    sha256: str
    remarks: tuple[str, ...] = ()


def find_topic(library: Library, topic_id: str) -> Topic:
    """The topic of that id; raises SelectionError that names the nearest one."""
    if topic_id in library.topics:
        topic: Topic = library.topics[topic_id]
        return topic
    near = get_close_matches(topic_id, library.topics, n=1)
    hint = f"did you mean “{near[0]}”?" if near else "the command “topics” lists them"
    raise SelectionError(f"there is no topic “{topic_id}”; {hint}")


def find_topics(library: Library, topic_ids: Iterable[str]) -> tuple[Topic, ...]:
    """The topics of those ids; raises SelectionError that tells of every one that is not there."""
    found, missing = [], []
    for topic_id in topic_ids:
        try:
            found.append(find_topic(library, topic_id))
        except SelectionError as error:
            missing.append(str(error))
    if missing:
        raise SelectionError("\n".join(missing))
    return tuple(found)


def build(library: Library, topic_id: str, order: Order) -> Document:
    """Build one brief and put the PDF in its place.

    Raises SelectionError, ThemeError, ChartError or RenderError; the target is then as it was.
    """
    topic = find_topic(library, topic_id)
    brief = compose(library, topic, order.edition, order.as_of, order.arabic)
    data, pages = print_brief(brief, order)
    path = target(order, topic_id)
    put_in_place(path, data)
    return Document(
        topic_id, "brief", path, pages, hashlib.sha256(data).hexdigest(), _remarks(brief, topic)
    )


def _remarks(brief: Brief, topic: Topic) -> tuple[str, ...]:
    """What an early day has left of the topic, where that is little."""
    if not brief.bottom_line:
        return (f"nothing of its bottom line was known by {brief.as_of}",)
    shown, planned = len(brief.views), len(topic.blocks)
    if shown < planned:
        return (f"{planned - shown} of {planned} blocks are left out: unknown by {brief.as_of}",)
    return ()


def print_brief(brief: Brief, order: Order) -> tuple[bytes, int]:
    """Draw the charts of a brief, lay it out, and return the PDF with its number of pages."""
    from .charts import draw
    from .pages import render_page
    from .pdf import make_pdf

    theme = load_theme(find_theme(order.templates / "themes", order.theme))
    pictures = {
        f"chart-{number}.svg": draw(picture.chart, theme.chart_style)
        for number, picture in enumerate(brief.pictures, start=1)
    }
    html = render_page(order.templates, "brief.html", {"brief": brief, "theme": theme})
    tighter = html.replace("<body>", '<body class="tight">', 1)
    layout = make_pdf(html, pictures, theme.fonts, tighter)
    if layout.pages > MOST_PAGES:
        raise RenderError(
            f"the brief “{brief.topic}” has {layout.pages} pages, more than {MOST_PAGES}: "
            "shorten its blocks, or split the topic in two"
        )
    return layout.data, layout.pages


def target(order: Order, topic_id: str) -> Path:
    """Where a topic's PDF goes: named by topic, edition and, if another, the facts' day."""
    if order.output.suffix.lower() == ".pdf":
        return order.output.absolute()
    name = f"{topic_id}-{order.edition}"
    if order.as_of != order.edition:
        name += f"-as-of-{order.as_of}"
    return (order.output / f"{name}.pdf").absolute()


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file beside its target and move it there, so that no half of it is ever seen."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise RenderError(f"{path.parent} cannot be written to: {error.strerror}") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o666 & ~_umask())
        Path(aside).replace(path)
    except OSError as error:
        raise RenderError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        Path(aside).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
