"""Prints a pack part by part: lays out each by itself, in this process or others, and binds them.

The memory needed is that of the largest part. What names pages is laid out again once they are
known: the contents, the briefs that refer to others, the sources with the pages that cite them.
The feet come last.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from ..content.doubles import SEE
from ..content.pack import Pack
from ..errors import ChartError, RenderError
from ..html.drawings import pictures_of, with_drawings
from ..model import Chart, ChartStyle, charts_in
from ..pdf import (
    Attachment,
    Binding,
    Drawn,
    Kit,
    Layout,
    Painted,
    Part,
    Passage,
    Trace,
    check_pages,
    first_pages,
    paint_feet,
    paint_part,
)
from .cache import Cache
from .chart_cache import draw_all

Render = Callable[..., str]
"""Fills a template, given by name, with the values of a pack and the arguments."""
Enclosed = Callable[[Trace], Sequence[Attachment]]
"""Gives the attachments, once it is known what stands on which page."""

_LEAVES = 40
"""Feet that are laid out at a time. The bytes of the file depend on it."""
_READ = 120
"""Pages that are read back at a time; each time the whole file is sent to a process."""
_AHEAD = 32
"""Parts that are submitted to an executor before the first result is awaited."""
_TRIES = 3
_BARE = "bare"
"""The kind of a page without a foot: the cover."""
_ANY_NUMBER = "999"


@dataclass(frozen=True, slots=True)
class Stock:
    """What the parts of a pack share: fonts, the style of charts, the other pictures, the cache.

    With ``has_fronts`` each brief begins on the front of a sheet; the contents stand on the back of
    the cover.
    """

    fonts: Path
    look: ChartStyle
    pictures: Mapping[str, bytes]
    has_fronts: bool
    cache: Cache | None = None


@dataclass(frozen=True, slots=True)
class PartJob:
    """A part to be made, and its charts, which are to be drawn; ``name`` is for messages."""

    name: str
    part: Part
    charts: Mapping[str, Chart]
    look: ChartStyle
    cache: Cache | None = None


def make_part(job: PartJob, kit: Kit | None = None) -> Painted:
    """Draw the charts of a part, lay it out and paint it; similar parts may share a ``kit``.

    Raises ChartError or RenderError, which names the part.
    """
    try:
        drawn = draw_all(list(job.charts.values()), job.look, job.cache, None)()
        drawings = dict(zip(job.charts, drawn, strict=True))
        part = replace(
            job.part,
            html=with_drawings(job.part.html, drawings),
            pictures={**job.part.pictures, **pictures_of(drawings)},
        )
        painted = paint_part(part, kit)
        painted.trace.check()
    except (ChartError, RenderError) as error:
        raise type(error)(f"{job.name}: {error}") from error
    return painted


def check_parts(data: bytes, drawn: Sequence[Drawn], first: int) -> None:
    """Compare pages from the number ``first`` on with what was drawn; raises RenderError."""
    for one in drawn:
        check_pages(data, one, first)
        first += len(one.digits)


@dataclass(frozen=True, slots=True)
class Made:
    """All parts of a pack in order, and the feet of its pages."""

    parts: tuple[Painted, ...]
    feet: tuple[Painted, ...]


def print_parts(
    pack: Pack, render: Render, stock: Stock, enclosed: Enclosed, executor: Executor | None = None
) -> Layout:
    """Make all parts of a pack, by ``executor`` or one after the other, and bind them.

    The executor must run each call in a process of its own, as WeasyPrint lays out one page at a
    time. Raises ChartError or RenderError, also if a process of the executor dies.
    """
    made = make_parts(pack, render, stock, enclosed, executor)
    return bound(made, Binding(stock.fonts, once=True), executor)


def make_parts(
    pack: Pack, render: Render, stock: Stock, enclosed: Enclosed, executor: Executor | None = None
) -> Made:
    """Make all parts of a pack, as :func:`print_parts` does."""
    maker = _PartMaker(pack, render, stock, executor)
    with nullcontext() if executor else _set_aside():
        return _all_made(maker, pack, enclosed)


def _all_made(maker: _PartMaker, pack: Pack, enclosed: Enclosed) -> Made:
    """Make all parts, and those again that name pages until every number is right."""
    uses: dict[str, tuple[int, ...]] = {}
    numbers: Mapping[str, str] = _AnyNumber(pack.arabic.digits_of(_ANY_NUMBER))
    parts = maker.make(maker.jobs(numbers, uses))
    for _ in range(_TRIES):
        before = numbers, uses
        uses = uses_of(parts)
        numbers = {
            anchor: pack.arabic.digits_of(str(number))
            for anchor, number in anchors_of(parts).items()
        }
        if (numbers, uses) == before:
            break
        places = maker.places_with_numbers
        made = maker.make(maker.jobs(numbers, uses, places))
        for place, part in zip(places, made, strict=True):
            parts[place] = part
    else:
        raise RenderError("the page numbers of the pack do not come to rest: shorten its titles")
    kinds = [kind for part in parts for _, kind in part.pages]
    feet = maker.feet([_BARE, *kinds[1:]], enclosed(trace_of(parts)))
    return Made(tuple(parts), tuple(feet))


class _AnyNumber(dict[str, str]):
    """The numbers of pages before they are known: one that is as wide as any, for every anchor."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, anchor: str) -> str:
        return self._number


def cover_job(pack: Pack, render: Render, stock: Stock) -> PartJob:
    """The job of the cover of a pack."""
    return _PartMaker(pack, render, stock, None).job("cover")


def bound(made: Made, binding: Binding, executor: Executor | None = None) -> Layout:
    """Bind parts and read the file back; raises RenderError if it differs from what was drawn.

    Parts that the ``binding`` has bound before are not read again, apart from the cover.
    """
    data = binding.bind(made.parts, made.feet)
    drawn = drawn_of(made.parts, made.feet)
    _check(data, drawn[:1] if binding.is_known else drawn, executor)
    return Layout(data, sum(len(part.pages) for part in made.parts))


def uses_of(parts: Sequence[Painted]) -> dict[str, tuple[int, ...]]:
    """The ascending numbers of the pages that link to each anchor."""
    uses: dict[str, tuple[int, ...]] = {}
    for part, first in zip(parts, first_pages(parts), strict=False):
        for target, pages in part.uses.items():
            uses[target] = uses.get(target, ()) + tuple(first - 1 + page for page in pages)
    return uses


def anchors_of(parts: Sequence[Painted]) -> dict[str, int]:
    """The number of the page of each anchor."""
    return {
        anchor: first - 1 + page
        for part, first in zip(parts, first_pages(parts), strict=False)
        for anchor, (page, _) in part.anchors.items()
    }


def trace_of(parts: Sequence[Painted]) -> Trace:
    """The traces of all parts, with the page numbers of the pack."""
    passages: list[Passage] = []
    pictures: dict[str, tuple[int, ...]] = {}
    for part, first in zip(parts, first_pages(parts), strict=False):
        found = part.trace
        passages += [replace(one, page=first - 1 + one.page) for one in found.passages]
        for name, pages in found.pictures.items():
            pictures[name] = pictures.get(name, ()) + tuple(first - 1 + page for page in pages)
    return Trace(tuple(passages), pictures, ())


def drawn_of(parts: Sequence[Painted], feet: Sequence[Painted]) -> list[Drawn]:
    """The text drawn on the pages of each part and in their feet."""
    in_feet = chain.from_iterable(each.drawn.digits for each in feet)
    return [
        replace(part.drawn, digits=tuple(own + next(in_feet) for own in part.drawn.digits))
        for part in parts
    ]


def _named(value: object) -> dict[str, Chart]:
    """The charts in a part of a pack by their names."""
    return {chart.name: chart for chart in charts_in(value)}


class _PartMaker:
    """Makes parts of one pack, here or by an executor."""

    def __init__(self, pack: Pack, render: Render, stock: Stock, executor: Executor | None) -> None:
        self._pack = pack
        self._render = render
        self._stock = stock
        self._executor = executor

    def jobs(
        self,
        numbers: Mapping[str, str],
        uses: Mapping[str, tuple[int, ...]],
        places: Container[int] | None = None,
    ) -> Iterator[PartJob]:
        """The parts in order, all or those at some ``places``.

        ``numbers`` has the page of each anchor, ``uses`` the pages that link to it.
        """
        for place, (part, values) in enumerate(self._parts()):
            if places is None or place in places:
                name = f"brief “{values['brief'].topic}”" if "brief" in values else part
                charts = _named(tuple(values.values()))
                known = {} if part == "cover" else {"numbers": numbers, "uses": uses}
                yield self.job(part, name=name, charts=charts, **values, **known)

    @property
    def places_with_numbers(self) -> list[int]:
        """The places of the parts that name pages."""
        return [
            place
            for place, (part, values) in enumerate(self._parts())
            if part == "contents"
            or values.get("appendices") is not None
            or ("brief" in values and any(view.kind == SEE for view in values["brief"].views))
        ]

    def _parts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The template of each part and what it prints besides the pack."""
        yield "cover", {}
        yield "contents", {"in_front": self._pack.in_front}
        *briefs, last = self._pack.briefs
        for brief in briefs:
            yield "brief", {"brief": brief}
        # What closes the pack goes on where its last brief ends.
        yield "brief", {"brief": last, "appendices": self._pack.at_end}

    def job(
        self, part: str, *, name: str = "", charts: Mapping[str, Chart] | None = None, **values: Any
    ) -> PartJob:
        """The job for a part of that kind, with the values for its template."""
        # A brief begins on a front, so that what stands before one may end with a blank page.
        has_end = self._stock.has_fronts and part != "cover" and "appendices" not in values
        html = self._render("part.html", part=part, has_end=has_end, has_feet=False, **values)
        made = Part(html, self._stock.pictures, self._stock.fonts, has_end=has_end)
        return PartJob(name or part, made, charts or {}, self._stock.look, self._stock.cache)

    def make(self, jobs: Iterable[PartJob]) -> list[Painted]:
        """Make parts, in the order of the jobs."""
        return _done(self._executor, ((make_part, job) for job in jobs))

    def feet(self, leaves: Sequence[str], attachments: Sequence[Attachment]) -> list[Painted]:
        """Make the feet of all pages; the first have the attachments."""
        return _done(
            self._executor,
            (
                (paint_feet, self._leaves(leaves, start), attachments if start == 0 else ())
                for start in range(0, len(leaves), _LEAVES)
            ),
        )

    def _leaves(self, leaves: Sequence[str], start: int) -> Part:
        html = self._render(
            "feet.html",
            leaves=leaves[start : start + _LEAVES],
            first=start + 1,
            total=len(leaves),
        )
        return Part(html, self._stock.pictures, self._stock.fonts)


@contextmanager
def _set_aside() -> Iterator[None]:
    """Exclude existing objects from garbage collection while parts are made."""
    if gc.get_freeze_count():  # as in a worker, which never unfreezes
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _check(data: bytes, drawn: Iterable[Drawn], executor: Executor | None) -> None:
    groups: list[list[Drawn]] = [[]]
    for one in drawn:
        if sum(len(each.digits) for each in groups[-1]) >= _READ:
            groups.append([])
        groups[-1].append(one)
    counts = [sum(len(one.digits) for one in group) for group in groups]
    firsts = accumulate(counts, initial=1)
    _done(executor, ((check_parts, data, *each) for each in zip(groups, firsts, strict=False)))


def _done(executor: Executor | None, calls: Iterable[tuple[Any, ...]]) -> list[Any]:
    if executor is None:
        return [function(*arguments) for function, *arguments in calls]
    submitted: list[Future[Any]] = []
    try:
        for call in calls:
            if len(submitted) >= _AHEAD:
                # Painted pages in a queue take memory.
                submitted[-_AHEAD].result()
            submitted.append(executor.submit(*call))
        return [one.result() for one in submitted]
    except BrokenExecutor as error:
        raise RenderError(
            "a process that laid out a part of the pack ended before its time, perhaps for "
            "want of memory: try again, with fewer processes"
        ) from error
    finally:
        for one in submitted:
            one.cancel()
