"""What is wrong with the inside of a PDF of ours: checked against the object tree, not by eye.

``problems_of`` reads what PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) ask for as far as it
concerns what this project writes, and what readers notice beyond that. It knows nothing of how the
file was made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from .catalog import catalog_problems, outline_problems
from .content import content_problems
from .files import file_problems
from .fonts import font_problems
from .forbidden import forbidden_problems
from .links import link_problems
from .metadata import metadata_problems
from .tree import tree_problems

CHECKS: tuple[Callable[[Any], Iterator[str]], ...] = (
    metadata_problems,
    catalog_problems,
    outline_problems,
    content_problems,
    tree_problems,
    link_problems,
    font_problems,
    file_problems,
    forbidden_problems,
)


def problems_of(data: bytes) -> list[str]:
    """Everything that is wrong with a PDF, in words; empty for one that is sound."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["the document has no structure tree"]
        problems = [problem for check in CHECKS for problem in check(pdf)]
    if re.search(rb"[^\r]\r\nendstream", data):
        problems.append("the last byte of a stream reads like a part of the line break after it")
    return problems
