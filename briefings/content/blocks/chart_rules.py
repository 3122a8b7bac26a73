"""What charts must not do: compare what cannot be compared, or give one colour two meanings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ...errors import Problem
from ...model import Claim, Fact, Library
from .chart_spec import SHAPES, ChartItem, Panel, Takes


def comparison_problems(library: Library, panel: Panel) -> Iterator[Problem]:
    """Values on one axis whose scopes differ, or whose facts are declared to be incomparable."""
    shape = SHAPES[panel.chart]
    if shape.takes is not Takes.QUANTITIES:
        return
    found = [(item, library.facts[item.fact]) for item in panel.of if item.fact in library.facts]
    for (one, fact), (other, rival) in combinations(found, 2):
        apart = rival.id in fact.incomparable or fact.id in rival.incomparable
        if fact.id == rival.id:
            apart = len({c.scope for c in (*_claims(one, fact), *_claims(other, rival))}) > 1
        if apart:
            yield panel.place.problem(
                "incomparable",
                f"this {panel.chart} chart puts “{fact.id}” and “{rival.id}” on one axis, "
                "and their values must not be compared",
                "List them in a block of kind amounts instead.",
            )
            return


def _claims(item: ChartItem, fact: Fact) -> tuple[Claim, ...]:
    """The claims of an item that may be drawn: that of its date, or the latest."""
    dated = [claim for claim in fact.claims if claim.when == item.at]
    newest = sorted(fact.claims, key=lambda claim: claim.when.end)[-1:]
    return tuple(dated if item.at else newest)


def colour_problems(library: Library, block: Any) -> Iterator[Problem]:
    """Shares of a topic of which one emphasises what another leaves as the rest."""
    topic = next(
        (one for one in library.topics.values() if any(each is block for each in one.blocks)), None
    )
    if topic is None:
        return
    panels = [p for each in topic.blocks if isinstance(each, type(block)) for p in each.panels]
    for panel in block.panels:
        for other in panels:
            shared = _parts(panel) & {other.remainder} - {None}
            if shared and other is not panel:
                yield panel.place.problem(
                    "colour-meaning",
                    f"“{shared.pop()}” has the strong colour in this chart, and in another chart "
                    "of the topic the colour of the rest",
                    "Draw the same part of both wholes, or put them into one chart.",
                )
                return


def _parts(panel: Panel) -> set[str | None]:
    return {item.label for item in panel.of} if panel.chart == "share" else set()
