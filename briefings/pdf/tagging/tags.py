"""Tags a painted document: which structure element content belongs to, and what is an artifact.

WeasyPrint's own tagging makes one element of each *box*: a paragraph over two pages becomes two,
and running heads are content. This replaces it. It reads private boxes and streams of WeasyPrint,
and raises RenderError where they are not as expected.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from ...errors import RenderError
from .structure import (
    GROUPING,
    STANDARD,
    TYPES,
    Annotation,
    Artifact,
    Content,
    Node,
    list_numbering,
    renew_marks,
    write_structure,
)
from .words import words_of

_PX = 0.75
"""PDF points in a CSS pixel."""

_SVG = "{http://www.w3.org/2000/svg}"
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
_DECORATION: Artifact = {"Type": "/Layout"}
_REPEATED: Artifact = {"Type": "/Pagination"}

_log = logging.getLogger("weasyprint")  # its records stop the build


def add_tags(pdf: Any, document: Any, _version: Any, streams: list[Any]) -> None:
    """Tag a painted document: structure tree, marked content, title bar and reading direction.

    ``pdf.landmarks`` then has its headings, for contents in another part of a pack.
    """
    import pydyf

    tagger = _Tagger(pdf)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tagger.page(number, page, stream)
    pdf.landmarks = write_structure(pdf, tagger.document, len(document.pages))
    # PDFium goes by the direction even in lines without a right-to-left letter.
    preferences = {"DisplayDocTitle": "true", "Direction": "/R2L"}
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(preferences)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


@dataclass(frozen=True, slots=True)
class _Place:
    """The context of a box: its language, block and link, and what artifact it is, if any."""

    lang: str | None = None
    block: Any = None
    linked: bool = False
    artifact: Artifact | None = None


class _Tagger:
    """Walks the boxes of all pages and builds one tree.

    Nodes are kept by HTML element, so that an element over several pages has one. Elements are told
    apart by identity: the pages may come from several renderings.
    """

    def __init__(self, pdf: Any) -> None:
        self.document = Node("Document")
        self._pdf = pdf
        self._nodes: dict[tuple[int, str], Node] = {}
        self._elements: list[Any] = []  # kept alive: their identities are keys
        self._first_pages: dict[int, int] = {}
        self._number = 0
        self._height = 0.0
        self._unclaimed: dict[Any, int] = {}
        self._owners: dict[int, Content | Artifact] = {}

    def page(self, number: int, page: Any, stream: Any) -> None:
        """Tag one page: assign each marked-content sequence of its stream."""
        self._number, self._height = number, page.height
        self._unclaimed = {box: mark["mcid"] for box, mark in stream._tags.items()}
        self._owners = {}
        self._box(page._page_box, self.document, _Place())
        if self._unclaimed:
            raise RenderError(f"page {number + 1}: WeasyPrint painted what is in none of its boxes")
        stream.stream[:] = renew_marks(stream.stream, self._owners)
        if self._owners:
            raise RenderError(
                f"page {number + 1}: text or a picture is painted inside a group, where it cannot "
                "be tagged: use colours with alpha instead of “opacity”"
            )

    def _box(self, box: Any, node: Node, place: _Place) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self._content(box, node, place)
            return
        if isinstance(box, boxes.MarginBox):
            place = replace(place, artifact=_running(box.at_keyword))
        elif box.element is not None:
            outside, place = place.lang, self._entered(box, place)
            node = self._node(box, node, place, outside)
        if box.link_annotation is not None:
            node = self._link(box, node, place)
            place = replace(place, linked=True)
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, node, place)
        for child in box.children:
            inner = child.children if isinstance(child, boxes.LineBox) else [child]
            for each in inner:
                self._box(each, node, place)

    def _entered(self, box: Any, place: _Place) -> _Place:
        """The context inside a box."""
        from weasyprint.formatting_structure import boxes

        element, tag = box.element, box.element_tag
        lang = element.get("lang") or place.lang
        is_block = isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox)
        place = replace(place, lang=lang, block=element if is_block else place.block)
        if tag in ("thead", "tfoot"):
            first = self._first_pages.setdefault(id(element), self._number)
            # Heads that are repeated on the next page are artifacts.
            if first != self._number:
                place = replace(place, artifact=_REPEATED)
        return place

    def _node(self, box: Any, parent: Node, place: _Place, outside: str | None) -> Node:
        """The node of a box's element: its own, a new one, or its parent's."""
        key = (id(box.element), box.element_tag)
        if key not in self._nodes:
            foreign = place.lang if outside and place.lang != outside else None
            node = _created(box, parent, place, foreign)
            if node is parent:
                return parent
            node.lang = foreign
            if node.type == "Figure" and node.alt is None:
                node.alt = box.element.get("aria-label")
                node.attributes.append(self._bounds(box))
                if node.alt is None:
                    _log.error("a picture has no text alternative: %s", words_of(box.element))
            if box.element_tag == box.element.tag:
                node.anchor = box.element.get("id") or ""
            self._nodes[key] = node
            self._elements.append(box.element)
        return self._nodes[key]

    def _link(self, box: Any, node: Node, place: _Place) -> Node:
        """The Link node of a box, with the annotation of the box and its description."""
        import pydyf

        element, annotation = box.element, box.link_annotation
        if place.linked:
            # WeasyPrint gives boxes inside a link an annotation of their own, above the link's.
            page = int(self._pdf.page_references[self._number].split()[0])
            self._pdf.objects[page]["Annots"].remove(annotation.reference)
            return node
        if element is None:
            raise RenderError("a running head or foot cannot hold a link")
        link = node
        if node.type != "Link":
            link = node.holder(place.block).add("Link")
            self._nodes[id(element), box.element_tag] = link
            self._elements.append(element)
        words = element.get("aria-label") or element.get("title") or words_of(element)
        if not words:
            _log.error("the link to %s has no words", element.get("href"))
        annotation["Contents"] = pydyf.String(words)
        address = element.get("href") or ""
        link.target = address[1:] if address.startswith("#") else ""
        link.kids.append(Annotation(self._number, annotation))
        return link

    def _picture(self, box: Any, node: Node, place: _Place) -> None:
        """Tag a picture as Figure; as decoration if it comes from a style or has ``alt=""``.

        In an element that is a Figure it is a part of that, with the words that stand over it.
        """
        element = box.element
        if element is None or box.element_tag != element.tag:
            place = replace(place, artifact=place.artifact or _DECORATION)
        if place.artifact is None:
            is_svg = element.tag == f"{_SVG}svg"
            alt = element.findtext(f"{_SVG}title") if is_svg else element.get("alt")
            if alt == "" and node.type == "Figure":
                pass
            elif alt == "":
                place = replace(place, artifact=_DECORATION)
            elif alt is None:
                _log.error("a picture has no text alternative: %s", element.get("src", "svg"))
            else:
                node = node.add("Figure", alt=alt, attributes=[self._bounds(box)])
        self._content(box, node, place)

    def _bounds(self, box: Any) -> dict[str, Any]:
        import pydyf

        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        corners = (left, self._height - bottom, right, self._height - top)
        return {"O": "/Layout", "BBox": pydyf.Array(round(_PX * each, 3) for each in corners)}

    def _content(self, box: Any, node: Node, place: _Place) -> None:
        """Assign what a box painted to its node, or make it an artifact."""
        mcid = self._unclaimed.pop(box, None)
        if mcid is None:
            return
        text = getattr(box, "text", "picture")
        if place.artifact is not None:
            self._owners[mcid] = place.artifact
        elif not text.strip() and node.type in GROUPING:
            self._owners[mcid] = _DECORATION
        else:
            holder = node.holder(place.block)
            self._owners[mcid] = content = Content(holder, self._number)
            holder.kids.append(content)


def _created(box: Any, parent: Node, place: _Place, foreign: str | None) -> Node:
    """A new node for a box's element; the parent where the element has no type."""
    element, tag = box.element, box.element_tag
    wanted = element.get("data-tag") if tag == element.tag else None
    if wanted is not None and wanted not in STANDARD:
        _log.error("data-tag=“%s” is no type of PDF", wanted)
    type_ = wanted or TYPES.get(tag)
    if wanted == "Lbl" or tag.endswith("::marker"):
        item = parent.nearest("LI") or parent
        label = Node("Lbl", item)
        item.kids.insert(max(0, len(item.kids) - 1), label)
        return label
    if type_ is not None:
        return parent.add(type_, attributes=_attributes(box, type_, parent))
    if tag == "li":
        return parent.add("LI").add("LBody")
    if tag == "dt":
        return parent.add("LI").add("Lbl")
    if tag == "dd":
        last = parent.kids[-1] if parent.kids else None
        return (last if isinstance(last, Node) else parent.add("LI")).add("LBody")
    sign = element.get("aria-label") if element.get("role") == "img" else None
    if foreign is None and sign is None:
        return parent
    if place.block is element:
        return parent.add("Div", alt=sign)
    return parent.holder(place.block).add("Span", alt=sign)


def _attributes(box: Any, type_: str, parent: Node) -> list[dict[str, Any]]:
    """The attributes of a list or a cell."""
    if type_ == "L":
        numbering = list_numbering(box.element_tag, box.style["list_style_type"])
        return [{"O": "/List", "ListNumbering": f"/{numbering}"}]
    if type_ not in ("TH", "TD"):
        return []
    table: dict[str, Any] = {"O": "/Table"}
    if type_ == "TH":
        usual = "Column" if parent.nearest("THead") else "Row"
        table["Scope"] = f"/{_SCOPES.get(box.element.get('scope'), usual)}"
    spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    table |= {name: span for name, span in spans.items() if span != 1}
    return [table] if len(table) > 1 else []


def _running(at_keyword: str) -> Artifact:
    """The artifact of a margin box: a running head, a running foot, or one at the side."""
    for edge, role in (("top", "Header"), ("bottom", "Footer")):
        if at_keyword.startswith(f"@{edge}"):
            attached = f"[/{edge.capitalize()}]"
            return {"Type": "/Pagination", "Subtype": f"/{role}", "Attached": attached}
    return dict(_REPEATED)
