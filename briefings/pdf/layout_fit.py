"""Fits a document to its pages: sets it looser or closer until they are full.

How full pages are is read from WeasyPrint's boxes: it has no public interface for that. What to
change follows from them too (:mod:`.flow`, :mod:`.balance`); a layout then shows what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

from ..errors import RenderError
from .arrangement import Arrangement, arrangements
from .balance import MARGIN, USUAL, Plan, cost, lacking, planned, response_of, wasted
from .bands import moved
from .flow import Flow, paged
from .flow_reading import flow_of
from .looseness import Response, declared
from .overfull import survey

COVER = "cover"
"""Id of the article that is the cover of a pack."""

MM = 25.4 / 96
"""Millimetres of a CSS pixel."""

_MOST_LAYOUTS = 3  # after the first
_FLOWING = ("document", "part")
"""Classes of what is fitted: a brief, and each part of a pack besides the cover."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Changes to a layout.

    ``tight`` holds ids of articles that are set closer in their own way; ``classes`` triples of an
    article's id, the number of one of its blocks, from 1, and a class that the block gets: see
    :mod:`.fitting`. ``plan`` says how loosely all is set.
    """

    tight: frozenset[str] = frozenset()
    classes: frozenset[tuple[str, int, str]] = frozenset()
    plan: Plan = Plan()  # noqa: RUF009 — frozen


@dataclass(frozen=True, slots=True)
class _Try:
    """A layout, what it was made with, and what flows over its pages."""

    document: Any
    done: Adjustment
    flow: Flow

    def cost(self, *, one_page: bool) -> float:
        """What speaks against it."""
        return cost(self.flow.filled, self.done.plan, self._waste, one_page=one_page)

    def is_good(self, *, one_page: bool, strictly: bool) -> bool:
        """Whether nothing better is looked for."""
        is_full = not lacking(self.flow.filled, one_page=one_page)
        return is_full and not (strictly and self._waste)

    @property
    def _waste(self) -> float:
        return wasted(paged(self.flow, self.flow.before))


def fitted(
    document: Any, done: Adjustment, html: str, render: Callable[[str], Any], *, one_page: bool
) -> Any:
    """WeasyPrint's document of a page, set so that its pages are full.

    ``document`` is the rendering of ``html`` with what has been ``done`` to it. Few layouts are
    made, and none where all is well.
    Raises RenderError for a document that has more than ``one_page`` all the same, or a cover that
    is too full.
    """
    if _cover_over(document):
        document = render(set_anew(html, replace(done, tight=frozenset([COVER]))))
        if _cover_over(document):
            raise RenderError(
                "the cover does not fit on its page: shorten the title of the meeting, or "
                "give fewer or shorter participants and points of the agenda"
            )
    document = _balanced(document, done, html, render, one_page=one_page)
    if one_page and len(document.pages) > 1:
        raise RenderError(_too_long(document))
    return document


def _balanced(
    document: Any, done: Adjustment, html: str, render: Callable[[str], Any], *, one_page: bool
) -> Any:
    """The best of a few layouts."""
    first = best = last = _Try(document, done, flow_on(document, done.plan))
    if not first.flow.blocks or _is_turned(document):
        return document
    known = [Arrangement()] if one_page else list(arrangements(first.flow))
    tried = [done.plan]
    response, overfull = USUAL, _overfull(document)
    for number in range(1, _MOST_LAYOUTS + 1):
        if last.is_good(one_page=one_page, strictly=last is first):
            break
        # Where a forecast was wrong, the next allows for more; what became better is set once more,
        # and nothing that became worse is tried again.
        ways = known if best is first else [best.done.plan.arrangement]
        plan, least = planned(best.flow, ways, response, number * MARGIN, one_page=one_page)
        if plan in tried or (number > 2 and least >= best.cost(one_page=one_page)):
            break
        tried.append(plan)
        then = replace(done, plan=plan)
        made = render(set_anew(html, then))
        if plan.arrangement == Arrangement():
            response = response_of(first.flow, flow_on(made, plan), plan, response)
        else:
            known = [one for one in known if one != plan.arrangement]
        last = _Try(made, then, flow_on(made, plan, response))
        # What has room at first may have none in larger type.
        if last.cost(one_page=one_page) < best.cost(one_page=one_page) and (
            _overfull(made) <= overfull
        ):
            best = last
    return best.document


def _overfull(document: Any) -> int:
    return len(survey(document).overfull)


def flow_on(document: Any, plan: Plan, response: Response = USUAL) -> Flow:
    """What flows over the pages of a document that was made by a plan."""
    pages = [(page._page_box, _tops(page)) for page in document.pages]
    flow = flow_of([one for one in pages if one[1]], plan.settings(response))
    return flow.arranged(plan.arrangement.columns)


def _tops(page: Any) -> list[Any]:
    """The boxes one below the other that what is fitted consists of on a page."""
    flowing = [box for box in _elements(page._page_box) if set(_FLOWING) & set(_class(box).split())]
    return [child for box in flowing for child in box.children if child.is_in_normal_flow()]


def _is_turned(document: Any) -> bool:
    """Whether some pages are turned; what is before and after them cannot flow."""
    return len({page._page_box.height for page in document.pages}) > 1


def _height(document: Any) -> float:
    return float(document.pages[0]._page_box.height)


def _cover_over(document: Any) -> bool:
    """Whether the cover of a pack runs into its foot or onto a second page."""
    boxes = [
        box
        for page in document.pages
        for box in _elements(page._page_box)
        if box.element.get("id") == COVER
    ]
    if len(boxes) != 1:
        return bool(boxes)
    (box,) = boxes
    # The foot stands in the padding.
    room = box.content_box_y() + box.height
    bottoms = [
        child.position_y + child.margin_height()
        for child in box.children
        if child.is_in_normal_flow()
    ]
    return bool(max(bottoms, default=0) > room + 1)


def _too_long(document: Any) -> str:
    """The message for a document that does not fit on one page: which block to shorten."""
    # What moved to the next page as a whole may have left room behind.
    over = sum(flow_on(document, Plan()).filled) - 1
    heights: dict[Any, float] = {}
    for page in document.pages:
        for box in _find(page._page_box, "section"):
            heights[box.element] = heights.get(box.element, 0.0) + box.margin_height() * MM
    blocks = [(_kind(one.get("class", "")), height) for one, height in heights.items()]
    # Sources follow from what is cited, and cannot be shortened by themselves.
    name, height = max((one for one in blocks if one[0] != "sources"), key=lambda one: one[1])
    listed = ", ".join(f"{kind} {height:.0f} mm" for kind, height in blocks)
    return (
        f"the sheet is about {over * _height(document) * MM:.0f} mm too long for one page, even "
        f"in its closest setting. Shorten the block “{name}”, which is the longest "
        f"({height:.0f} mm), or leave a block off the sheet with “sheet: false”. Heights: {listed}"
    )


def _kind(classes: str) -> str:
    """The kind of a block, of its classes."""
    return next(one for one in reversed(classes.split()) if not one.startswith("at-"))


def _bottom(box: Any) -> float:
    return float(box.position_y + box.border_height())


def _class(box: Any) -> str:
    return box.element.get("class") or ""


def _elements(box: Any) -> Iterator[Any]:
    """The outermost boxes of articles and of parts of a pack."""
    for child in getattr(box, "children", ()):
        tag = child.element_tag
        if tag == "article" or (tag in ("section", "nav") and "part" in _class(child).split()):
            yield child
        else:
            yield from _elements(child)


def _find(box: Any, tag: str) -> Iterator[Any]:
    """The outermost boxes of elements of that name."""
    for child in getattr(box, "children", ()):
        if child.element_tag == tag:
            yield child
        else:
            yield from _find(child, tag)


def set_anew(html: str, adjustment: Adjustment) -> str:
    """The page with the classes and styles that an adjustment means.

    Articles to set closer get the class ``tight``, and blocks the classes that are meant for them;
    articles, parts and blocks get the factors of their levels.
    """
    arrangement = adjustment.plan.arrangement
    html = moved(html, arrangement.columns, arrangement.order)
    found = _Tags(html, adjustment)
    pieces, end = [], 0
    for place, text in sorted(found.places, key=lambda one: one[0]):
        pieces += [html[end:place], text]
        end = place
    return "".join([*pieces, html[end:]])


class _Tags(HTMLParser):
    """Finds what has to be put where in a page: classes at the beginning of values, and styles."""

    def __init__(self, html: str, adjustment: Adjustment) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[tuple[int, str]] = []
        self._adjustment = adjustment
        self._article = ""
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for articles and blocks by name and number."""
        about = dict(attrs)
        plan = self._adjustment.plan
        classes = (about.get("class") or "").split()
        if tag == "article":
            self._article = about.get("id") or ""
            if self._article in self._adjustment.tight:
                self._add_class("tight")
        if plan.level and set(_FLOWING) & set(classes):
            self._add_style(tag, declared(plan.level, is_block=False))
        number = about.get("data-block") or ""
        if tag == "section" and number.isdecimal():
            block = self._article, int(number)
            for *of, name in sorted(self._adjustment.classes):
                if tuple(of) == block:
                    self._add_class(name)
            if block[1] in plan.blocks:
                self._add_style(tag, declared(plan.blocks[block[1]], is_block=True))

    def _add_class(self, name: str) -> None:
        text = self.get_starttag_text() or ""
        self.places.append((self._start() + text.index('class="') + len('class="'), f"{name} "))

    def _add_style(self, tag: str, style: str) -> None:
        self.places.append((self._start() + len(f"<{tag}"), f' style="{style}"'))

    def _start(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
