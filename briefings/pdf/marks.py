"""The marks in a page's stream: which operators paint which structure element."""

from __future__ import annotations

from typing import Any

from .structure import Content

Artifact = dict[str, Any]
"""The property list of what is no content: a running head, a decoration."""


def renew_marks(operators: list[Any], owners: dict[int, Content | Artifact]) -> list[Any]:
    """The operators of a page with each marked-content sequence given to its owner.

    ``owners`` maps the numbers that WeasyPrint gave; those found are taken out. Sequences that
    follow each other directly, on the page and in one node, become one: readers then do not tear
    words apart. New numbers start at 0 and leave no gap.
    """
    import pydyf

    renewed: list[Any] = []
    open_: list[Content | Artifact | None] = []
    closed: Content | Artifact | None = None
    number = index = 0
    while index < len(operators):
        following = operators[index + 1] if index + 1 < len(operators) else None
        if isinstance(following, dict) and "MCID" in following:
            # /Span <</MCID 3>> BDC
            owner = owners.pop(following["MCID"])
            if not isinstance(owner, Content):
                renewed += ["/Artifact", pydyf.Dictionary(owner), b"BDC"]
            elif isinstance(closed, Content) and _continues(owner, closed):
                owner.node.kids.remove(owner)
                owner = closed
                renewed.pop()
            else:
                owner.mcid = number
                renewed += [f"/{owner.node.type}", pydyf.Dictionary({"MCID": number}), b"BDC"]
                number += 1
            open_.append(owner)
            closed = None
            index += 3
            continue
        operator = operators[index]
        if operator in (b"BMC", b"BDC"):
            open_.append(None)
        closed = open_.pop() if operator == b"EMC" else None
        renewed.append(operator)
        index += 1
    return renewed


def _continues(content: Content, before: Content) -> bool:
    return before.node is content.node and content.node.precedes(before, content)
