"""Comparison of the claims with the source documents themselves.

Documents are plain text in UTF-8 and are never shipped; the caller names their folder. A
*paragraph* is a line that is not blank; the first is number 1.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..arabic.reading import Numeral, numerals_in
from ..arabic.reading.qualifiers import qualifiers_in, qualifiers_of
from ..atomic import MEGABYTE, read_regular
from ..errors import DataError, Problem
from ..model import Claim, Library, Place, UnitKind
from .evidence import (
    MAX_WORDS,
    excerpt_spans,
    numeral_supports,
    publication_numbers,
    supports,
    touches,
    uncovered_numerals,
    with_single_spaces,
    words_around,
)

_MOST_BYTES = 20 * MEGABYTE

# Lines end as in an editor; U+2028 and its like are whitespace inside a paragraph.
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Uncovered:
    """A number of a document that no claim covers; ``text`` is the number with words around it."""

    document: str
    paragraph: int
    text: str


_Documents = dict[str, tuple[str, ...]]
"""The paragraphs of documents, with single spaces, by the id of their source."""


def read_document(path: Path) -> tuple[str, ...]:
    """The paragraphs of a document as printed, stripped.

    Raises DataError when the file is missing, cannot be read or is not UTF-8.
    """
    return _paragraphs(_read_bytes(path, Place(path.name)), Place(path.name), path.name)


def check_sources(library: Library, folder: Path) -> list[Problem]:
    """Every contradiction between the claims of ``library`` and the documents in ``folder``.

    Sorted by place. Ignores files in the folder that no source names.
    """
    if not folder.is_dir():
        remedy = "Give the folder that holds the source documents."
        message = f"There is no folder “{folder}”."
        return [Problem(str(folder), 0, 0, "document-missing", message, remedy)]
    documents, problems = _load(library, folder)
    for fact in library.facts.values():
        unit = library.units.get(fact.unit or "")
        for claim in fact.claims:
            if claim.source in documents:
                problems += _check_claim(claim, unit.kind if unit else None, documents)
    return sorted(problems)


def uncovered(library: Library, folder: Path) -> list[Uncovered]:
    """The numbers in the documents of ``folder`` that no claim covers, in order.

    A claim on a paragraph covers the numbers of its excerpt that are its value (a relation's
    excerpt covers all its numbers), and those that belong to its date. The publication date covers
    a paragraph that states it alone. Words that seldom state a figure (“one”, “the first”) are
    ignored, and so are documents that cannot be read: :func:`check_sources` reports them.
    """
    documents, _ = _load(library, folder)
    claims: dict[tuple[str, int], list[Claim]] = {}
    published: dict[str, set[int]] = {}
    by_name: _Documents = {}
    for source_id, paragraphs in documents.items():
        source = library.sources[source_id]
        by_name[source.document] = paragraphs
        published.setdefault(source.document, set()).update(publication_numbers(source))
    for fact in library.facts.values():
        for claim in fact.claims:
            if claim.source in documents:
                name = library.sources[claim.source].document
                claims.setdefault((name, claim.paragraph), []).append(claim)
    return [
        Uncovered(name, number, words_around(text, numeral))
        for name, paragraphs in sorted(by_name.items())
        for number, text in enumerate(paragraphs, 1)
        for numeral in uncovered_numerals(text, claims.get((name, number), []), published[name])
    ]


def _read_bytes(path: Path, place: Place) -> bytes:
    try:
        return read_regular(path, _MOST_BYTES)
    except FileNotFoundError:
        message = f"The document “{path.name}” is not in the folder."
        remedy = "Put the document there, or correct its name under `document`."
        raise DataError([place.problem("document-missing", message, remedy)]) from None
    except OSError as error:
        message = f"The document “{path.name}” cannot be read: {error.strerror}."
        remedy = "Make the file readable."
        raise DataError([place.problem("document-unreadable", message, remedy)]) from None


def _paragraphs(data: bytes, place: Place, name: str) -> tuple[str, ...]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The document “{name}” is not UTF-8 (byte {error.start + 1})."
        remedy = "Save the document as UTF-8, and set `sha256` anew."
        raise DataError([place.problem("document-unreadable", message, remedy)]) from None
    return tuple(line.strip() for line in _LINE_END.split(text) if line.strip())


def _load(library: Library, folder: Path) -> tuple[_Documents, list[Problem]]:
    """The documents that can be read, and the problems found."""
    documents: _Documents = {}
    problems: list[Problem] = []
    for source in library.sources.values():
        name = source.document
        try:
            if Path(name).name != name:
                message = f"“{name}” is not the plain name of a file."
                remedy = "Write the file's name alone under `document`, without a folder."
                raise DataError([source.place.problem("document-missing", message, remedy)])
            data = _read_bytes(folder / name, source.place)
            paragraphs = _paragraphs(data, source.place, name)
        except DataError as error:
            problems += error.problems
            continue
        documents[source.id] = tuple(map(with_single_spaces, paragraphs))
        digest = hashlib.sha256(data).hexdigest()
        if digest != source.sha256:
            message = f"The document “{name}” is not the one that was read: its SHA-256 differs."
            remedy = (
                "Restore the document. If the new one is meant, read its claims again and set "
                f"`sha256: {digest}`."
            )
            problems.append(source.place.problem("document-altered", message, remedy))
    return documents, problems


def _check_claim(claim: Claim, kind: UnitKind | None, documents: _Documents) -> Iterator[Problem]:
    excerpt, source = with_single_spaces(claim.excerpt), claim.source
    words = len(excerpt.split())
    if words > MAX_WORDS:
        message = f"The excerpt has {words} words."
        remedy = f"Shorten it to {MAX_WORDS} words around the evidence."
        yield claim.place.problem("excerpt-too-long", message, remedy)
    paragraphs = documents[source]
    if not 1 <= claim.paragraph <= len(paragraphs):
        message = f"“{source}” has no paragraph {claim.paragraph}: it has {len(paragraphs)}."
        remedy = _whereabouts(excerpt, source, documents) or "Count the lines that are not blank."
        yield claim.place.problem("paragraph-missing", message, remedy)
        return
    paragraph = paragraphs[claim.paragraph - 1]
    if not excerpt or excerpt not in paragraph:
        message = f"Paragraph {claim.paragraph} of “{source}” does not hold “{excerpt}”."
        elsewhere = _whereabouts(excerpt, source, documents)
        rule = "excerpt-elsewhere" if elsewhere else "excerpt-not-found"
        remedy = elsewhere or "Copy the words as they are printed in the document."
        yield claim.place.problem(rule, message, remedy)
        return
    if claim.value is not None and kind is not None:
        yield from _check_value(claim, kind, excerpt, paragraph)


def _check_value(claim: Claim, kind: UnitKind, excerpt: str, paragraph: str) -> Iterator[Problem]:
    assert claim.value is not None
    value = claim.value

    def supports_value(numeral: Numeral) -> bool:
        return numeral_supports(numeral, value, unit_kind=kind, qualifier=claim.qualifier)

    if not supports(excerpt, value, unit_kind=kind, qualifier=claim.qualifier):
        message = (
            f"The claim is {_figure(value)} ({kind}, {claim.qualifier}), "
            f"but the excerpt “{excerpt}” states {_listing(numerals_in(excerpt))}."
        )
        remedy = "Correct `value`, its unit or `qualifier`, or take the words that state it."
        yield claim.place.problem("value-not-in-excerpt", message, remedy)
        return
    # An excerpt can cut a number short (“3 million” of “2.3 million”), so read the paragraph too.
    spans = excerpt_spans(excerpt, paragraph)
    numerals = [each for each in numerals_in(paragraph) if touches(each, spans)]
    stated = [each for each in numerals if supports_value(each)]
    if not stated:
        message = (
            f"The excerpt “{excerpt}” cuts through a number: "
            f"the paragraph states {_listing(numerals)} there, not {_figure(value)}."
        )
        remedy = "Take the whole number into the excerpt, and correct `value`."
        yield claim.place.problem("value-not-in-excerpt", message, remedy)
        return
    named = qualifiers_in(excerpt, value).union(*(qualifiers_of(paragraph, n) for n in stated))
    if named and claim.qualifier not in named:
        message = (
            f"The source says “{'” and “'.join(sorted(named))}” of this number; "
            f"the claim says “{claim.qualifier}”."
        )
        remedy = f"Write `qualifier: {min(named)}`, or take the words about another number."
        yield claim.place.problem("qualifier-differs", message, remedy)


def _whereabouts(excerpt: str, source: str, documents: _Documents) -> str:
    """A sentence that names the paragraphs that hold the excerpt; empty if there are none."""
    for each in (source, *(other for other in documents if other != source)):
        found = [n for n, text in enumerate(documents[each], 1) if excerpt and excerpt in text]
        if found:
            numbers = " and ".join(map(str, found))
            noun = "paragraphs" if len(found) > 1 else "paragraph"
            where = "" if each == source else f" of “{each}”"
            return f"These words stand in {noun} {numbers}{where}: correct the claim."
    return ""


def _listing(numerals: Iterable[Numeral]) -> str:
    shown = [
        " or ".join(_figure(float(each)) for each in sorted(numeral.readings))
        + ("%" if numeral.percent else "")
        + (" (an order of magnitude)" if numeral.vague else "")
        for numeral in numerals
    ]
    return "; ".join(shown) or "no number"


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}"
