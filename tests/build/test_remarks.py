"""What is to be known of a document before it is handed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefings.build.pipeline import fill_plan
from briefings.build.remarks import remarks_on
from briefings.build.request import Order
from briefings.data import load_library
from briefings.model import Format, Meeting, Precision, Setting, Style, When
from briefings.resources import templates_folder

LIBRARY = load_library(Path(__file__).parents[2] / "data")
DAY = date(2026, 11, 21)
MEETING = LIBRARY.meetings["washington-2024"]


def told(
    topics: tuple[str, ...],
    *,
    as_of: date = DAY,
    meeting: Meeting | None = None,
    format_: Format = Format.BRIEF,
) -> tuple[str, ...]:
    style = Style(templates_folder(), setting=Setting(format_))
    order = Order(DAY, as_of, Path("out"), style, meeting=meeting)
    found = tuple(LIBRARY.topics[topic] for topic in topics)
    return remarks_on(LIBRARY, fill_plan(LIBRARY, found, order), found, order)


def test_overdue_facts_are_told_with_the_command_that_lists_them() -> None:
    (remark,) = told(("africa",))
    assert remark.endswith("“check --stale --topic africa --as-of 2026-11-21” lists all")
    # On the last day of 2024, a figure of 30 September 2024 is three months old.
    assert not any("overdue" in remark for remark in told(("africa",), as_of=date(2024, 12, 31)))


def test_a_pack_names_its_meeting_or_all_its_topics() -> None:
    (overdue, _) = told(MEETING.topics, meeting=MEETING, format_=Format.PACK)
    assert "“check --stale --meeting washington-2024 --as-of" in overdue
    (overdue, _) = told(("africa", "coalition"), meeting=MEETING, format_=Format.PACK)
    assert "“check --stale --topic africa --topic coalition --as-of" in overdue
    # The data folder does not know it: its file alone does.
    stranger = replace(MEETING, id="tunis")
    (overdue, _) = told(MEETING.topics, meeting=stranger, format_=Format.PACK)
    assert "--topic washington-2024 --topic uk-contributions" in overdue


@pytest.mark.parametrize(
    ("first", "last", "remark"),
    [
        pytest.param(
            date(2026, 11, 1),
            date(2026, 11, 20),
            "the meeting “washington-2024” is past (2026-11); this edition is dated 2026-11-21",
            id="the-day-after",
        ),
        pytest.param(date(2026, 11, 20), date(2026, 11, 21), None, id="its-last-day"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 22), None, id="its-first-day"),
        pytest.param(
            date(2026, 11, 22),
            date(2026, 11, 23),
            "the meeting “washington-2024” is of 2026-11; this edition is dated 2026-11-21",
            id="the-day-before",
        ),
    ],
)
def test_a_meeting_of_another_day_is_told(first: date, last: date, remark: str | None) -> None:
    meeting = replace(MEETING, date=When(first, last, Precision.MONTH))
    overdue, *others = told(("africa",), meeting=meeting)
    assert "overdue" in overdue
    assert others == ([remark] if remark else [])
