"""Annotations: only links, with words, tied into the structure, leading somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from .reading import elements_of, kids_of, names_of, numbers_of, text_of

_CODE = re.compile(r"^[a-z]+:|^#|^[\w.-]*-[\w.-]*$", re.ASCII)
"""An address or an internal name, where words for people should stand."""


def link_problems(pdf: Any) -> Iterator[str]:
    """What is wrong with the annotations of all pages."""
    parents = numbers_of(pdf.Root.StructTreeRoot.ParentTree)
    tied = {
        kid.Obj.objgen: element
        for element in elements_of(pdf)
        for kid in kids_of(element)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    }
    targets = dict(names_of(pdf.Root.get("/Names", {}).get("/Dests", {})))
    pages = {page.objgen for page in pdf.pages}
    seen = set()
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.get("/Annots", []):
            seen.add(annotation.objgen)
            for problem in _problems(annotation, tied, parents, targets, pages):
                yield f"page {number}: {problem}"
    if not tied.keys() <= seen:
        yield "the tree names an annotation that is on no page"


def _problems(
    annotation: Any, tied: Any, parents: Any, targets: dict[str, Any], pages: set[Any]
) -> Iterator[str]:
    if annotation.Subtype != "/Link":
        yield f"an annotation of kind {annotation.Subtype}"
        return
    words = text_of(annotation, "/Contents")
    if not words:
        yield "a link has no words"
    elif _CODE.search(words):
        yield f"a link says “{words}”, which is no wording for people"
    flags = int(annotation.get("/F", 0))
    if not flags & 4 or flags & 0b100011:
        yield "a link is hidden or not printed"
    owner = tied.get(annotation.objgen)
    if owner is None:
        yield "a link is not in the structure tree"
    elif owner.S != "/Link":
        yield f"a link belongs to {owner.S}"
    else:
        parent = parents.get(int(annotation.get("/StructParent", -1)))
        if parent is None or parent.objgen != owner.objgen:
            yield "the parent tree gives a link to another element"
    if "/Dest" in annotation:
        target = targets.get(str(annotation.Dest))
        if target is None or target[0].objgen not in pages:
            yield f"a link leads nowhere: {annotation.Dest}"
    elif "/A" not in annotation or annotation.A.get("/S") not in ("/URI", "/GoTo"):
        yield "a link does nothing, or what is not allowed"
