"""Merges painted parts into one file: pages, structure, bookmarks, links, fonts and feet.

The objects of the parts are copied as bytes, with new numbers where they refer to each other;
neither WeasyPrint nor a layout is needed. Files that differ in one part reuse the copied objects of
the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from ..errors import RenderError
from .rendered_fragment import Painted
from .subsetting import Cuts, cut_fonts, font_files
from .xref import Packing, write_file

# Matches strings, to step over them, references to objects, and keys of the parent tree.
_REFERENCE = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|/(StructParents?) (\d+)|\b(\d+) 0 R\b", re.DOTALL
)
_STREAM = b"\nstream\n"
_OF_THE_WHOLE = frozenset({"Type", "Pages", "Outlines", "StructTreeRoot", "Names"})
"""Entries of the catalogue that are not copied."""


class Binding:
    """Merges parts into files that have most parts in common, with fonts from one folder.

    The bytes of a file do not depend on those before it, whose objects are reused. ``is_known``
    tells whether all parts of the last file but the first were. With ``once`` nothing is kept for
    another file.
    """

    def __init__(self, fonts: Path, *, once: bool = False) -> None:
        self._cuts = Cuts(font_files(fonts))
        self._packing = Packing(once=once)
        self._once = once
        self._laid: dict[int, _Laid] = {}
        self.is_known = False

    def bind(self, parts: Sequence[Painted], feet: Sequence[Painted]) -> bytes:
        """The bytes of one file of all parts, with a foot on each page, in order.

        ``feet`` have as many forms as the parts have pages. Metadata and attachments are those of
        the first of the feet. Raises RenderError where a link leads nowhere.
        """
        check_links(parts)
        self._packing.turn()
        binder = _Binder(self._laid, self._packing, once=self._once)
        fonts = cut_fonts([piece.fonts for piece in [*feet, *parts]], self._cuts)
        cover, *rest = parts
        _, *firsts, _ = first_pages(parts)
        binder.add_fonts(fonts, [*feet, *rest])
        forms = [form for each in feet for form in binder.add_feet(each)]
        for part, first in zip(rest, firsts, strict=True):
            binder.add_part(part, forms[first - 1 :])
        # The objects of the cover come last, so that another cover renumbers no others.
        binder.add_fonts(fonts, [cover])
        binder.add_part(cover, forms, leads=True)
        self._laid = binder.laid
        self.is_known = binder.anew <= {id(parts[0])}
        return binder.written()


def first_pages(parts: Sequence[Painted]) -> list[int]:
    """The number of the first page of each part, and of the page after the last part."""
    return list(accumulate((len(part.pages) for part in parts), initial=1))


def check_links(parts: Sequence[Painted]) -> None:
    """Raise RenderError where a part links to an anchor that no part has."""
    anchors = {anchor for part in parts for anchor in part.anchors}
    astray = sorted({target for part in parts for target in part.uses} - anchors)
    if astray:
        raise RenderError(f"links lead nowhere: {', '.join(f'#{target}' for target in astray)}")


class _Copied:
    """An object of a part under its new number, with the interface of pydyf's objects."""

    __slots__ = ("compressible", "data", "number", "offset")

    free, generation = "n", 0

    def __init__(self, data: bytes, *, compressible: bool) -> None:
        self.number = self.offset = 0
        self.data = data
        self.compressible = compressible

    @property
    def indirect(self) -> bytes:
        """The bytes of the object in the file."""
        return b"%d 0 obj\n" % self.number + self.data + b"\nendobj"

    @property
    def reference(self) -> bytes:
        """The reference to it."""
        return b"%d 0 R" % self.number

    def with_entry(self, entry: bytes) -> _Copied:
        """The same dictionary with one more entry."""
        new = _Copied(b"<<" + entry + self.data[2:], compressible=True)
        new.number = self.number
        return new


@dataclass(frozen=True, slots=True)
class _Laid:
    """The objects of a piece in a file; ``key`` is all of the file that they depend on."""

    piece: Painted
    key: object
    shared: tuple[bytes, ...]
    numbers: Mapping[int, int]
    copied: tuple[_Copied, ...]
    streams: Mapping[bytes, int]
    kids: tuple[bytes, ...]
    rows: tuple[bytes, ...]
    anchors: Mapping[str, bytes]


class _Binder:
    def __init__(self, before: Mapping[int, _Laid], packing: Packing, *, once: bool) -> None:
        import pydyf

        self._once = once
        self._same: dict[bytes, bytes] = {}
        self._before = before
        self._packing = packing
        self.laid: dict[int, _Laid] = {}
        self.anew: set[int] = set()
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
        self._groups: list[tuple[int, int]] = []
        self._kids: list[bytes] = []
        self._rows: list[bytes] = []
        self._marks: list[tuple[int, int, int]] = []
        self._anchors: dict[str, bytes] = {}
        self._headings: dict[str, int] = {}
        self._entries: dict[int, str] = {}
        self._streams: dict[bytes, int] = {}

    def add_fonts(self, files: Mapping[str, bytes], pieces: Sequence[Painted]) -> None:
        """Add the font files of some pieces, unless they are in the file."""
        names = dict.fromkeys(name for piece in pieces for name in piece.fonts)
        for name in names:
            if f"font {name}" in self._whole:
                continue
            data = files[name]
            packed = self._packing.packed(data)
            about = b"<</Length1 %d/Filter /FlateDecode/Length %d>>" % (len(data), len(packed))
            stream = _Copied(b"%b\nstream\n%b\nendstream" % (about, packed), compressible=False)
            self._pdf.add_object(stream)
            self._whole[f"font {name}"] = stream.number

    def add_feet(self, feet: Painted) -> list[int]:
        """Add feet; returns the numbers of their forms."""
        is_first = "profile" not in self._whole
        numbers = self._add(feet, {}, keeps_metadata=is_first).numbers
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

    def add_part(self, part: Painted, forms: Sequence[int], *, leads: bool = False) -> None:
        """Add a part with a form for each page; ``leads`` puts it before the other parts."""
        laid = self._add(part, {f"foot {number}": form for number, form in enumerate(forms, 1)})
        pages = [each for page, _ in part.pages for each in (laid.numbers[page], 0, "R")]
        place = 0 if leads else len(self._kids)
        self._kids[place:place] = laid.kids
        place = 0 if leads else len(self._pdf.pages["Kids"])
        self._pdf.pages["Kids"][place:place] = pages
        self._pdf.pages["Count"] += len(part.pages)
        self._rows += laid.rows
        if part.outlines:
            first, last, count = part.outlines
            place = 0 if leads else len(self._marks)
            self._marks.insert(place, (laid.numbers[first], laid.numbers[last], count))
        headings, entries = part.landmarks
        self._headings |= {anchor: laid.numbers[number] for anchor, number in headings.items()}
        self._entries |= {laid.numbers[number]: target for number, target in entries.items()}
        for anchor, there in laid.anchors.items():
            if leads or anchor not in self._anchors:
                self._anchors[anchor] = there

    def _add(
        self, piece: Painted, forms: Mapping[str, int], *, keeps_metadata: bool = False
    ) -> _Laid:
        """Add the objects of a piece: those of the file before, if their key is the same."""
        whole = {**self._whole, **forms}
        outside = tuple((old, whole.get(name)) for old, name in piece.open.items())
        start, rows = len(self._pdf.objects), len(self._rows)
        laid = self._before.get(id(piece))
        # Hundreds of parts may have a stream in common: one copy is kept.
        shared = (
            laid.shared
            if laid
            else tuple(self._same.setdefault(one, one) for one in _shared(piece))
        )
        there = tuple(map(self._streams.get, shared))
        key = (start, rows, outside, there, keeps_metadata)
        if laid is None or laid.key != key:
            laid = self._lay(piece, key, shared, dict(outside), keeps_metadata=keeps_metadata)
            self.anew.add(id(piece))
        for each in laid.copied:
            self._pdf.add_object(each)
        self._groups.append((start, len(self._pdf.objects)))
        self._streams |= laid.streams
        self._whole |= {
            name: laid.numbers[old] for old, name in piece.open.items() if name == "profile"
        }
        if not self._once:
            self.laid[id(piece)] = laid
        return laid

    def _lay(
        self,
        piece: Painted,
        key: object,
        shared: tuple[bytes, ...],
        outside: Mapping[int, int | None],
        *,
        keeps_metadata: bool,
    ) -> _Laid:
        numbers = {old: number for old, number in outside.items() if number is not None}
        dropped = set(numbers)
        if not keeps_metadata:
            dropped.add(int(piece.about["catalog"]["Metadata"].split()[0]))
        objects, kept = piece.objects, list[int]()
        streams, known = dict[bytes, int](), set(shared)
        for old, data in objects.items():
            if old in dropped:
                continue
            is_shared = old in piece.streams and data in known
            there = self._streams.get(data, streams.get(data)) if is_shared else None
            if there is not None:
                numbers[old] = there
                continue
            numbers[old] = len(self._pdf.objects) + len(kept)
            kept.append(old)
            if is_shared:
                streams[data] = numbers[old]
        copied = []
        for old in kept:
            if objects[old] in self._streams:
                self._pdf.add_object(_Copied(objects[old], compressible=False))
                continue
            head, stream, rest = objects[old], b"", b""
            if old in piece.streams:
                head, stream, rest = head.partition(_STREAM)
            data = _renumbered(head, numbers, len(self._rows)) + stream + rest
            copied.append(_Copied(data, compressible=not stream))
        return _Laid(
            piece,
            key,
            shared,
            numbers,
            tuple(copied),
            streams,
            tuple(b"%d 0 R" % numbers[kid] for kid in piece.kids),
            tuple(_renumbered(row, numbers) for row in piece.parents),
            {name: _renumbered(place, numbers) for name, (_, place) in piece.anchors.items()},
        )

    def written(self) -> bytes:
        """The bytes of the file."""
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
        for entry, target in self._entries.items():
            if heading := self._headings.get(target):
                reference = b"/Ref [%d 0 R]" % heading
                pdf.objects[entry] = pdf.objects[entry].with_entry(reference)
        names = pydyf.Array()
        for anchor, place in sorted(self._anchors.items()):
            names.extend([pydyf.String(anchor), place])
        pdf.catalog["Names"]["Dests"] = pydyf.Dictionary({"Names": names})
        pdf.add_object(pdf.info)
        inside = [pdf.objects[start:end] for start, end in self._groups]
        laid = {each.number for group in inside for each in group}
        others = [each for each in pdf.objects[1:] if each.number not in laid]
        return write_file([others, *inside], pdf.catalog, pdf.info, self._packing)

    def _chain_marks(self) -> None:
        """Link the bookmarks of the parts to each other."""
        objects = self._pdf.objects
        for (_, last, _), (first, _, _) in pairwise(self._marks):
            objects[last] = objects[last].with_entry(b"/Next %d 0 R" % first)
            objects[first] = objects[first].with_entry(b"/Prev %d 0 R" % last)
        self._outlines["Count"] = sum(count for _, _, count in self._marks)
        self._outlines["First"] = objects[self._marks[0][0]].reference
        self._outlines["Last"] = objects[self._marks[-1][1]].reference
        self._pdf.catalog["Outlines"] = self._outlines.reference


def _shared(piece: Painted) -> tuple[bytes, ...]:
    """Streams without references: the outline of a glyph or a flag is the same in many parts."""
    objects = piece.objects
    streams = (data for old, data in objects.items() if old in piece.streams)
    found = (data for data in streams if b" 0 R" not in data.partition(_STREAM)[0])
    return tuple(dict.fromkeys(found))


def _renumbered(data: bytes, numbers: Mapping[int, int], first_key: int = 0) -> bytes:
    """Serialised objects with new numbers, and the keys of the parent tree shifted."""

    def changed(found: re.Match[bytes]) -> bytes:
        key, old_key, old = found.groups()
        if old is not None:
            return b"%d 0 R" % numbers[int(old)]
        if key is not None:
            return b"/%b %d" % (key, int(old_key) + first_key)
        return found[0]

    return _REFERENCE.sub(changed, data)
