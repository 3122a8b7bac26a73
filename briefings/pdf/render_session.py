"""What documents that are made one after the other have in common, and need not find out again."""

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
    """Kept from one document to the next: lines of text, fonts, outlines.

    All have the same folder of fonts. The bytes of each are those that it has by itself. After a
    document that failed begin with another one: what WeasyPrint complains of, it may say but once.
    """

    broken: Broken = field(default_factory=Broken)
    shown: ShownBefore = field(default_factory=ShownBefore)
    outlines: dict[Any, Outlines] = field(default_factory=dict)
    configuration: Any = None


_MOST = 400
"""Documents made with one kit: a new one then keeps it from growing."""


@dataclass(slots=True)
class _Shelf:
    """The kit that this process used last, for which fonts, and how often."""

    fonts: object = None
    kit: Kit = field(default_factory=Kit)
    uses: int = 0


_shelf = _Shelf()


@contextmanager
def own_kit(fonts: Path) -> Iterator[Kit]:
    """The kit that this process has for documents with these fonts, made one after the other."""
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
