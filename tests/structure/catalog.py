"""What the whole document says of itself outside its metadata: language, colours, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .reading import text_of


def catalog_problems(pdf: Any) -> Iterator[str]:
    """Language, marks, viewer, output intent and identity of the file."""
    root = pdf.Root
    if not text_of(root, "/Lang"):
        yield "the document has no language"
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "the document does not say that it is tagged (MarkInfo)"
    if root.get("/MarkInfo", {}).get("/Suspects") is True:
        yield "the document calls its own tags suspect"
    viewer = root.get("/ViewerPreferences", {})
    if viewer.get("/DisplayDocTitle") is not True:
        yield "viewers are not told to show the title (ViewerPreferences)"
    if (
        text_of(root, "/Lang")[:2] in ("ar", "he", "fa", "ur")
        and viewer.get("/Direction") != "/R2L"
    ):
        yield "viewers are not told that pages run from right to left (ViewerPreferences)"
    intents = root.get("/OutputIntents", [])
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFA1":
        yield "there is no output intent for PDF/A"
    else:
        profile = intents[0].get("/DestOutputProfile")
        if not isinstance(profile, pikepdf.Stream) or profile.read_bytes()[36:40] != b"acsp":
            yield "the output intent has no colour profile"
        if not text_of(intents[0], "/OutputConditionIdentifier"):
            yield "the output intent has no name"
    if "/ID" not in pdf.trailer:
        yield "the file has no identifier"


def outline_problems(pdf: Any) -> Iterator[str]:
    """Bookmarks that are missing, empty, out of their chain, or lead to no page."""
    if "/Outlines" not in pdf.Root or "/First" not in pdf.Root.Outlines:
        yield "there are no bookmarks"
        return
    pages = {page.objgen for page in pdf.pages}

    def below(parent: Any) -> Iterator[str]:
        item, before = parent.First, None
        while item is not None:
            title = text_of(item, "/Title")
            if _number(item.get("/Prev")) != _number(before):
                yield f"the bookmark “{title}” names another one as that before it"
            if not title:
                yield "a bookmark has no title"
            target = item.get("/Dest")
            if not isinstance(target, pikepdf.Array) or target[0].objgen not in pages:
                yield f"the bookmark “{title}” leads to no page"
            if "/First" in item:
                yield from below(item)
            before, item = item, item.get("/Next")
        if _number(parent.get("/Last")) != _number(before):
            yield "the last bookmark is not the one that is said to be"

    yield from below(pdf.Root.Outlines)


def _number(item: Any) -> object:
    return None if item is None else item.objgen
