"""Painted parts are bound into one file: pages, structure, bookmarks, links, fonts and feet.

Everything is copied as the bytes that the parts were written with; only the numbers by which
objects refer to each other are new. Neither WeasyPrint nor a page's layout is needed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from ..errors import RenderError
from .conformance import end_streams_clearly
from .cutting import cut_fonts
from .painted import Painted

# Strings are stepped over; found is what an object refers to, and its key in the parent tree.
_REFERENCE = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|/(StructParents?) (\d+)|\b(\d+) 0 R\b", re.DOTALL
)
_STREAM = b"\nstream\n"
_OF_THE_WHOLE = frozenset({"Type", "Pages", "Outlines", "StructTreeRoot", "Names"})
"""Entries of the catalogue that are made here."""


def bind(parts: Sequence[Painted], feet: Sequence[Painted], fonts: Path) -> bytes:
    """One file of all parts, with the feet laid upon their pages in order.

    ``feet`` hold as many leaves as the parts have pages. What the file says of itself, and the
    files inside it, are those of the first of the feet. ``fonts`` is the folder of font files.
    Raises RenderError where a link leads nowhere.
    """
    check_links(parts)
    binder = _Binder()
    binder.add_fonts([*feet, *parts], fonts)
    forms = [form for each in feet for form in binder.add_feet(each)]
    for part, first in zip(parts, first_pages(parts), strict=False):
        binder.add_part(part, forms[first - 1 :])
    return binder.written()


def first_pages(parts: Sequence[Painted]) -> list[int]:
    """The number of the first page of each part, and of one more after them."""
    return list(accumulate((len(part.pages) for part in parts), initial=1))


def check_links(parts: Sequence[Painted]) -> None:
    """Raise RenderError where a part links to what is in none."""
    anchors = {anchor for part in parts for anchor in part.anchors}
    astray = sorted({target for part in parts for target in part.uses} - anchors)
    if astray:
        raise RenderError(f"links lead nowhere: {', '.join(f'#{target}' for target in astray)}")


class _Copied:
    """An object of a part under its new number, in pydyf's manner."""

    __slots__ = ("compressible", "data", "number", "offset")

    free, generation = "n", 0

    def __init__(self, data: bytes, *, compressible: bool) -> None:
        self.number = self.offset = 0
        self.data = data
        self.compressible = compressible

    @property
    def indirect(self) -> bytes:
        """The object as it stands in the file."""
        return b"%d 0 obj\n" % self.number + self.data + b"\nendobj"

    @property
    def reference(self) -> bytes:
        """How others refer to it."""
        return b"%d 0 R" % self.number

    def add(self, entry: bytes) -> None:
        """Put an entry into a dictionary."""
        self.data = b"<<" + entry + self.data[2:]


class _Binder:
    def __init__(self) -> None:
        import pydyf

        self._pdf = pydyf.PDF()
        self._root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._parents, self._outlines = pydyf.Dictionary(), pydyf.Dictionary()
        self._top = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document"})
        for each in (self._root, self._parents, self._outlines, self._top):
            self._pdf.add_object(each)
        self._top["P"] = self._root.reference
        self._whole = {
            "pages": self._pdf.pages.number,
            "outlines": self._outlines.number,
            "document": self._top.number,
        }
        self._kids: list[bytes] = []
        self._rows: list[bytes] = []
        self._marks: list[tuple[int, int, int]] = []
        self._anchors: dict[str, bytes] = {}
        self._streams: dict[bytes, int] = {}

    def add_fonts(self, pieces: Sequence[Painted], folder: Path) -> None:
        """Put one file of each font in, with all that the pieces show of it."""
        import pydyf

        for name, data in cut_fonts([piece.fonts for piece in pieces], folder).items():
            stream = pydyf.Stream([data], {"Length1": len(data)}, compress=True)
            self._pdf.add_object(stream)
            self._whole[f"font {name}"] = stream.number

    def add_feet(self, feet: Painted) -> list[int]:
        """Add leaves with feet; the numbers of their forms."""
        is_first = "profile" not in self._whole
        numbers = self._copy(feet, keeps_metadata=is_first)
        if is_first:
            self._describe(feet, numbers)
        return [numbers[form] for form, _ in feet.pages]

    def _describe(self, feet: Painted, numbers: Mapping[int, int]) -> None:
        import pydyf

        for name, value in feet.about["catalog"].items():
            if name not in _OF_THE_WHOLE:
                self._pdf.catalog[name] = _renumbered(value, numbers)
        self._pdf.info.update(feet.about["info"])
        self._pdf.catalog["Names"] = names = pydyf.Dictionary()
        if "EmbeddedFiles" in feet.about["names"]:
            names["EmbeddedFiles"] = _renumbered(feet.about["names"]["EmbeddedFiles"], numbers)

    def add_part(self, part: Painted, forms: Sequence[int]) -> None:
        """Add a part whose pages get the forms laid upon them."""
        laid = {f"foot {number}": form for number, form in enumerate(forms, 1)}
        numbers = self._copy(part, laid)
        for page, _ in part.pages:
            self._pdf.pages["Count"] += 1
            self._pdf.pages["Kids"].extend([numbers[page], 0, "R"])
        self._kids += [b"%d 0 R" % numbers[kid] for kid in part.kids]
        self._rows += [_renumbered(row, numbers) for row in part.parents]
        if part.outlines:
            first, last, count = part.outlines
            self._marks.append((numbers[first], numbers[last], count))
        for anchor, (_, place) in part.anchors.items():
            self._anchors.setdefault(anchor, _renumbered(place, numbers))

    def _copy(
        self, piece: Painted, laid: Mapping[str, int] | None = None, *, keeps_metadata: bool = False
    ) -> Mapping[int, int]:
        """Add the objects of a piece; their new numbers."""
        whole = {**self._whole, **(laid or {})}
        numbers = {old: whole[name] for old, name in piece.open.items() if name in whole}
        dropped = set(numbers)
        if not keeps_metadata:
            dropped.add(int(piece.about["catalog"]["Metadata"].split()[0]))
        objects, kept = piece.objects, list[int]()
        for old, data in objects.items():
            # The outline of a sign or a flag is the same in many parts.
            is_shared = old in piece.streams and b" 0 R" not in data.partition(_STREAM)[0]
            if old not in dropped and not (is_shared and data in self._streams):
                numbers[old] = len(self._pdf.objects) + len(kept)
                kept.append(old)
                if is_shared:
                    self._streams[data] = numbers[old]
            elif old not in dropped:
                numbers[old] = self._streams[data]
        self._whole |= {name: numbers[old] for old, name in piece.open.items() if name == "profile"}
        for old in kept:
            if objects[old] in self._streams:
                self._pdf.add_object(_Copied(objects[old], compressible=False))
                continue
            head, stream, rest = objects[old], b"", b""
            if old in piece.streams:
                head, stream, rest = head.partition(_STREAM)
            data = _renumbered(head, numbers, len(self._rows)) + stream + rest
            self._pdf.add_object(_Copied(data, compressible=not stream))
        return numbers

    def written(self) -> bytes:
        """The file."""
        import pydyf

        pdf = self._pdf
        self._root["K"] = pydyf.Array([self._top.reference])
        self._root["ParentTree"] = self._parents.reference
        self._root["ParentTreeNextKey"] = len(self._rows)
        self._top["K"] = pydyf.Array(self._kids)
        self._parents["Nums"] = pydyf.Array(
            each for key, row in enumerate(self._rows) for each in (key, row)
        )
        pdf.catalog["StructTreeRoot"] = self._root.reference
        if self._marks:
            self._chain_marks()
        names = pydyf.Array()
        for anchor, place in sorted(self._anchors.items()):
            names.extend([pydyf.String(anchor), place])
        pdf.catalog["Names"]["Dests"] = pydyf.Dictionary({"Names": names})
        end_streams_clearly(pdf)
        output = io.BytesIO()
        pdf.write(output, b"1.7", identifier=True, compress=True)
        return output.getvalue()

    def _chain_marks(self) -> None:
        """Hang the bookmarks of each part on those of the part before."""
        objects = self._pdf.objects
        for (_, last, _), (first, _, _) in pairwise(self._marks):
            objects[last].add(b"/Next %d 0 R" % first)
            objects[first].add(b"/Prev %d 0 R" % last)
        self._outlines["Count"] = sum(count for _, _, count in self._marks)
        self._outlines["First"] = objects[self._marks[0][0]].reference
        self._outlines["Last"] = objects[self._marks[-1][1]].reference
        self._pdf.catalog["Outlines"] = self._outlines.reference


def _renumbered(data: bytes, numbers: Mapping[int, int], first_key: int = 0) -> bytes:
    """Serialised objects with the references changed, and keys of the parent tree moved on."""

    def changed(found: re.Match[bytes]) -> bytes:
        key, old_key, old = found.groups()
        if old is not None:
            return b"%d 0 R" % numbers[int(old)]
        if key is not None:
            return b"/%b %d" % (key, int(old_key) + first_key)
        return found[0]

    return _REFERENCE.sub(changed, data)
