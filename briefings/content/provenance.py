"""The provenance of a document in machine-readable form: claims as JSON, charts as CSV."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..arabic import Arabic, plain
from ..arabic.labels import label
from ..arabic.phrases import briefs as phrases
from ..arabic.phrases.sources import source_title
from ..facts.selection import Selection
from ..model import REFS, Claim, Fact, Library, Origin
from ..pdf import Attachment, Passage, Trace
from .blocks import chart_csv
from .brief import Brief
from .pack import Pack


def claim_row(library: Library, fact: Fact, claim: Claim) -> dict[str, Any]:
    """One claim for machines: value in base units, or null and the code of a relation's object."""
    inferred = Selection(library, claim.when.end).is_inferred(claim)
    return {
        "fact": fact.id,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "wording": claim.wording or fact.wording,
        "value": claim.value,
        "object": claim.object,
        "unit": fact.unit,
        "qualifier": str(claim.qualifier),
        "as_of": claim.when.iso,
        "as_of_precision": str(claim.when.precision),
        "as_of_inferred": inferred,
        "source": claim.source,
        "source_sha256": library.sources[claim.source].sha256,
        "paragraph": claim.paragraph,
        "excerpt": claim.excerpt,
        "rank": str(claim.rank),
        "note": Arabic().prose(claim.note) if claim.note else None,
    }


def facts_json(library: Library, claims: Iterable[tuple[str, Claim]]) -> bytes:
    """Claims with their facts' ids, in the order of the page, as a JSON list of rows."""
    rows = [claim_row(library, library.facts[fact], claim) for fact, claim in claims]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Many rows as a JSON list, one to a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n".encode()


_UNTRACED = frozenset({"subject", "predicate", "as_of_precision", "source_sha256"})
"""Keys of claims that the rows of printed figures do without."""


def figure_rows(library: Library, document: Brief | Pack, found: Trace) -> Iterator[dict[str, Any]]:
    """One row for each printed passage and each claim behind it, in the order of the pages.

    A chart's passages stand where its picture does.
    """
    # Stable: on a page the text comes first, then its charts.
    ordered = sorted([*_passages(found), *_drawn(document, found)], key=lambda one: one.page)
    for passage in ordered:
        is_brief = passage.part.startswith("brief-")
        printed = plain(passage.text)
        own, edition, claims = _reference(library, document, passage)
        for fact, claim in claims:
            source = own.sources[claim.source]
            row = claim_row(own, own.facts[fact], claim)
            yield {
                "printed": f"[{printed}]" if passage.origin == "cite" else printed,
                "kind": passage.origin,
                "page": passage.page,
                "topic": passage.part.removeprefix("brief-") if is_brief else None,
                "edition": edition,
                **{name: value for name, value in row.items() if name not in _UNTRACED},
                "source_title": source_title(source),
                "publisher": source.publisher,
                "source_date": source.date.iso,
            }


def _passages(found: Trace) -> list[Passage]:
    """The passages of the text that come from claims."""
    return [one for one in found.passages if "#" in one.ref]


class _Reference(NamedTuple):
    """The claims that a passage names, their library, and its edition if it is an earlier one."""

    library: Library
    edition: str | None
    claims: tuple[tuple[str, Claim], ...]


def _reference(library: Library, document: Brief | Pack, passage: Passage) -> _Reference:
    """Parse the reference of a passage, as :func:`briefings.model.marked` writes it."""
    claims: list[tuple[str, Claim]] = []
    edition = passage.ref.partition("#")[0].partition("@")[2]
    if edition:
        library = document.earlier[edition]
    for one in passage.ref.split(REFS):
        owner, _, places = one.partition("#")
        fact = owner.partition("@")[0]
        claims += [(fact, library.facts[fact].claims[int(place)]) for place in places.split(",")]
    return _Reference(library, edition or None, tuple(claims))


def _drawn(document: Brief | Pack, found: Trace) -> Iterator[Passage]:
    """What charts show and do not say in their labels, as the dots of a matrix."""
    said = {(one.part, one.ref) for one in found.passages}
    shown: Counter[str] = Counter()
    for part in document.parts:
        for picture in part.pictures:
            name = f"{picture.chart.name}.svg"
            page = found.pictures[name][shown[name]]
            shown[name] += 1
            for figure in picture.drawn:
                if figure.origin is Origin.FIGURE and (part.anchor, figure.ref) not in said:
                    yield Passage("chart", figure.ref, figure.text, page, part.anchor)


def attachments_of(
    library: Library, document: Brief | Pack, found: Trace
) -> tuple[Attachment, ...]:
    """The files attached to a document's PDF: its facts, its figures, and the data of each chart.

    ``found`` is what stands on the pages. The CSV files begin with a byte order mark, without which
    spreadsheets do not recognise Arabic as UTF-8.
    """
    # A date can be printed alone, with the mark of another claim beside it.
    named = [_reference(library, document, passage) for passage in _passages(found)]
    dated = [pair for one in named if one.edition is None for pair in one.claims]
    facts = Attachment(
        "facts.json",
        facts_json(library, dict.fromkeys([*document.claims, *dated])),
        "application/json",
        label(phrases.FACTS_FILE + document.title),
    )
    figures = Attachment(
        "figures.json",
        _lines(figure_rows(library, document, found)),
        "application/json",
        label(phrases.FIGURES_FILE + document.title),
    )
    charts = (
        Attachment(
            f"chart-{number}.csv",
            chart_csv(picture.chart).encode("utf-8-sig"),
            "text/csv",
            label(phrases.CHART_FILE + picture.chart.title),
        )
        for number, picture in enumerate(document.pictures, start=1)
    )
    return (facts, figures, *charts)
