"""The age of the figures is told once, under the title; tiles flag exceptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.arabic import Arabic, Digits, Months
from briefings.content.age import Age, age_of
from briefings.content.blocks.closing import Caveats
from briefings.content.blocks.figures import KeyFigure, KeyFigures, KeyFiguresView, Tile
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.pack import compose_pack
from briefings.model import Library, Topic, When, plain_text, unmarked
from tests.tiny import LATE, LIBRARY, SHARE, TRAINED, claim, composer, library_with

AUTUMN = When.parse("2026-10-15")


def of(when: When, *more: When) -> Library:
    """The tiny library with shares of these dates, by the ids share, share-1 …"""
    facts = [
        replace(SHARE, id=f"share-{n}" if n else "share", claims=(claim("new-page", one, value=n),))
        for n, one in enumerate((when, *more))
    ]
    return library_with(*facts)


def brief_of(library: Library, *texts: str, day: date = LATE, **options: object) -> Brief:
    topic = Topic("t", "عنوان", "ملخص", texts, ())
    return compose(library, topic, Purpose(day, day, Arabic(**options)))  # type: ignore[arg-type]


def told(library: Library, *texts: str, day: date = LATE, **options: object) -> tuple[str, str]:
    age = brief_of(library, *texts, day=day, **options).age
    return unmarked(age.statement), unmarked(age.passed)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("{trained}", "{share}"),
            (
                "كل الأرقام من سبتمبر 2024 أو قبله",
                "مضى على أحدثها أكثر من سنتين، وعلى أقدمها أكثر من عشر سنوات",
            ),
        ),
        # An old value of a series is no figure of its own.
        (
            ("{trained}", "{trained@first}"),
            ("الرقم المذكور من سبتمبر 2024", "مضى عليه أكثر من سنتين"),
        ),
        (("{trained}",), ("الرقم المذكور من سبتمبر 2024", "مضى عليه أكثر من سنتين")),
        (
            ("{share}", "{leads|count:state}"),
            ("كل الأرقام من سبتمبر 2016 تقديرًا", "مضى عليها أكثر من عشر سنوات"),
        ),
        (
            ("{leads}",),
            ("كل المعلومات من سبتمبر 2016 تقديرًا أو قبله", "مضى على أحدثها أكثر من عشر سنوات"),
        ),
    ],
    ids=["two dates", "a series", "one figure", "one date", "no figure"],
)
def test_the_strip_says_how_old_the_figures_are(
    texts: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert told(LIBRARY, *texts) == expected


def test_history_does_not_age_but_its_date_is_no_later_than_the_newest() -> None:
    library = library_with(replace(SHARE, settled=True))
    assert told(library, "{trained}", "{share}") == (
        "كل الأرقام من سبتمبر 2024 أو قبله",
        "مضى على أحدثها أكثر من سنتين",
    )


@pytest.mark.parametrize(
    ("library", "expected"),
    [
        (of(AUTUMN), ("الرقم المذكور من السنة الأخيرة", "")),
        (of(AUTUMN, When.parse("2026-01")), ("كل الأرقام من السنة الأخيرة", "")),
        (
            of(AUTUMN, When.parse("2024-09-30")),
            (
                "أحدث الأرقام من أكتوبر 2026، وأقدمها من سبتمبر 2024",
                "مضى على أحدثها شهر واحد، وعلى أقدمها أكثر من سنتين",
            ),
        ),
        # The half-year of 2025 is closed: it does not age, and is not of the last year.
        (of(AUTUMN, When.parse("2025-01/2025-06")), ("أحدث الأرقام من أكتوبر 2026", "")),
    ],
    ids=["one", "all", "some", "the rest is history"],
)
def test_fresh_figures_take_one_short_line(library: Library, expected: tuple[str, str]) -> None:
    texts = [f"{{{fact}}}" for fact in library.facts if fact.startswith("share")]
    assert told(library, *texts) == expected


def test_the_words_go_by_the_digits_and_months_asked_for() -> None:
    assert told(LIBRARY, "{trained}", digits=Digits.ARAB, months=Months.DUAL) == (
        "الرقم المذكور من أيلول/سبتمبر ٢٠٢٤",
        "مضى عليه أكثر من سنتين",
    )


def test_a_year_is_told_as_one() -> None:
    library = library_with(replace(SHARE, claims=(claim("old-page", When.parse("2023"), value=1),)))
    assert told(library, "{share}") == ("الرقم المذكور من عام 2023", "مضى عليه نحو ثلاث سنوات")


def test_ages_are_those_on_the_day_up_to_which_facts_count() -> None:
    topic = Topic("t", "عنوان", "ملخص", ("{trained}",), ())
    brief = compose(LIBRARY, topic, Purpose(LATE, date(2017, 12, 31), Arabic()))
    assert unmarked(brief.age.passed) == "مضى عليه 15 شهرًا"


def test_the_line_of_time_has_the_dates_between_the_oldest_and_the_newest() -> None:
    dates = [When.parse(one) for one in ("2016-09", "2023", "2024-09-30")]
    library = of(dates[1], dates[2], dates[0], dates[1])
    age = brief_of(library, "{share} {share-1} {share-2} {share-3}").age
    assert (age.oldest, age.newest) == (dates[0], dates[2])
    assert age.line is not None
    assert [(unmarked(mark.label), mark.emphasis) for mark in age.line.marks] == [
        ("سبتمبر 2016", False),
        ("2023", False),
        ("سبتمبر 2024", True),
    ]
    assert brief_of(LIBRARY, "{trained}").age.line is None
    assert brief_of(of(AUTUMN, When.parse("2026-01")), "{share} {share-1}").age.line is None
    topic = Topic("t", "عنوان", "ملخص", ("{trained} {share}",), ())
    earlier = compose(LIBRARY, topic, Purpose(LATE, date(2025, 1, 1), Arabic())).age
    assert (bool(earlier.passed), earlier.line) == (True, None)


def test_a_pack_has_the_age_of_all_its_figures() -> None:
    topics = [Topic(text[1:-1], "عنوان", "ملخص", (text,), ()) for text in ("{trained}", "{share}")]
    pack = compose_pack(LIBRARY, topics, Purpose(LATE, LATE, Arabic()))
    assert unmarked(pack.age.statement) == "كل الأرقام من سبتمبر 2024 أو قبله"
    assert unmarked(pack.briefs[1].age.statement) == "الرقم المذكور من سبتمبر 2016 تقديرًا"


def tiles_of(library: Library, *facts: str, day: date = LATE) -> list[Tile]:
    figures = KeyFigures(tuple(KeyFigure(fact, "رقم") for fact in facts))
    topic = Topic("t", "عنوان", "ملخص", ("{trained}",), (figures, Caveats()))
    (view,) = (
        one
        for one in compose(library, topic, Purpose(day, day, Arabic())).views
        if isinstance(one, KeyFiguresView)
    )
    return list(view.tiles)


def test_a_date_stands_out_from_a_year_behind_the_newest_on() -> None:
    library = of(When.parse("2023-09-30"), When.parse("2023-09-28"))
    tiles = tiles_of(library, "trained", "share", "share-1")
    assert [tile.is_old for tile in tiles] == [False, False, True]


def test_tiles_do_not_repeat_that_all_is_old() -> None:
    assert [bool(tile.due) for tile in tiles_of(LIBRARY, "trained", "share")] == [False, False]
    fresh = tiles_of(LIBRARY, "trained", "share", day=date(2025, 1, 1))
    assert [bool(tile.due) for tile in fresh] == [False, True]


def test_nothing_printed_has_no_age() -> None:
    assert age_of(composer(), (), ()) == Age("", "", None, None, is_old=False)


def test_the_caveats_do_not_repeat_the_strip() -> None:
    topic = Topic("t", "عنوان", "ملخص", ("{trained} {share}",), (Caveats(dates=False),))
    for day, said in ((LATE, False), (date(2025, 1, 1), True)):
        brief = compose(LIBRARY, topic, Purpose(day, day, Arabic()))
        points = [plain_text(point.text) for view in brief.views for point in view.points]  # type: ignore[attr-defined]
        assert any("مضى موعد" in point for point in points) is said


def test_a_figure_of_a_period_that_is_over_is_not_stale_in_a_tile() -> None:
    half = replace(TRAINED, claims=(claim("new-page", When.parse("2024-01/2024-06"), value=1),))
    library = library_with(half, *of(AUTUMN).facts.values())
    library = replace(library, facts={**library.facts, "trained": half})
    assert [bool(tile.due) for tile in tiles_of(library, "share", "trained")] == [False, False]
