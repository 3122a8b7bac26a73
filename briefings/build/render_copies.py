"""Prints copies of one pack, which differ in the cover alone: the rest is laid out once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from ..content.pack import Pack
from ..model import Copy, Library, Style
from .cache import Cache
from .render import Material, Printed, export

if TYPE_CHECKING:
    from ..pdf import Binding, Kit, Layout, Painted
    from .render_pack import Made


class Press:
    """Prints copies of one pack, one after the other.

    The first copy is made as any pack is. For each further one, only the cover is laid out, bound
    with the parts of the first, and read back.
    """

    def __init__(
        self, library: Library, pack: Pack, style: Style, cache: Cache | None = None
    ) -> None:
        self._material = Material(library, pack, style, cache)
        self._made: Made | None = None
        self._binding: Binding | None = None
        self._kit: Kit | None = None

    def printed(self, copy: Copy, *, exports: Iterable[str] = (), text: bool = False) -> Printed:
        """Print a copy; raises what :func:`briefings.build.render.print_document` raises."""
        material = self._material.for_copy(copy)
        try:
            layout = self._further(material) or self._first(material)
        except BaseException:
            # The next copy must not use half-made parts, and must raise the same error.
            self._made = self._binding = self._kit = None
            raise
        return export(material, layout, exports, text=text)

    def _first(self, material: Material) -> Layout:
        from ..pdf import Binding, Kit
        from .render_pack import bound, make_parts

        self._made = make_parts(material.pack, material.render, material.stock, material.enclosed)
        self._material.files = material.files
        self._kit, self._binding = Kit(), Binding(material.theme.fonts)
        return bound(self._made, self._binding)

    def _further(self, material: Material) -> Layout | None:
        """Make a further copy; None if more than the words of its cover would differ."""
        from .render_pack import bound, cover_job, make_part

        if self._made is None or self._binding is None:
            return None
        job = cover_job(material.pack, material.render, material.stock)
        cover, (first, *rest) = make_part(job, self._kit), self._made.parts
        if not _are_alike(cover, first):
            return None
        return bound(replace(self._made, parts=(cover, *rest)), self._binding)


def _are_alike(one: Painted, other: Painted) -> bool:
    """Whether two covers have the same effect on the other parts and on the attachments."""
    return _outside(one) == _outside(other)


def _outside(cover: Painted) -> tuple[object, ...]:
    return (
        [kind for _, kind in cover.pages],
        {anchor: page for anchor, (page, _) in cover.anchors.items()},
        cover.uses,
        [passage for passage in cover.trace.passages if "#" in passage.ref],
        cover.trace.pictures,
    )


_Value = TypeVar("_Value")
_FEW = 2
"""Values kept of each kind: for the pack without earlier states, and for the one of the edition."""


class SharedPack:
    """What threads that make copies of one pack share: its document, its plan, its remarks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[str, list[tuple[object, Any]]] = {}

    def once(self, kind: str, key: object, make: Callable[[], _Value]) -> _Value:
        """The value of that kind and key, made by ``make`` the first time."""
        with self._lock:
            made = self._made.setdefault(kind, [])
            for known, value in made:
                if known == key:
                    found: _Value = value
                    return found
            new = make()
            made[:] = [(key, new), *made[: _FEW - 1]]
            return new
