"""What stands behind a brief, for machines: its claims as JSON rows, its charts as CSV tables."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from .briefs import Brief
from .locales import Arabic, plain
from .model import Chart, Claim, Fact, Library
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


def facts_json(library: Library, brief: Brief) -> bytes:
    """The claims that a brief rests on, in the order of the page, as a JSON list of rows."""
    rows = [claim_row(library, library.facts[fact], claim) for fact, claim in brief.claims]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def chart_csv(chart: Chart) -> bytes:
    """What a chart shows, as CSV: a row for each mark, or for each row of a matrix.

    Begins with a byte order mark: without it spreadsheets take Arabic in UTF-8 for something else.
    """
    out = io.StringIO()
    table = csv.writer(out)
    if chart.rows:
        table.writerow(["row", *map(plain, chart.columns)])
        for row, cells in zip(chart.rows, chart.cells, strict=True):
            table.writerow([plain(row), *map(int, cells)])
    else:
        table.writerow(["category", "label", "value", "day"])
        for mark in chart.marks:
            day = mark.day.isoformat() if mark.day else ""
            table.writerow([plain(mark.category), plain(mark.label), _number(mark.value), day])
    return out.getvalue().encode("utf-8-sig")


def attachments_of(library: Library, brief: Brief, prefix: str = "") -> tuple[Attachment, ...]:
    """The files that travel inside a brief's PDF: its facts, and the data of each chart.

    ``prefix`` begins their names where several briefs share a file.
    """
    facts = Attachment(
        f"{prefix}facts.json",
        facts_json(library, brief),
        "application/json",
        f"الحقائق التي يستند إليها الموجز ومصادرها: {plain(brief.title)}",
    )
    charts = (
        Attachment(
            f"{prefix}chart-{number}.csv",
            chart_csv(picture.chart),
            "text/csv",
            f"بيانات الرسم: {plain(picture.chart.title)}",
        )
        for number, picture in enumerate(brief.pictures, start=1)
    )
    return (facts, *charts)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)
