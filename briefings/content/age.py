"""The age of a document's figures, told once under its title; what is told there is not repeated.

Ages are those on the day up to which facts count, as is staleness, which
:mod:`briefings.facts.freshness` judges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ..arabic import Arabic
from ..arabic.phrases import age as phrases
from ..facts.freshness import is_fresh, span
from ..facts.selection import Selection
from ..model import Chart, Claim, Origin, When, marked
from .blocks import Composer, View
from .blocks.chart_small import age_strip
from .blocks.figures import KeyFiguresView, Tile

LINE_MM = (84.0, 11.0)
"""The size of the line of time, which leaves room for the words beside it."""
_YEAR_DAYS = 366


class Age(NamedTuple):
    """How old the figures are, in words and as points of a line of time.

    ``statement`` and ``passed`` are marked texts; ``passed`` is empty where all is fresh.
    ``oldest`` and ``newest`` are None without figures. ``is_old`` says that even the newest is a
    year old or more. ``line`` is a line of time with the dates of the figures that age, where there
    are several and the words do not say all.
    """

    statement: str
    passed: str
    oldest: When | None
    newest: When | None
    is_old: bool
    line: Chart | None = None


def age_of(
    composer: Composer, printed: Iterable[tuple[str, Claim]], counted: Collection[str]
) -> Age:
    """The age of the figures among the claims printed; of all facts where there is no figure.

    ``counted`` are the relations of which the number of objects is printed.
    """
    selection, arabic, printed = composer.selection, composer.arabic, tuple(printed)
    found = span(selection.library, printed, counted)
    if not found.figures:
        return _of_facts(selection, [claim for _, claim in printed], arabic)
    newest = found.figures[-1][1]
    oldest = found.ageing[0][1] if found.ageing else newest
    values = [one for fact, one in printed if one.value is not None or fact in counted]
    fresh = [is_fresh(min(group, key=_end), selection.as_of) for group in (values, [oldest])]
    dates = [_month(one, selection, arabic) for one in (newest, oldest)]
    ages = [arabic.elapsed(one.when, selection.as_of) for one in (newest, oldest)]
    one_date = len({_month(one, selection, arabic) for _, one in found.figures}) == 1
    count, passed = len(found.figures), ""
    if fresh[0]:
        statement = phrases.fresh(count)
    elif fresh[1]:
        statement = phrases.NEWEST.format(dates[0])
    else:
        passed = phrases.passed(ages[0], "" if dates[0] == dates[1] else ages[1], count, one_date)
        statement = phrases.all_from(dates[0], count, one_date=one_date)
        if is_fresh(newest, selection.as_of):
            statement = phrases.NEWEST_AND_OLDEST.format(*dates)
    return Age(
        marked(statement, Origin.DATE),
        marked(passed, Origin.DATE),
        oldest.when,
        newest.when,
        not is_fresh(newest, selection.as_of),
        _line(composer, (*found.ageing, found.figures[-1])) if passed else None,
    )


def _line(composer: Composer, figures: Sequence[tuple[str, Claim]]) -> Chart | None:
    """The line of time of some figures up to the edition; None if they have one date.

    It would mislead where facts count up to an earlier day than that of the edition.
    """
    dates = {claim.when for _, claim in figures}
    if len(dates) == 1 or composer.edition != composer.selection.as_of:
        return None
    return age_strip(figures, composer.edition, composer, LINE_MM)


def _of_facts(selection: Selection, claims: Sequence[Claim], arabic: Arabic) -> Age:
    """The age of a document without figures, by the newest of its facts."""
    if not claims:
        return Age("", "", None, None, is_old=False)
    newest = max(claims, key=_end)
    is_old = not is_fresh(newest, selection.as_of)
    date_ = _month(newest, selection, arabic)
    statement = phrases.facts_from(date_) if is_old else phrases.NEWEST_FACT.format(date_)
    passed = phrases.passed(arabic.elapsed(newest.when, selection.as_of), "", 0, False)
    passed = marked(passed, Origin.DATE) if is_old else ""
    return Age(marked(statement, Origin.DATE), passed, None, None, is_old)


def flagged(view: View, age: Age) -> View:
    """The view, whose tiles flag only what the strip does not say of all figures."""
    if not isinstance(view, KeyFiguresView):
        return view
    return view._replace(tiles=tuple(_flagged(tile, age) for tile in view.tiles))


def _flagged(tile: Tile, age: Age) -> Tile:
    """The tile with a date that stands out if it is more than a year older than the newest."""
    behind = (age.newest.end - tile.when.end).days if age.newest else 0
    return tile._replace(is_old=behind > _YEAR_DAYS, due="" if age.is_old else tile.due)


def _month(claim: Claim, selection: Selection, arabic: Arabic) -> str:
    text = arabic.month(claim.when)
    return phrases.dated(text, claim.when, estimated=selection.is_inferred(claim))


def _end(claim: Claim) -> date:
    return claim.when.end
