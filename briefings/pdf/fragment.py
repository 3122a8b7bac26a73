"""Lays out and paints a part of a document, to be merged with others by :mod:`.merge`.

Parts are independent, so that they can be made one after the other, with little memory, or in
several processes. Left open are the page numbers, which are painted on pages of their own (the
*feet*) and become forms on the pages of the parts, links to other parts, and the font files, which
are subset for the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..errors import RenderError
from .attachments import Attachment
from .engine import kit_for, lay_out
from .fitting import WIDE
from .render_session import Kit
from .rendered_fragment import BLANK, Painted, Part, packed_objects
from .subsetting import FontUse, digest_of, font_files

_OPEN_FOOT = "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
_LEFT_OUT = frozenset([0, 1, 2])
"""Numbers of pydyf's first objects: the free one, the list of the pages, and the catalogue."""


def paint_part(part: Part, kit: Kit | None = None) -> Painted:
    """Lay out and paint a part, with links to other parts left open; raises RenderError.

    Parts with the same fonts can share a ``kit``.
    """
    made = _Maker(part)
    with kit_for(part.fonts, kit) as tools:
        laid_out = lay_out(part.html, part.pictures, part.fonts, tools)
        laid_out.document = made.prepare(laid_out.document)
        trace = laid_out.trace()
        _, drawn = laid_out.paint((), made.finish)
    return replace(made.painted(), trace=trace, drawn=drawn)


def paint_feet(part: Part, attachments: Sequence[Attachment] = ()) -> Painted:
    """Lay out and paint the feet of pages, whose streams become forms; raises RenderError.

    The attachments are noted in ``about``.
    """
    made = _Maker(part)
    with kit_for(part.fonts) as kit:
        laid_out = lay_out(part.html, part.pictures, part.fonts, kit)
        _, drawn = laid_out.paint(attachments, made.finish_feet)
    return replace(made.painted(), drawn=drawn)


class _Maker:
    """Collects what merging needs to know of a part while it is painted."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._own: dict[str, int] = {}
        self._uses: dict[str, dict[int, None]] = {}
        self._kinds: list[str] = []
        self._painted: Painted | None = None

    def painted(self) -> Painted:
        """The part, once it is finished."""
        assert self._painted is not None, "the finisher has been called"
        return self._painted

    def prepare(self, document: Any) -> Any:
        """The document without the page of its end, with anchors for its links to other parts."""
        if self._part.has_end:
            document = document.copy(document.pages[:-1])
        self._look_at(document.pages)
        for target in self._uses.keys() - self._own.keys():
            # WeasyPrint drops links that lead nowhere.
            document.pages[0].anchors[target] = (0, 0, 0, 0)
        return document

    def _look_at(self, pages: Sequence[Any]) -> None:
        for number, page in enumerate(pages, 1):
            type_ = page._page_box.page_type
            self._kinds.append(BLANK if type_.blank else WIDE if type_.name == WIDE else "")
            for name in page.anchors:
                self._own.setdefault(name, number)
            for kind, target, *_ in page.links:
                if kind == "internal":
                    self._uses.setdefault(target, {})[number] = None

    def finish(self, document: Any, pdf: Any) -> None:
        """Add an empty form for the foot of each page, and collect the objects."""
        import pydyf

        open_: dict[int, str] = {}
        for number, page in enumerate(_pages(pdf), 1):
            foot = pydyf.Stream(
                [], {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, 0, 0])}
            )
            pdf.add_object(foot)
            open_[foot.number] = f"foot {number}"
            name = f"foot{number}"
            _referred(pdf, page["Resources"])["XObject"][name] = foot.reference
            contents = _referred(pdf, page["Contents"]).stream
            contents.insert(0, b"q")
            contents += [b"Q", _OPEN_FOOT.encode(), f"/{name} Do".encode(), b"EMC"]
        pages = [_number(reference) for reference in pdf.page_references]
        self._take_down(document, pdf, open_, pages)

    def finish_feet(self, document: Any, pdf: Any) -> None:
        """Make forms of the pages, and collect the objects."""
        for page in _pages(pdf):
            stream = _referred(pdf, page["Contents"])
            stream.stream[:] = _without_marks(stream.stream)
            stream.extra |= {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": page["MediaBox"],
                "Resources": page["Resources"],
            }
        forms = [_number(page["Contents"]) for page in _pages(pdf)]
        self._take_down(document, pdf, {}, forms)

    def _take_down(self, document: Any, pdf: Any, open_: dict[int, str], pages: list[int]) -> None:
        catalog, names = pdf.catalog, pdf.catalog.get("Names", {})
        root = _referred(pdf, catalog["StructTreeRoot"])
        tree, top = _referred(pdf, root["ParentTree"]), _referred(pdf, root["K"][0])
        open_ |= {1: "pages", _number(root["K"][0]): "document"}
        profile = catalog["OutputIntents"][0]["DestOutputProfile"]
        open_[_number(profile)] = "profile"
        fonts = dict(self._shared_fonts(document, pdf, open_))
        dropped = {*_LEFT_OUT, _number(catalog["StructTreeRoot"]), _number(root["ParentTree"])}
        dropped |= {_number(reference) for reference in pdf.page_references} - {*pages}
        outlines = None
        if "Outlines" in catalog:
            first = _referred(pdf, catalog["Outlines"])
            outlines = (_number(first["First"]), _number(first["Last"]), int(first["Count"]))
            open_[_number(catalog["Outlines"])] = "outlines"
        anchors = {}
        flat = names.get("Dests", {}).get("Names", [])
        for name, place in zip(flat[::2], flat[1::2], strict=True):
            if name.string in self._own:
                anchors[name.string] = (self._own[name.string], place.data)
        left_open = open_.keys() - {_number(profile)}
        kept = {
            number: each
            for number, each in enumerate(pdf.objects)
            if number not in dropped and number not in left_open
        }
        self._painted = Painted(
            packed_objects({number: each.data for number, each in kept.items()}),
            frozenset(number for number, each in kept.items() if not each.compressible),
            open_,
            tuple(zip(pages, self._kinds or [""] * len(pages), strict=True)),
            tuple(map(_number, top["K"])),
            tuple(_bytes(row) for row in tree["Nums"][1::2]),
            outlines,
            anchors,
            {target: tuple(pages) for target, pages in self._uses.items()},
            fonts,
            {
                "catalog": _entries(catalog),
                "names": _entries(names),
                "info": _entries(pdf.info),
            },
            pdf.landmarks,
        )
        # The PDF of the part itself is not needed, and compressing its fonts would take long.
        pdf.objects.clear()

    def _shared_fonts(
        self, document: Any, pdf: Any, open_: dict[int, str]
    ) -> Iterator[tuple[str, FontUse]]:
        """The fonts whose files the parts can share, by name; adds the files to ``open_``."""
        from weasyprint.text.fonts import get_hb_object_data

        numbers = {
            entry["FontName"]: _number(entry["FontFile2"])
            for entry in pdf.objects
            if isinstance(entry, dict) and "FontFile2" in entry
        }
        known = font_files(self._part.fonts)
        for font in document.fonts.values():
            # WeasyPrint writes another file for a variable font or one with pictures.
            is_changed = "fvar" in font.tables or font.png or font.svg or font.colr or font.missing
            digest = digest_of(get_hb_object_data(font.hb_face))
            if font.name in numbers and digest in known and not is_changed:
                name = font.name.decode()
                open_[numbers[font.name]] = f"font {name}"
                yield name, FontUse(digest, frozenset(font.to_unicode))


def _without_marks(operators: Sequence[Any]) -> list[Any]:
    """The operators of a page without marked content; raises RenderError but for artifacts."""
    kept: list[Any] = []
    for operator in operators:
        if operator == b"BDC":
            if kept[-2] != "/Artifact":
                raise RenderError("the leaves for the feet of a pack can hold feet alone")
            del kept[-2:]
        elif operator == b"BMC":
            del kept[-1:]
        elif operator != b"EMC":
            kept.append(operator)
    return kept


def _pages(pdf: Any) -> list[Any]:
    return [_referred(pdf, reference) for reference in pdf.page_references]


def _entries(dictionary: Any) -> dict[str, bytes]:
    return {name: _bytes(value) for name, value in dictionary.items()}


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    data = getattr(value, "data", None)
    return bytes(data) if data is not None else str(value).encode()


def _number(reference: bytes | str) -> int:
    return int(reference.split()[0])


def _referred(pdf: Any, reference: bytes | str) -> Any:
    return pdf.objects[_number(reference)]
