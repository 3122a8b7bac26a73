"""The structure tree: types, headings, tables, lists and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .reading import attribute, children_of, content_of, elements_of, has_content, text_of

GROUPS = frozenset(
    {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI"}
    | {"/L", "/LI", "/Table", "/THead", "/TBody", "/TFoot", "/TR"}
)
HEADINGS = {f"/H{level}": level for level in range(1, 7)}
LEAVES = {"/P", "/Lbl", "/LBody", "/TH", "/TD", "/Span", "/Link", "/Figure", "/Reference", "/Note"}
KIDS = {
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TFoot": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/TOC": {"/TOC", "/TOCI", "/Caption"},
}
HOMES = {
    "/LI": {"/L"},
    "/Lbl": {"/LI", "/TOCI", "/Note"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
    "/TOCI": {"/TOC"},
}
NUMBERINGS = {
    *("/None", "/Disc", "/Circle", "/Square", "/Decimal"),
    *("/UpperRoman", "/LowerRoman", "/UpperAlpha", "/LowerAlpha"),
}


def tree_problems(pdf: Any) -> Iterator[str]:
    """What is wrong with the elements and their order."""
    tops = children_of(pdf.Root.StructTreeRoot)
    if [str(top.S) for top in tops] != ["/Document"]:
        yield "the tree does not begin with one Document"
    level = 0
    boxes = {page.objgen: [float(each) for each in page.mediabox] for page in pdf.pages}
    for element in elements_of(pdf):
        kind = str(element.S)
        yield from _family_problems(element, kind)
        if kind in HEADINGS:
            if HEADINGS[kind] > level + 1:
                yield f"a heading of level {HEADINGS[kind]} follows one of level {level}"
            level = HEADINGS[kind]
        elif kind == "/Table":
            yield from _table_problems(element)
        elif kind == "/L":
            yield from _list_problems(element)
        elif kind == "/Figure":
            yield from _figure_problems(element, boxes)
        elif kind == "/TH":
            yield from _header_problems(element)
    if not level:
        yield "there is no heading"


def _family_problems(element: Any, kind: str) -> Iterator[str]:
    if kind not in GROUPS | LEAVES | HEADINGS.keys():
        yield f"{kind} is a type that this project does not use"
    for child in children_of(element):
        if child.get("/P") is None or child.P.objgen != element.objgen:
            yield f"a {child.S} names another parent than {kind}"
        if str(child.S) not in KIDS.get(kind, {str(child.S)}):
            yield f"a {child.S} stands directly in {kind}"
        if kind not in HOMES.get(str(child.S), {kind}):
            yield f"a {child.S} stands in {kind}"
    captions = [child.S == "/Caption" for child in children_of(element)]
    if any(captions[1:-1]):
        yield f"a caption stands between other elements of {kind}"
    if sum(captions) > 1:
        yield f"{kind} has more than one caption"
    if kind in GROUPS and any(True for _ in content_of(element)):
        yield f"{kind} holds content directly"
    if kind not in ("/TD", "/TH") and not has_content(element):
        yield f"{kind} is empty"
    if "/Lang" in element and not text_of(element, "/Lang"):
        yield f"{kind} has an empty language"


def _table_problems(table: Any) -> Iterator[str]:
    """Rows of different lengths, counting spans; a table without headers."""
    rows = []
    for child in children_of(table):
        if child.S != "/Caption":
            rows += [child] if child.S == "/TR" else children_of(child)
    open_: dict[int, int] = {}  # column: rows that a cell from above still fills
    widths = set()
    for row in rows:
        filled = {column for column, left in open_.items() if left > 0}
        open_ = {column: left - 1 for column, left in open_.items() if left > 1}
        column = 0
        for cell in children_of(row):
            for _ in range(int(attribute(cell, "/ColSpan") or 1)):
                while column in filled:
                    column += 1
                filled.add(column)
                if (below := int(attribute(cell, "/RowSpan") or 1)) > 1:
                    open_[column] = below - 1
        widths.add(len(filled))
    if len(widths) != 1:
        yield f"a table has rows of {sorted(widths)} cells"
    if open_:
        yield "a table has a cell that goes on below its last row"
    if not any(cell.S == "/TH" for row in rows for cell in children_of(row)):
        yield "a table has no header cell"


def _header_problems(cell: Any) -> Iterator[str]:
    if attribute(cell, "/Scope") not in ("/Column", "/Row", "/Both"):
        yield "a header cell does not say what it heads (Scope)"
    if not has_content(cell):
        yield "a header cell is empty"


def _list_problems(list_: Any) -> Iterator[str]:
    items = [item for item in children_of(list_) if item.S == "/LI"]
    for item in items:
        parts = "".join(str(part.S) for part in children_of(item))
        if not re.fullmatch("(/Lbl)*(/LBody)+", parts):
            yield "a list item is not a label and a body"
    labelled = any(part.S == "/Lbl" for item in items for part in children_of(item))
    numbering = attribute(list_, "/ListNumbering")
    if labelled and (numbering is None or str(numbering) not in NUMBERINGS):
        yield "a list with labels does not say how it is numbered (ListNumbering)"


def _figure_problems(figure: Any, pages: dict[tuple[int, int], list[float]]) -> Iterator[str]:
    if not text_of(figure, "/Alt"):
        yield "a figure has no text alternative"
    bounds = attribute(figure, "/BBox")
    if bounds is None:
        yield "a figure has no bounds"
        return
    left, bottom, right, top = map(float, bounds)
    x1, y1, x2, y2 = pages[figure.Pg.objgen]
    if not (x1 <= left < right <= x2 and y1 <= bottom < top <= y2):
        yield "a figure's bounds are not on its page"
