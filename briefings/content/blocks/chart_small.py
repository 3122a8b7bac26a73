"""Pictures in other blocks: a line in a tile or a cell, and the ages of the figures of a brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from ...arabic.phrases import charts as phrases
from ...charts.small import draw_age_strip, draw_sparkline
from ...model import Chart, Claim, Mark, Origin, marked, unmarked
from .chart_marks import drawn_of, middle
from .chart_spec import DrawnKind
from .composer import Composer

TILE_MM = (16.0, 7.0)
"""Width and height of a line in a tile."""
STRIP_MM = (92.0, 11.0)


class Sparkline(DrawnKind):
    """The course of one quantity, without words."""

    kind: ClassVar[str] = "sparkline"
    draw = staticmethod(draw_sparkline)


class AgeStrip(DrawnKind):
    """The days of the figures of a document, up to its own day."""

    kind: ClassVar[str] = "age-strip"
    draw = staticmethod(draw_age_strip)


def sparkline(
    fact_id: str, composer: Composer, size_mm: tuple[float, float] = TILE_MM
) -> Chart | None:
    """The course of a fact; None where it has fewer than two dates."""
    claims = composer.selection.series(fact_id)
    if len(claims) < 2:
        return None
    fact, arabic = composer.library.facts[fact_id], composer.arabic
    marks = tuple(
        Mark("", "", drawn_of(fact_id, claim, composer), middle(claim.when)) for claim in claims
    )
    said = ((arabic.short_date(one.when), composer.quantity(fact, one)) for one in claims)
    alternative = phrases.bars_in_words(phrases.SPARKLINE, said)
    return Chart(
        Sparkline.kind, "", alternative, marks=marks, width_mm=size_mm[0], height_mm=size_mm[1]
    )


def age_strip(
    claims: Sequence[tuple[str, Claim]],
    edition: date,
    composer: Composer,
    size_mm: tuple[float, float] = STRIP_MM,
) -> Chart | None:
    """The dates of claims, each with its fact's id, and the day of the document; None without any.

    The newest is emphasised; of equal dates one is shown.
    """
    dated = {claim.when: (fact, claim) for fact, claim in claims if claim.when.start <= edition}
    if not dated:
        return None
    ordered = sorted(dated, key=lambda when: (middle(when), when))
    marks = []
    for when in ordered:
        fact, claim = dated[when]
        ref = composer.ref(composer.library.facts[fact], claim)
        text = marked(composer.arabic.month(when), Origin.DATE, ref)
        marks.append(Mark(text, "", day=min(middle(when), edition), emphasis=when is ordered[-1]))
    said = [(unmarked(mark.label), "") for mark in (marks[0], marks[-1])]
    alternative = f"{phrases.AGE_STRIP}: {said[0][0]} – {said[1][0]}."
    return Chart(
        AgeStrip.kind,
        "",
        alternative,
        marks=tuple(marks),
        until=edition,
        gap=phrases.EDITION,
        width_mm=size_mm[0],
        height_mm=size_mm[1],
    )
