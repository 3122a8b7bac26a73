"""When a document is to be reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model.review import check_review, review_after

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3 months", date(2027, 2, 28)),
        ("1 month", date(2026, 12, 30)),
        ("15 months", date(2028, 2, 29)),
        ("1 year", date(2027, 11, 30)),
        ("2 weeks", date(2026, 12, 14)),
        ("10 days", date(2026, 12, 10)),
        ("2027-01-31", date(2027, 1, 31)),
    ],
)
def test_a_term_runs_from_the_edition(said: str, day: date) -> None:
    assert review_after(said, DAY) == day


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("soon", "“soon” is no time of a review; write it like “3 months” or 2027-02-28"),
        ("0 days", "“0 days” is no time of a review"),
        ("2027-02-30", "2027-02-30 is no day of the calendar"),
    ],
)
def test_what_is_none_is_told(said: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_review(said)


def test_a_review_comes_after_the_edition() -> None:
    with pytest.raises(ValueError, match="2026-11-30 is not after the edition, which is of"):
        review_after("2026-11-30", DAY)
    with pytest.raises(ValueError, match="is in no calendar"):
        review_after("999 years", date(9500, 1, 1))
