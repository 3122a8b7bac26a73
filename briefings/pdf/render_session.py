"""What is kept in memory from one document to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .line_break_cache import Broken
from .text_layer.glyph_outlines import Outlines
from .text_layer.run_cache import ShownBefore


@dataclass(slots=True)
class Kit:
    """Caches for documents with the same folder of fonts: lines, drawn text, outlines, fonts.

    They do not change the bytes of a document. After a document that failed take a new kit:
    WeasyPrint may log a complaint only once.
    """

    broken: Broken = field(default_factory=Broken)
    shown: ShownBefore = field(default_factory=ShownBefore)
    outlines: dict[Any, Outlines] = field(default_factory=dict)
    configuration: Any = None


_MOST = 400
"""Documents made with one kit, which grows with each."""


@dataclass(slots=True)
class _Shelf:
    """The kit that this process used last, for which fonts, and how often."""

    fonts: object = None
    kit: Kit = field(default_factory=Kit)
    uses: int = 0


_shelf = _Shelf()


@contextmanager
def own_kit(fonts: Path) -> Iterator[Kit]:
    """The kit of this process for documents with these fonts; a new one after a failure."""
    stats = ((file.name, file.stat()) for file in sorted(fonts.iterdir()))
    wanted = fonts, tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
    if _shelf.fonts != wanted or _shelf.uses >= _MOST:
        _shelf.fonts, _shelf.kit, _shelf.uses = wanted, Kit(), 0
    _shelf.uses += 1
    try:
        yield _shelf.kit
    except BaseException:
        _shelf.fonts = None
        raise
