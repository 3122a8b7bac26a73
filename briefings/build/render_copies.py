"""Copies of one pack, which differ in the cover alone: all else is laid out and painted once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ..content.pack import Pack
from ..model import Copy, Library, Style
from .cache import Cache
from .render import Material, Printed, export, print_parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..content.brief import Brief
    from ..content.diff import State
    from ..pdf import Binding, Kit, Layout, Painted
    from .render_pack import Made


def print_copies(
    library: Library, pack: Pack, style: Style, copies: Iterable[Copy], cache: Cache | None = None
) -> Iterator[Printed]:
    """Print copies of a pack, each as it is asked for; the bytes are those of each by itself.

    Raises what :func:`briefings.build.render.print_document` raises.
    """
    press = Press(library, pack, style, cache)
    for copy in copies:
        yield press.printed(copy)


class Press:
    """Prints copies of one pack, one after the other.

    Only the cover knows whose copy it is. The first copy is made as any pack is; of each further
    one the cover is made, bound with the parts that are there, and read back.
    """

    def __init__(
        self, library: Library, pack: Pack, style: Style, cache: Cache | None = None
    ) -> None:
        self._material = Material(library, pack, style, cache)
        self._made: Made | None = None
        self._binding: Binding | None = None
        self._kit: Kit | None = None

    def printed(self, copy: Copy, *, exports: Iterable[str] = (), text: bool = False) -> Printed:
        """A copy; raises what :func:`briefings.build.render.print_document` raises."""
        material = self._material.for_copy(copy)
        try:
            layout = self._further(material) or self._first(material)
        except BaseException:
            # What is half done, or was complained of but once, is of no use to the next copy.
            self._made = self._binding = self._kit = None
            raise
        return export(material, layout, exports, text=text)

    def _first(self, material: Material) -> Layout:
        from ..pdf import Binding, Kit
        from .render_pack import bound

        self._made = print_parts_of(material)
        self._material.files = material.files
        self._kit, self._binding = Kit(), Binding(material.theme.fonts)
        return bound(self._made, self._binding)

    def _further(self, material: Material) -> Layout | None:
        """A copy with a cover of its own; None where more than its words would differ."""
        from .render_pack import bound, cover_job, make_part

        if self._made is None or self._binding is None:
            return None
        job = cover_job(material.pack, material.render, material.stock)
        cover, (first, *rest) = make_part(job, self._kit), self._made.parts
        if not _are_alike(cover, first):
            return None
        return bound(replace(self._made, parts=(cover, *rest)), self._binding)


def _are_alike(one: Painted, other: Painted) -> bool:
    """Whether two covers are the same to all other parts, and to the files inside."""
    return _outside(one) == _outside(other)


def _outside(cover: Painted) -> tuple[object, ...]:
    return (
        [kind for _, kind in cover.pages],
        {anchor: page for anchor, (page, _) in cover.anchors.items()},
        cover.uses,
        [passage for passage in cover.trace.passages if "#" in passage.ref],
        cover.trace.pictures,
    )


class Group:
    """What copies of one pack share while they are made by many threads.

    That is as long as they are the editions of one number and look back to the same.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._documents: list[tuple[object, Brief | Pack]] = []
        self._plans: list[tuple[object, bytes]] = []
        self._remarks: list[tuple[object, tuple[str, ...]]] = []

    def document(
        self, number: int, since: Mapping[str, State], make: Callable[[], Brief | Pack]
    ) -> Brief | Pack:
        """The pack as the edition of that number, composed by ``make`` if it is not there."""
        return _kept(self._lock, self._documents, (number, since), make)

    def plan(self, number: int, since: Mapping[str, State], make: Callable[[], bytes]) -> bytes:
        """What that edition is printed by, made by ``make`` if it is not there."""
        return _kept(self._lock, self._plans, (number, since), make)

    def remarks(self, make: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """What is to be said of each of them, found out by ``make`` if it is not there."""
        return _kept(self._lock, self._remarks, None, make)


_Value = TypeVar("_Value")
_FEW = 2
"""So many documents are kept: that which tells what is said now, and that of the edition."""


def _kept(
    lock: threading.Lock, kept: list[tuple[object, _Value]], key: object, make: Callable[[], _Value]
) -> _Value:
    with lock:
        for there, value in kept:
            if there == key:
                return value
        value = make()
        kept[:] = [(key, value), *kept[: _FEW - 1]]
        return value
