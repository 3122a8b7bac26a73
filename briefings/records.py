"""What stands behind a document, for machines: its claims as JSON rows, its charts as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .blocks import chart_csv
from .briefs import Brief
from .locales import Arabic, plain
from .model import Claim, Fact, Library
from .packs import Pack
from .pdf import Attachment
from .selection import Selection


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


def attachments_of(library: Library, document: Brief | Pack) -> tuple[Attachment, ...]:
    """The files that travel inside a document's PDF: its facts, and the data of each chart.

    The tables begin with a byte order mark: without it spreadsheets take Arabic in UTF-8 for
    something else.
    """
    facts = Attachment(
        "facts.json",
        facts_json(library, document.claims),
        "application/json",
        f"الحقائق التي تستند إليها الوثيقة ومصادرها: {plain(document.title)}",
    )
    charts = (
        Attachment(
            f"chart-{number}.csv",
            chart_csv(picture.chart).encode("utf-8-sig"),
            "text/csv",
            f"بيانات الرسم: {plain(picture.chart.title)}",
        )
        for number, picture in enumerate(document.pictures, start=1)
    )
    return (facts, *charts)
