"""``check --stale``: the facts whose review is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ..arabic import Arabic
from ..arabic.phrases.messages import stated
from ..facts.freshness import is_stale, review_day
from ..facts.selection import Selection
from .arguments import Day
from .choices import find_meeting
from .facts import facts_of
from .names import TopicName
from .options import together
from .output import counted, dim, message, result, result_json, shaped, strong

if TYPE_CHECKING:
    from ..model import Claim, Fact, Library


stale_options = together(
    click.option("--stale", is_flag=True, help="List the facts whose review is overdue."),
    click.option("--as-of", type=Day("last"), help="With --stale: the day.  [default: today]"),
    click.option(
        "--topic",
        "chosen",
        multiple=True,
        type=TopicName(),
        help="With --stale: only what this topic prints; repeatable. Also with --meeting.",
    ),
)


def list_stale(
    library: Library, day: date, topics: Sequence[str], meeting: str | None, *, as_json: bool
) -> None:
    """Print the facts whose review is overdue on a day, the most overdue first.

    With topics, or a meeting, only those that their briefs print.
    """
    selection = Selection(library, day)
    names = list(topics)
    if meeting is not None:
        names += find_meeting(library, meeting).topics
    facts = [fact for fact in facts_of(library, names) if selection.current(fact.id)]
    rows = [_row(fact, selection) for fact in facts if is_stale(fact, selection)]
    rows.sort(key=lambda row: -row["overdue"])
    if as_json:
        result_json(rows)
    else:
        for row in rows:
            _print(row)
    message(f"{len(rows)} of {counted(len(facts), 'fact')} to renew by {day}")


def _row(fact: Fact, selection: Selection) -> dict[str, Any]:
    """A row of ``--json``; days are ISO dates, ``overdue`` counts days."""
    claim, by = selection.current(fact.id), review_day(fact, selection)
    assert claim is not None, "only what is known can be stale"
    assert by is not None, "only what is reviewed can be stale"
    remedy = "Look for a newer source and add its claim; else set “review_by”"
    remedy += " on." if fact.review_by else ", or “settled: true” if none will change it."
    return {
        "fact": fact.id,
        "wording": fact.wording.replace("{object}", "…"),
        "date": claim.when.iso,
        "value": _value(fact, claim, selection),
        "review_by": by.isoformat(),
        "overdue": (selection.as_of - by).days,
        "file": fact.place.file,
        "line": fact.place.line,
        "remedy": remedy,
    }


def _value(fact: Fact, claim: Claim, selection: Selection) -> str:
    if claim.value is not None and fact.unit is not None:
        return stated(selection.library, fact, claim)
    objects = selection.objects(fact.id)
    return Arabic().joined([stated(selection.library, fact, one) for one in objects])


def _print(row: Mapping[str, Any]) -> None:
    result(f"{strong(row['fact'])}  {shaped(row['wording'])}")
    result(f"    {dim(row['date'].ljust(10))}  {shaped(row['value'])}")
    late = f"review by {row['review_by']}, {_time(row['overdue'])} overdue"
    where = f"{row['file']}:{row['line']}"
    result(f"    {late}  {dim(where)}")


def _time(days: int) -> str:
    """Days as years and months."""
    years, months = divmod(days * 12 // 365, 12)
    parts = ((years, "year"), (months, "month"))
    told = " ".join(counted(number, noun) for number, noun in parts if number)
    return told or counted(days, "day")
