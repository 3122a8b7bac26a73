"""Full-text search of facts that ignores spelling variants of hamza, ta marbuta, vowels, digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..arabic import Arabic, plain
from ..arabic.reading.folding import folded, folded_words
from ..arabic.suggestions import suggest
from ..model import Fact, Library


def search_facts(library: Library, text: str) -> list[Fact]:
    """The facts that contain every word of ``text``, in the order of the library.

    Searches the id, the wordings, the names of subject and objects, the values and dates (as
    written and as printed), the excerpts and the notes. A text without a word finds nothing.
    """
    words = folded_words(text)
    return [fact for fact in library.facts.values() if words and _contains(library, fact, words)]


def suggest_titled(text: str, titles: Mapping[str, str]) -> list[str]:
    """The keys of ``titles`` that ``text`` probably means, matched by key or by words of the title.

    See :func:`briefings.arabic.suggestions.suggest`; spelling variants of Arabic are ignored.
    """
    return suggest(text, titles, titles, key=lambda one: folded(one)[-1])


def _contains(library: Library, fact: Fact, words: list[tuple[str, ...]]) -> bool:
    texts = folded("\n".join(_searched_texts(library, fact)))
    return all(
        any(one and one in text for one, text in zip(word, texts, strict=True)) for word in words
    )


def _searched_texts(library: Library, fact: Fact) -> Iterator[str]:
    yield from (fact.id, fact.wording, *fact.notes, *_names(library, fact.subject))
    for claim in fact.claims:
        if claim.object is not None:
            yield from _names(library, claim.object)
        if claim.value is not None:
            yield str(claim.value)
            unit = library.units.get(fact.unit or "")
            if unit is not None:
                yield plain(Arabic().quantity(claim.value, unit, claim.qualifier))
        yield claim.when.iso
        yield plain(Arabic().date(claim.when))
        yield claim.excerpt
        for text in (claim.wording, claim.scope, claim.note, claim.inferred):
            yield text or ""


def _names(library: Library, code: str) -> Iterator[str]:
    yield code
    yield plain(Arabic().place_name(code, library.entities))
    entity = library.entities.get(code)
    if entity is not None:
        yield entity.short or ""
