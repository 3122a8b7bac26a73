"""A part of a document is laid out and painted by itself, to be bound with others into one file.

Parts share nothing, so that they can be made one after the other, to keep the memory small, or in
several processes. What only the whole knows stays open: the numbers of the pages, which are painted
on leaves of their own and laid upon the pages like a stamp, what is linked to in other parts, and
the font files, which are cut for the whole. :mod:`.merge` closes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ..errors import RenderError
from .attachments import Attachment
from .engine import make_pdf
from .fitting import WIDE
from .layout_fit import set_anew
from .readback import Drawn
from .render_session import Kit
from .rendered_fragment import BLANK, NOTHING_DRAWN, NOTHING_TRACED, Painted, Part, packed_objects
from .subsetting import FontUse, digest_of, font_files
from .trace import Trace

_OPEN_FOOT = "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
_LEFT_OUT = frozenset([0, 1, 2])
"""Numbers of pydyf's first objects: the free one, the list of the pages, and the catalogue."""


def paint_part(part: Part, kit: Kit | None = None) -> Painted:
    """Lay out and paint a part.

    Links that lead to other parts are left open. ``kit`` is for parts that are much alike. Raises
    what :func:`make_pdf` raises.
    """
    made = _Maker(part)
    make_pdf(
        part.html,
        part.pictures,
        part.fonts,
        partial(set_anew, part.html),
        made.keep_trace,
        prepare=made.prepare,
        finishing=made.finish,
        check=made.keep_drawn,
        kit=kit,
    )
    return made.painted()


def paint_feet(part: Part, attachments: Sequence[Attachment] = ()) -> Painted:
    """Lay out and paint the leaves with the feet of pages; their streams become forms.

    The files lie in what is said about the part. Raises what :func:`make_pdf` raises.
    """
    made = _Maker(part)
    make_pdf(
        part.html,
        part.pictures,
        part.fonts,
        attachments=attachments,
        finishing=made.finish_feet,
        check=made.keep_drawn,
    )
    return made.painted()


class _Maker:
    """Follows a part through the engine and takes down what binding it takes."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._own: dict[str, int] = {}
        self._uses: dict[str, dict[int, None]] = {}
        self._kinds: list[str] = []
        self._painted: Painted | None = None
        self._trace = NOTHING_TRACED
        self._drawn = NOTHING_DRAWN

    def painted(self) -> Painted:
        """What came out."""
        assert self._painted is not None, "the finisher has been called"
        return replace(self._painted, trace=self._trace, drawn=self._drawn)

    def keep_trace(self, found: Trace) -> Sequence[Attachment]:
        """What stands on the pages; a part has no attachments."""
        self._trace = found
        return ()

    def keep_drawn(self, _: bytes, drawn: Drawn) -> None:
        """What was drawn; it is compared with the bound file."""
        self._drawn = drawn

    def prepare(self, document: Any) -> Any:
        """The document without the page of its end, its links to other parts provided for."""
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
        """Leave room for the feet, and take everything down."""
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
        """Make forms of the pages, and take them down."""
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
        )
        # Nobody needs a part's own file, and packing the fonts in it would take long.
        pdf.objects.clear()

    def _shared_fonts(
        self, document: Any, pdf: Any, open_: dict[int, str]
    ) -> Iterator[tuple[str, FontUse]]:
        """The fonts whose files the parts can share, by name; notes the numbers of their files."""
        from weasyprint.text.fonts import get_hb_object_data

        numbers = {
            entry["FontName"]: _number(entry["FontFile2"])
            for entry in pdf.objects
            if isinstance(entry, dict) and "FontFile2" in entry
        }
        known = font_files(self._part.fonts)
        for font in document.fonts.values():
            # What is made static or loses its pictures is another file in the end.
            is_changed = "fvar" in font.tables or font.png or font.svg or font.colr or font.missing
            digest = digest_of(get_hb_object_data(font.hb_face))
            if font.name in numbers and digest in known and not is_changed:
                name = font.name.decode()
                open_[numbers[font.name]] = f"font {name}"
                yield name, FontUse(digest, frozenset(font.to_unicode))


def _without_marks(operators: Sequence[Any]) -> list[Any]:
    """The operators of a page without the marks of artifacts, which is all that it holds."""
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
