"""How sources are named: in lists, in the marks of sources, and under what is said aloud."""

from __future__ import annotations

from ...model import Source

_OPEN, _CLOSE = "[", "]"
_FEMININE = "ة"
NO_PUBLISHER, NO_PUBLISHER_FEMININE = "لا يذكر ناشره", "لا تذكر ناشرها"
"""Said of a document without a publisher, by the gender of the word that it is described with."""
COMMA, SEMICOLON = "، ", "؛ "


def source_title(source: Source) -> str:
    """The title as it is printed: one that describes an untitled document in square brackets."""
    if not source.described or source.title.startswith(_OPEN):
        return source.title
    return f"{_OPEN}{source.title}{_CLOSE}"


def source_publisher(source: Source) -> str:
    """Who published it, or that it does not say: «[صفحة تعريفية]، لا تذكر ناشرها»."""
    if source.publisher is not None:
        return source.publisher
    word = source.title.lstrip(_OPEN).split()[0]
    return NO_PUBLISHER_FEMININE if word.endswith(_FEMININE) else NO_PUBLISHER


def short_source(source: Source) -> str:
    """What a line of evidence calls it: its short name, else its publisher or its description."""
    if source.short is not None:
        return source.short
    if source.described or source.publisher is None:
        return source_title(source)
    return source.publisher


def cited_source(source: Source) -> str:
    """Title and publisher in one text, as comparisons of editions and explanations print them."""
    return f"{source_title(source)}. {source_publisher(source)}"
