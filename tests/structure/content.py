"""Marked content: everything painted is content with a place in the tree, or an artifact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from .reading import Key, content_of, elements_of, numbers_of, operations_of

PAINTING = frozenset({"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}) | {
    "Do",
    "sh",
    "INLINE IMAGE",
}


def content_problems(pdf: Any) -> Iterator[str]:
    """Unmarked painting, and marks that do not agree with the structure tree and parent tree."""
    parents = numbers_of(pdf.Root.StructTreeRoot.ParentTree)
    claimed: dict[tuple[Key | None, int], Any] = {}
    for element in elements_of(pdf):
        for place in content_of(element):
            if place in claimed:
                yield f"content {place[1]} belongs to two elements"
            claimed[place] = element
    for number, page in enumerate(pdf.pages, start=1):
        own = {mcid: element for (key, mcid), element in claimed.items() if key == page.objgen}
        row = parents.get(int(page.get("/StructParents", -1)))
        for problem in _page_problems(page, own, row):
            yield f"page {number}: {problem}"
    known = {page.objgen for page in pdf.pages}
    if any(key not in known for key, _ in claimed):
        yield "an element has content on no page"


def _page_problems(page: Any, own: dict[int, Any], row: Any) -> Iterator[str]:
    """One page against its elements by number, and its row of the parent tree."""
    if page.get("/Tabs") != "/S":
        yield "the tab order does not follow the structure (Tabs)"
    marks: Counter[int] = Counter()
    yield from _painted(page, marks)
    for mcid, times in marks.items():
        if times > 1:
            yield f"content {mcid} is marked {times} times"
    if not isinstance(row, pikepdf.Array):
        yield "the parent tree has no row for it"
        return
    for mcid in sorted({*marks, *own, *range(len(row))}):
        parent = row[mcid] if mcid < len(row) else None
        if mcid not in marks:
            yield f"content {mcid} is in the tree and not on the page"
        elif mcid not in own:
            yield f"content {mcid} is on the page and not in the tree"
        elif parent is None or parent.objgen != own[mcid].objgen:
            yield f"the parent tree gives content {mcid} to another element"


def _painted(page: Any, marks: Counter[int]) -> Iterator[str]:
    """What is painted outside marks; counts the marks."""
    stack: list[str] = []
    unmarked: Counter[str] = Counter()
    for operands, name in operations_of(page):
        if name in ("BMC", "BDC"):
            kind = "artifact" if operands[0] == "/Artifact" else ""
            if name == "BDC" and "/MCID" in operands[1]:
                kind = "content"
                marks[int(operands[1].MCID)] += 1
            if kind and any(stack):
                yield f"{kind} inside {' inside '.join(filter(None, reversed(stack)))}"
            stack.append(kind)
        elif name == "EMC" and stack:
            stack.pop()
        elif name == "EMC":
            yield "a mark is closed that was not opened"
        elif name in PAINTING and not any(stack):
            unmarked[name] += 1
    if stack:
        yield "a mark is not closed"
    for name, times in unmarked.items():
        yield f"painted outside all marks: {name}, {times} times"
