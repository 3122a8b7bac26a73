"""How a brief marks what is overdue: in its tiles and its caveats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.content.blocks import Composer
from briefings.content.blocks.closing import Caveats
from briefings.content.blocks.figures import KeyFigure, KeyFigures
from briefings.model import Cite, Fact, When, plain_text
from tests.tiny import LEADS, OLD, SHARE, TRAINED, claim, composer, library_with

BOTH = KeyFigures((KeyFigure("trained", "درّبوا"), KeyFigure("share", "خسروا")))
LOST = replace(SHARE, id="lost", wording="أراضٍ فقدها")


def _points(one: Composer) -> list[str]:
    view = Caveats(dates=False).view(one)
    points = [plain_text(point.text) for point in view.points] if view else []
    return [point for point in points if "مضى موعد" in point]


@pytest.mark.parametrize(
    ("day", "marked"),
    [
        (date(2016, 12, 31), [False, False]),
        (date(2024, 9, 30), [False, True]),
        (date(2026, 9, 30), [False, True]),
        (date(2026, 10, 1), [True, True]),
    ],
    ids=["then", "the newer is fresh", "its last day", "the day after"],
)
def test_a_tile_says_that_its_figure_is_stale(day: date, marked: list[bool]) -> None:
    view = BOTH.view(composer(day))
    assert view is not None
    assert [tile.due == "يحتاج إلى تحديث" for tile in view.tiles] == marked


def test_a_tile_that_counts_a_relation_is_stale_a_year_later() -> None:
    block = KeyFigures((KeyFigure("leads", "ترأس", count="state"),))
    views = block.view(composer(date(2019, 9, 30))), block.view(composer(date(2019, 10, 1)))
    assert [bool(view and view.tiles[0].due) for view in views] == [False, True]


def test_the_stale_figure_printed_is_named_with_date_and_mark() -> None:
    one = composer(date(2025, 1, 1))
    one.sentence("{trained} {share} {leads}")
    view = Caveats(dates=False).view(one)
    assert view is not None
    # The relation is stale as well, and no figure.
    (point,) = [one.text for one in view.points if "مضى موعد" in plain_text(one.text)]
    assert plain_text(point) == "رقم مضى موعد مراجعته: أراضٍ خسرها (سبتمبر 2016)."
    assert [part for part in point if isinstance(part, Cite)] == [Cite(2, "2", "صفحة قديمة")]


def test_stale_figures_of_one_date_stand_together() -> None:
    one = composer(date(2025, 1, 1), library_with(LOST))
    one.sentence("{trained} {share} {lost}")
    assert _points(one) == ["أرقام مضى موعد مراجعتها: أراضٍ خسرها، أراضٍ فقدها (سبتمبر 2016)."]


def test_where_all_is_stale_one_sentence_says_so() -> None:
    due = replace(TRAINED, review_by=When.parse("2024-11"))
    one = composer(date(2025, 1, 1), library_with(due))
    one.sentence("{trained} {share}")
    assert _points(one) == ["مضى موعد مراجعة أرقام هذه الإحاطة كلها."]
    one = composer(date(2025, 1, 1), library_with(due, replace(LOST, settled=True)))
    one.sentence("{trained} {share} {lost}")
    assert _points(one) == ["مضى موعد مراجعة الأرقام القابلة للتغيّر في هذه الإحاطة كلها."]


def test_nothing_is_said_where_the_head_says_that_all_is_old() -> None:
    one = composer(date(2026, 10, 1))
    one.sentence("{trained} {share}")
    assert _points(one) == []


@pytest.mark.parametrize(
    ("day", "text", "fact"),
    [
        (date(2016, 12, 31), "{share}", SHARE),
        (date(2026, 11, 21), "{share}", replace(SHARE, settled=True)),
        (date(2026, 11, 21), "{leads}", LEADS),
    ],
    ids=["as of its day", "settled", "a relation"],
)
def test_nothing_is_said_of_what_is_not_a_stale_figure(day: date, text: str, fact: Fact) -> None:
    one = composer(day, library_with(fact))
    one.sentence(text)
    assert _points(one) == []


def test_an_old_value_of_a_renewed_figure_is_not_stale() -> None:
    one = composer(date(2025, 1, 1))
    one.sentence("{trained@first}")
    assert _points(one) == []


def test_a_stale_figure_has_the_words_of_its_claim() -> None:
    worded = replace(SHARE, claims=(claim("old-page", OLD, value=1, wording="صيغة"),))
    one = composer(date(2025, 1, 1), library_with(worded))
    one.sentence("{share} {trained}")
    assert _points(one) == ["رقم مضى موعد مراجعته: صيغة (سبتمبر 2016)."]
