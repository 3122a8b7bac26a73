"""The structure tree of a document, with the standard types of ISO 32000-1, 14.8.4.

One HTML element becomes one node, however many pages it runs over. This module does not know
WeasyPrint; it writes the finished tree with pydyf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

TYPES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "figure": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
"""The types of HTML elements; others have no node, and their content belongs to their parent's."""

GROUPING = frozenset(
    {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"}
    | {"L", "LI", "Table", "THead", "TBody", "TFoot", "TR"}
)
"""Types that contain other nodes, and no content."""

STANDARD = frozenset(
    {*TYPES.values(), "TOC", "TOCI", "Index", "LI", "Lbl", "LBody", "Span", "Quote", "Note"}
    | {"Reference", "BibEntry", "Code", "Link", "Figure", "Formula"}
)
"""The types that a page may name in ``data-tag``."""

HEADINGS = frozenset(f"H{level}" for level in range(1, 7))

CELLS = frozenset({"TH", "TD"})
"""Types that stay in the tree when empty, because a row must have all its cells."""

BULLETS = {"disc": "Disc", "circle": "Circle", "square": "Square"}
NUMBERINGS = {
    "upper-roman": "UpperRoman",
    "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha",
    "lower-alpha": "LowerAlpha",
}


Artifact = dict[str, Any]
"""The property list of an artifact: a running head, a decoration."""


@dataclass(eq=False, slots=True)
class Content:
    """One marked-content sequence of a node: page index and, once known, number on that page."""

    node: Node
    page: int
    mcid: int = -1


@dataclass(eq=False, slots=True)
class Annotation:
    """One annotation: page index and its pydyf dictionary."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class Node:
    """One structure element. ``owner`` is the HTML element that an implied node stands for.

    Links lead to a ``target``, the ``anchor`` of another node or of one in another document.
    ``number`` is that of the object that it was written as.
    """

    type: str
    parent: Node | None = None
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    lang: str | None = None
    alt: str | None = None
    attributes: list[dict[str, Any]] = field(default_factory=list)
    owner: Any = None
    anchor: str = ""
    target: str = ""
    number: int = 0

    def add(self, type_: str, **rest: Any) -> Node:
        """Append a new node and return it."""
        node = Node(type_, self, **rest)
        self.kids.append(node)
        return node

    def holder(self, owner: Any) -> Node:
        """The node for content of the block ``owner``: this one, or an implied paragraph in it."""
        if self.type not in GROUPING:
            return self
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.type == "P" and last.owner is owner:
            return last
        return self.add("P", owner=owner)

    def nearest(self, type_: str) -> Node | None:
        """This node, or the nearest above it, of that type."""
        node: Node | None = self
        while node is not None and node.type != type_:
            node = node.parent
        return node

    def below(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.below()

    def prune(self) -> bool:
        """Remove empty nodes but cells; returns whether this node is to be kept."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.prune()]
        return bool(self.kids) or self.type in CELLS


def list_numbering(tag: str, style: str) -> str:
    """The ListNumbering of a list, by its HTML tag and its ``list-style-type``."""
    if tag == "ol":
        return NUMBERINGS.get(style, "Decimal")
    return BULLETS.get(style, "None") if tag == "ul" else "None"


class Landmarks(NamedTuple):
    """Where contents lead to, in numbers of the objects of structure elements.

    ``headings`` by anchor: the anchor's own, or the first in what has the anchor. ``entries`` of
    contents, with their target, are those that lead to another document, as in the parts of a pack.
    """

    headings: Mapping[str, int]
    entries: Mapping[int, str]


def write_structure(pdf: Any, document: Node, pages: int) -> Landmarks:
    """Write a tree into a pydyf PDF, with the parent tree of its pages and annotations.

    Marked-content numbers run from 0 on each page without a gap. Entries of contents refer to the
    heading that they lead to.
    """
    import pydyf

    document.prune()
    root, parent_tree = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary()
    pdf.add_object(root)
    pdf.add_object(parent_tree)
    contents: list[dict[int, bytes]] = [{} for _ in range(pages)]
    annotations: list[bytes] = []
    top = _written(pdf, document, root.reference, contents, annotations)
    numbers = pydyf.Array()
    for page, elements in enumerate(contents):
        numbers.extend([page, pydyf.Array(elements[mcid] for mcid in sorted(elements))])
    for key, element in enumerate(annotations, start=pages):
        numbers.extend([key, element])
    parent_tree["Nums"] = numbers
    root["K"] = pydyf.Array([top])
    root["ParentTree"] = parent_tree.reference
    root["ParentTreeNextKey"] = pages + len(annotations)
    pdf.catalog["StructTreeRoot"] = root.reference
    return _with_references(pdf, document)


def _with_references(pdf: Any, document: Node) -> Landmarks:
    """Write into entries of contents which heading they lead to (Ref)."""
    import pydyf

    headings, entries = dict[str, int](), dict[int, str]()
    for node in document.below():
        if node.anchor:
            found = (each.number for each in node.below() if each.type in HEADINGS)
            if heading_number := next(found, 0):
                headings[node.anchor] = heading_number
        targets = (each.target for each in node.below() if each.target)
        if node.type == "TOCI" and (target := next(targets, "")):
            entries[node.number] = target
    for number, target in list(entries.items()):
        if target in headings:
            del entries[number]
            heading = pdf.objects[headings[target]]
            pdf.objects[number]["Ref"] = pydyf.Array([heading.reference])
    return Landmarks(headings, entries)


def _written(
    pdf: Any, node: Node, parent: bytes, contents: list[dict[int, bytes]], annotations: list[bytes]
) -> bytes:
    """Write a node with all below it; its reference."""
    import pydyf

    element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}", "P": parent})
    pdf.add_object(element)
    node.number = element.number
    reference: bytes = element.reference
    references = pdf.page_references
    home = next((kid.page for kid in node.kids if isinstance(kid, Content)), None)
    if home is not None:
        element["Pg"] = references[home]
    if node.lang:
        element["Lang"] = pydyf.String(node.lang)
    if node.alt:
        element["Alt"] = pydyf.String(node.alt)
    if node.attributes:
        element["A"] = pydyf.Array(pydyf.Dictionary(each) for each in node.attributes)
    kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_written(pdf, kid, reference, contents, annotations))
        elif isinstance(kid, Content):
            contents[kid.page][kid.mcid] = reference
            kids.append(kid.mcid if kid.page == home else _marked(kid, references[kid.page]))
        else:
            kid.dictionary["StructParent"] = len(contents) + len(annotations)
            annotations.append(reference)
            target, page = kid.dictionary.reference, references[kid.page]
            kids.append(pydyf.Dictionary({"Type": "/OBJR", "Obj": target, "Pg": page}))
    element["K"] = kids
    return reference


def _marked(content: Content, page: bytes) -> Any:
    import pydyf

    return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": content.mcid})


def renew_marks(operators: list[Any], owners: dict[int, Content | Artifact]) -> list[Any]:
    """The operators of a page with each marked-content sequence renumbered for its owner.

    ``owners`` maps the numbers that WeasyPrint gave, and loses those that are found. New numbers
    start at 0 without gaps. Sequences of one node are not joined: simple readers reverse each run
    of Arabic, and would reverse the joined ones as a whole.
    """
    import pydyf

    renewed: list[Any] = []
    number = 0
    for operator in operators:
        if not isinstance(operator, dict) or "MCID" not in operator:
            renewed.append(operator)
            continue
        # /Span <</MCID 3>> BDC
        owner = owners.pop(operator["MCID"])
        if isinstance(owner, Content):
            owner.mcid = number
            renewed[-1:] = [f"/{owner.node.type}", pydyf.Dictionary({"MCID": number})]
            number += 1
        else:
            renewed[-1:] = ["/Artifact", pydyf.Dictionary(owner)]
    return renewed
