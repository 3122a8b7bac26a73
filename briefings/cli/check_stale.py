"""``check --stale``: what to look at again before a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ..arabic import Arabic
from ..arabic.phrases.messages import stated
from ..facts.freshness import is_stale, review_day
from ..facts.selection import Selection
from .arguments import Day
from .names import TopicName
from .output import counted, dim, message, result, result_json, shaped, strong

if TYPE_CHECKING:
    from ..model import Claim, Fact, Library


def stale_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of ``check --stale``."""
    for option in (
        click.option(
            "--topic",
            "chosen",
            multiple=True,
            type=TopicName(),
            help="With --stale: only what this topic prints; repeatable. Also with --meeting.",
        ),
        click.option("--as-of", type=Day("last"), help="With --stale: the day.  [default: today]"),
        click.option("--stale", is_flag=True, help="List the facts whose review is overdue."),
    ):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Due:
    """A fact to renew, as ``--json`` shows it; days are ISO dates, ``overdue`` counts days."""

    fact: str
    wording: str
    date: str
    value: str
    review_by: str
    overdue: int
    file: str
    line: int
    remedy: str


def list_stale(
    library: Library, day: date, topics: Sequence[str], meeting: str | None, *, as_json: bool
) -> None:
    """Print the facts whose review is overdue on a day, the most overdue first.

    With topics, or the topics of a meeting, only facts that these print.
    """
    selection = Selection(library, day)
    facts = [fact for fact in _facts_of(library, topics, meeting) if selection.current(fact.id)]
    found = [_due(fact, selection) for fact in facts if is_stale(fact, selection)]
    found.sort(key=lambda one: -one.overdue)
    if as_json:
        result_json([asdict(one) for one in found])
    else:
        _print(found)
    message(f"{len(found)} of {counted(len(facts), 'fact')} to renew by {day}")


def _facts_of(library: Library, topics: Sequence[str], meeting: str | None) -> list[Fact]:
    names = list(topics)
    if meeting is not None:
        from .choices import find_meeting

        names += find_meeting(library, meeting).topics
    if not names:
        return list(library.facts.values())
    from ..build.pipeline import find_topics
    from ..content.brief import topic_facts

    named = {fact for topic in find_topics(library, tuple(names)) for fact in topic_facts(topic)}
    return [fact for fact in library.facts.values() if fact.id in named]


def _due(fact: Fact, selection: Selection) -> Due:
    claim, by = selection.current(fact.id), review_day(fact, selection)
    assert claim is not None, "only what is known can be stale"
    assert by is not None, "only what is reviewed can be stale"
    remedy = "Look for a newer source and add its claim; else set “review_by”"
    remedy += " on." if fact.review_by else ", or “settled: true” if none will change it."
    return Due(
        fact.id,
        fact.wording.replace("{object}", "…"),
        claim.when.iso,
        _said(fact, claim, selection),
        by.isoformat(),
        (selection.as_of - by).days,
        fact.place.file,
        fact.place.line,
        remedy,
    )


def _said(fact: Fact, claim: Claim, selection: Selection) -> str:
    if claim.value is not None and fact.unit is not None:
        return stated(selection.library, fact, claim)
    objects = selection.objects(fact.id)
    return Arabic().joined([stated(selection.library, fact, one) for one in objects])


def _print(found: Sequence[Due]) -> None:
    for one in found:
        result(f"{strong(one.fact)}  {shaped(one.wording)}")
        result(f"    {dim(one.date.ljust(10))}  {shaped(one.value)}")
        late = f"review by {one.review_by}, {_time(one.overdue)} overdue"
        result(f"    {late}  {dim(f'{one.file}:{one.line}')}")


def _time(days: int) -> str:
    """Days as years and months, for people: the day itself stands beside it."""
    years, months = divmod(days * 12 // 365, 12)
    parts = ((years, "year"), (months, "month"))
    told = " ".join(counted(number, noun) for number, noun in parts if number)
    return told or counted(days, "day")
