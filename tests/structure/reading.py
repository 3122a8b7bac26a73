"""Ways through a PDF's object tree that several checks share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

Key = tuple[int, int]
"""Object and generation number."""


def operations_of(stream: Any) -> Iterator[tuple[Any, str]]:
    """Operands and operator of everything a page or a form does."""
    for operation in pikepdf.parse_content_stream(stream):
        yield operation.operands, str(operation.operator)


def kids_of(element: Any) -> list[Any]:
    """The kids of a structure element: elements, numbers, MCR and OBJR dictionaries."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def is_element(kid: Any) -> bool:
    """Whether a kid is a structure element, not content or an annotation."""
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def children_of(element: Any) -> list[Any]:
    """The structure elements directly below one."""
    return [kid for kid in kids_of(element) if is_element(kid)]


def elements_of(pdf: Any) -> Iterator[Any]:
    """All structure elements in reading order."""

    def below(element: Any) -> Iterator[Any]:
        for child in children_of(element):
            yield child
            yield from below(child)

    return below(pdf.Root.StructTreeRoot)


def content_of(element: Any) -> Iterator[tuple[Key | None, int]]:
    """The marked content directly in an element: the page's key and the number there."""
    for kid in kids_of(element):
        if isinstance(kid, int):
            yield element.Pg.objgen if "/Pg" in element else None, kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            page = kid.get("/Pg", element.get("/Pg"))
            yield page.objgen if page is not None else None, int(kid.MCID)


def has_content(element: Any) -> bool:
    """Whether an element, or one below it, holds marked content."""
    return any(True for _ in content_of(element)) or any(map(has_content, children_of(element)))


def attribute(element: Any, name: str) -> Any:
    """The value of a structure attribute, or None."""
    owners = element.get("/A")
    if owners is None:
        return None
    for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
        if name in owner:
            return owner[name]
    return None


def numbers_of(tree: Any) -> dict[int, Any]:
    """A number tree as a dict."""
    numbers = tree.get("/Nums", [])
    found = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for kid in tree.get("/Kids", []):
        found |= numbers_of(kid)
    return found


def names_of(tree: Any) -> list[tuple[str, Any]]:
    """A name tree as pairs, in the order of the file."""
    names = tree.get("/Names", [])
    found = [(str(names[i]), names[i + 1]) for i in range(0, len(names), 2)]
    for kid in tree.get("/Kids", []):
        found += names_of(kid)
    return found


def text_of(holder: Any, key: str) -> str:
    """The text under a key, stripped; empty if there is none."""
    return str(holder.get(key, "")).strip()
