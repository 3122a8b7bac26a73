"""Running text once its references are resolved: words, figures from claims, and source marks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """Plain wording; may hold Unicode isolates."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """Wording that comes from a claim: a quantity, a date or a name. ``fact`` is the fact's id."""

    text: str
    fact: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cite:
    """The mark of a source: its number in this document, already in the brief's digits.

    ``title`` is the source's, for whoever hears the mark or points at it.
    """

    number: int
    text: str
    title: str = field(default="", compare=False)


Inline = Words | Figure | Cite
Rich = tuple[Inline, ...]


def plain_text(rich: Rich) -> str:
    """The wording alone, without source marks."""
    return "".join(part.text for part in rich if not isinstance(part, Cite))
