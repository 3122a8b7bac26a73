"""What must not be in the file at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

ACTIONS = {"/GoTo", "/URI", "/Named", "/Thread"}
ROOT = ("/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/Requirements", "/Perms", "/URI")
FILTERS = {"/LZWDecode", "/Crypt"}
BLENDS = {
    *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"),
    *("/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion"),
    *("/Hue", "/Saturation", "/Color", "/Luminosity"),
}


def forbidden_problems(pdf: Any) -> Iterator[str]:
    """Scripts, forms, encryption, content from outside, and colours left to the viewer."""
    if pdf.is_encrypted:
        yield "the file is encrypted"
    for key in ROOT:
        if key in pdf.Root:
            yield f"the document has {key}"
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "the document has scripts"
    for number, page in enumerate(pdf.pages, start=1):
        if "/AA" in page:
            yield f"page {number} starts an action"
    for item in pdf.objects:
        yield from _walked(item, depth=0)


def _walked(item: Any, depth: int) -> Iterator[str]:
    """An object and what is written inside it, not what it refers to."""
    if isinstance(item, pikepdf.Array):
        for each in item:
            if isinstance(each, (pikepdf.Array, pikepdf.Dictionary)) and not each.is_indirect:
                yield from _walked(each, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _problems(item)
        for each in dict(item.items()).values():
            if isinstance(each, (pikepdf.Array, pikepdf.Dictionary)) and not each.is_indirect:
                yield from _walked(each, depth + 1)


def _problems(item: Any) -> Iterator[str]:
    if "/JS" in item:
        yield "a script"
    if item.get("/Type") == "/Action" and str(item.get("/S")) not in ACTIONS:
        yield f"an action of kind {item.get('/S')}"
    if item.get("/S") == "/Transparency" and "/CS" not in item:
        yield "a transparency group without a colour space"
    if "/BM" in item and str(item.BM) not in BLENDS:
        yield f"a blend mode {item.BM}"
    if "/TR" in item or ("/TR2" in item and item.TR2 != "/Default"):
        yield "a transfer function"
    if isinstance(item, pikepdf.Stream):
        yield from _stream_problems(item)


def _stream_problems(stream: Any) -> Iterator[str]:
    filters = stream.get("/Filter", [])
    for each in filters if isinstance(filters, pikepdf.Array) else [filters]:
        if str(each) in FILTERS:
            yield f"a stream packed with {each}"
    if any(key in stream for key in ("/F", "/FFilter", "/FDecodeParms")):
        yield "a stream that is kept outside the file"
    if stream.get("/Subtype") == "/Image" and stream.get("/Interpolate") is True:
        yield "a picture that viewers are to smooth"
    if stream.get("/Subtype") == "/PS" or stream.get("/Subtype2") == "/PS":
        yield "a program"
