"""The marks in a page's stream: which operators paint which structure element."""

from __future__ import annotations

from typing import Any

from .structure import Content

Artifact = dict[str, Any]
"""The property list of what is no content: a running head, a decoration."""


def renew_marks(operators: list[Any], owners: dict[int, Content | Artifact]) -> list[Any]:
    """The operators of a page with each marked-content sequence given to its owner.

    ``owners`` maps the numbers that WeasyPrint gave; those found are taken out. New numbers start
    at 0 and leave no gap. Sequences are not joined where they belong to one node: a simple reader
    turns each run of Arabic round by itself and would turn round the joined ones as a whole.
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
