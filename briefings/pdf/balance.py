"""Chooses how loosely a document is set, so that its pages are full, from the flow of its content.

All blocks have one level of looseness. On a page that is not full all the same, as what comes next
has no room there, blocks get a level of their own: looser, or so close that it has room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .arrangement import Arrangement
from .flow import Flow, Paged, Settings, paged
from .looseness import CLOSEST, CLOSEST_SHEET, LOOSEST, Looseness, Response, levels

INTERIOR = 0.926
"""The part of its height to which a page is filled at least; its ink reaches a little less far."""
LAST = 0.605
"""The same of the last page."""
SHEET = 0.93
"""What the page of a sheet is filled to, where its content allows; 85 % are asked for."""

MARGIN = 0.015
"""The part of a page's height that a forecast may be wrong by."""
_OWN = 0.7  # the most that the level of one page's blocks differs from that of the document
_DEAR = 20.0  # what an empty page counts, beside a level of 1
_OWN_COST = 0.5
USUAL = Response()
_WASTE = 3.0  # what a page of space beside a column counts
_LITTLE = 0.08  # of a page: so much of it is never in the way
_GLANCES = (0.0, 0.25, -0.25, 0.6, -0.6)
_HOPEFUL = 4  # arrangements that are looked at closely
_TOLD = 0.04  # of a page: a smaller difference says nothing of the response
_RESPONSES = (0.3, 1.6)


@dataclass(frozen=True, slots=True)
class Plan:
    """The level of a document, those of blocks that have another, and how blocks stand."""

    level: float = 0.0
    blocks: Mapping[int, float] = field(default_factory=dict)
    arrangement: Arrangement = Arrangement()  # noqa: RUF009 — frozen

    def settings(self, response: Response = USUAL) -> Settings:
        """How each block is set."""
        return lambda block: Looseness(self.blocks.get(block, self.level), self.level, response)

    @property
    def cost(self) -> float:
        """How far it is from the design."""
        own = sum(abs(level - self.level) for level in set(self.blocks.values()))
        return abs(self.level) + _OWN_COST * own + self.arrangement.cost


def lacking(filled: Sequence[float], *, one_page: bool) -> float:
    """How much the pages are too empty, or too many, in heights of a page; 0 where all is well."""
    *interior, last = filled
    if one_page:
        return 1 + sum(filled[1:]) if interior else max(0.0, SHEET - last)
    return sum(max(0.0, INTERIOR - one) for one in interior) + max(0.0, LAST - last)


def wasted(made: Paged) -> float:
    """What counts the space beside columns that end before their neighbours; 0 if it is little."""
    return _WASTE * max(0.0, made.waste - _LITTLE)


def cost(
    filled: Sequence[float], plan: Plan, waste: float = 0.0, *, one_page: bool = False
) -> float:
    """What speaks against a plan with these pages: that they are empty, and how it is set."""
    empty = lacking(filled, one_page=one_page)
    return _DEAR * empty + (1.0 if empty else 0.0) + plan.cost + waste


def planned(
    flow: Flow,
    known: Sequence[Arrangement] = (Arrangement(),),
    response: Response = USUAL,
    margin: float = MARGIN,
    *,
    one_page: bool,
) -> tuple[Plan, float]:
    """The best plan for a flow with that response to looseness, in one of the arrangements.

    Also what speaks against it, as :func:`cost` gives it.
    """
    searches = [
        _Forecasts(flow.arranged(one.columns, one.order), one, response, margin, one_page)
        for one in known
    ]
    # The best of many are found by a look at a few levels.
    hopeful = sorted(searches, key=_Forecasts.glance)[:_HOPEFUL]
    best, least = Plan(), float("inf")
    for search in dict.fromkeys([searches[0], *hopeful]):
        plan, found = search.best(least)
        if found < least:
            best, least = plan, found
    # Where there is little to say, a page stays as it is designed.
    is_short = len(flow.depths) == 1 and not one_page
    return (Plan(), 0.0) if is_short and least > 1 else (best, least)


def response_of(design: Flow, made: Flow, plan: Plan, known: Response) -> Response:
    """The response to looseness, from a flow as designed and as it was made by a plan."""
    before = design.length(design.before)
    foreseen = design.length(plan.settings(Response(1.0, 1.0))) - before
    if abs(foreseen) < _TOLD * design.height:
        return known
    found = (made.length(made.before) - before) / foreseen
    found = min(max(found, _RESPONSES[0]), _RESPONSES[1])
    return known._replace(**{"looser" if foreseen > 0 else "closer": found})


@dataclass(frozen=True, slots=True, eq=False)
class _Forecasts:
    """Forecasts for one arrangement of a flow, if it is longer than foreseen by a margin."""

    flow: Flow
    arrangement: Arrangement
    response: Response
    margin: float
    one_page: bool

    def broken(self, plan: Plan) -> Paged:
        """How the flow breaks by a plan."""
        return paged(self.flow, plan.settings(self.response), self.margin)

    def cost(self, plan: Plan) -> float:
        """What speaks against a plan."""
        made = self.broken(plan)
        filled = [depth / self.flow.height - self.margin for depth in made.depths]
        return cost(filled, plan, wasted(made), one_page=self.one_page)

    def glance(self) -> float:
        """What speaks against the best of a few levels."""
        return min(self.cost(Plan(level, {}, self.arrangement)) for level in _GLANCES)

    def best(self, limit: float) -> tuple[Plan, float]:
        """The best plan with its cost, if it is below a limit."""
        best, least = Plan(0.0, {}, self.arrangement), limit
        for level in levels(closest=CLOSEST_SHEET if self.one_page else CLOSEST):
            if abs(level) + self.arrangement.cost >= least:
                break
            plan = self.evened(level)
            if (found := self.cost(plan)) < least:
                best, least = plan, found
        return best, least

    def evened(self, level: float) -> Plan:
        """The plan of a level, with blocks of pages that are not full set by themselves."""
        plan, page = Plan(level, {}, self.arrangement), 0
        if self.one_page:
            return plan
        near = levels(level, max(CLOSEST, level - _OWN), min(LOOSEST, level + _OWN))[1:]
        while page < len((made := self.broken(plan)).depths):
            is_last = page == len(made.depths) - 1
            enough = self.flow.height * ((LAST if is_last and page else INTERIOR) + self.margin)
            if made.depths[page] < enough and (blocks := made.on(page)):
                for own in near:
                    other = replace(plan, blocks={**plan.blocks, **dict.fromkeys(blocks, own)})
                    depths = self.broken(other).depths
                    is_full = len(depths) > page and depths[page] >= enough
                    if is_full and (not is_last or len(depths) == len(made.depths)):
                        plan = other
                        break
            page += 1
        return plan
