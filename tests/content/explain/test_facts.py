"""The story of a fact: which claim is printed, from when, and which has replaced which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefings.arabic import plain
from briefings.content.explain import (
    Standing,
    explain_fact,
    explain_figure,
    is_fact_id,
    story_row,
    uses_of,
)
from briefings.errors import SelectionError
from briefings.model import Claim, Fact, Library, Meeting, Place, Rank, Text, Topic, When
from tests.tiny import LATE, LIBRARY, NEW, OLD, SHARE, SHARE_NAMED, TRAINED, claim, library_with

P, E, S, F, D = (
    Standing.PRINTED,
    Standing.EARLIER,
    Standing.SUPERSEDED,
    Standing.FUTURE,
    Standing.DEPRECATED,
)


@pytest.mark.parametrize(
    ("as_of", "standings"),
    [
        pytest.param(date(2016, 9, 29), [F, F], id="before both"),
        pytest.param(date(2016, 9, 30), [P, F], id="the first alone"),
        pytest.param(date(2024, 9, 30), [E, P], id="both"),
    ],
)
def test_what_is_printed_on_a_day(as_of: date, standings: list[Standing]) -> None:
    story = explain_fact(LIBRARY, "trained", as_of)
    assert [one.claim.value for one in story.claims] == [25000, 120000]
    assert [one.standing for one in story.claims] == standings
    assert [plain(one.printed) for one in story.claims] == [
        "أكثر من 25,000 عنصر",
        "أكثر من 120,000 عنصر",
    ]


def test_all_objects_of_a_relation_are_printed_together() -> None:
    story = explain_fact(LIBRARY, "leads", LATE)
    assert [plain(one.printed) for one in story.printed] == ["الإمارات العربية المتحدة", "ألمانيا"]


def test_an_estimated_date_comes_with_its_reason() -> None:
    old, new = explain_fact(LIBRARY, "trained", LATE).claims
    assert (old.reason, new.reason) == ("لأنها تذكر مرور عامين.", None)


def _corrected() -> Library:
    """25000 of September 2016 was put right by a page of 30 September 2024; 9 never counted."""
    old = claim("old-page", OLD, value=25000, id="first")
    new = claim("new-page", OLD, value=24000, supersedes="first")
    wrong = claim("new-page", NEW, value=9, rank=Rank.DEPRECATED)
    return library_with(replace(TRAINED, claims=(old, new, wrong)))


@pytest.mark.parametrize(
    ("as_of", "standings"),
    [
        pytest.param(date(2024, 9, 29), [P, F, D], id="not corrected yet"),
        pytest.param(date(2024, 9, 30), [S, P, D], id="corrected"),
    ],
)
def test_a_claim_stands_until_the_correction_is_out(as_of: date, standings: list[Standing]) -> None:
    story = explain_fact(_corrected(), "trained", as_of)
    assert [one.standing for one in story.claims] == standings
    assert [one.known_from.isoformat() for one in story.claims] == [
        "2016-09-30",
        "2024-09-30",
        "2024-09-30",
    ]


def test_the_rows_tell_what_replaces_what() -> None:
    library = _corrected()
    first, second, _ = (
        story_row(library, one, ()) for one in explain_fact(library, "trained", LATE).claims
    )
    assert first["superseded_by"] == {"id": None, "source": "new-page", "as_of": "2016-09"}
    assert (first["id"], second["supersedes"], second["superseded_by"]) == ("first", "first", None)
    assert (first["value"], first["known_from"], first["standing"]) == (
        25000,
        "2016-09-30",
        "superseded",
    )


def test_uses_are_found_in_topics_meetings_and_people() -> None:
    line = Text("درّبنا {trained@2016-09|of} و{share}", Place("data/topics/uk.yaml", 3, 5))
    topic = Topic("uk", "عنوان", "ملخص", (line,), ())
    meeting = Meeting("talks", "محادثات", When.parse("2026-12-03"), ("uk",), agenda=("{trained}",))
    library = replace(library_with(topics=(topic,)), meetings={"talks": meeting})
    first, second, third = uses_of(library, "trained")
    assert (first.kind, first.holder, first.block, first.at, first.form) == (
        "topic",
        "uk",
        "bottom_line",
        "2016-09",
        "of",
    )
    assert (first.place.file, first.place.line) == ("data/topics/uk.yaml", 3)
    assert (second.kind, second.holder, second.block) == ("meeting", "talks", "agenda")
    assert (third.kind, third.holder, third.block) == ("person", "envoy", "notes")
    (post,) = uses_of(library, "envoy-of")
    assert (post.kind, post.holder, post.block) == ("person", "envoy", "posts")
    assert uses_of(library, "leads") == ()


@pytest.mark.parametrize("part", SHARE_NAMED, ids=lambda part: next(iter(part)))
def test_a_use_outside_the_blocks_has_the_key_of_its_text(part: dict[str, Any]) -> None:
    topic = replace(Topic("uk", "عنوان", "ملخص", (), ()), **part)
    (use,) = uses_of(library_with(topics=(topic,)), "share")
    assert (use.holder, use.block) == ("uk", *part)


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        pytest.param("120,000", [("trained", 120000)], id="marks"),
        pytest.param("١٢٠٬٠٠٠", [("trained", 120000)], id="Arabic-Indic"),
        pytest.param("120 ألف", [("trained", 120000)], id="scale word"),
        pytest.param("مئة وعشرون ألفًا", [("trained", 120000)], id="words"),
        pytest.param("أكثر من 120,000 عنصر", [("trained", 120000)], id="as printed"),
        pytest.param("95", [("share", 95), ("other", 95)], id="a bare number of any unit"),
        pytest.param("95٪", [("share", 95)], id="a percentage is no count"),
        pytest.param("٩٥ %", [("share", 95)], id="percentage, other digits and sign"),
        pytest.param("95 عنصرًا", [("other", 95)], id="with its noun"),
        pytest.param("ألمانيا", [("leads", None)], id="the name of an object"),
        pytest.param("30 سبتمبر 2024", [("trained", 120000)], id="a date"),
        pytest.param("٣٠ أيلول/سبتمبر ٢٠٢٤", [("trained", 120000)], id="a date, other months"),
    ],
)
def test_a_figure_finds_its_claims(figure: str, found: list[tuple[str, int | None]]) -> None:
    other = replace(TRAINED, id="other", claims=(claim("old-page", OLD, value=95),))
    stories = explain_figure(library_with(SHARE, other), figure, LATE)
    assert [(one.fact.id, one.claim.value) for one in stories] == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("trainde", "there is no fact “trainde”; did you mean “trained”?", id="id"),
        pytest.param("Trained", "there is no fact “Trained”; did you mean “trained”", id="capital"),
        pytest.param(
            "130 ألف",
            "no claim says “130 ألف”; the nearest: أكثر من 120,000 عنصر (trained), ",
            id="value",
        ),
        pytest.param("قمر", "no claim says “قمر”", id="word"),
    ],
)
def test_what_is_unknown_names_the_nearest(text: str, told: str) -> None:
    with pytest.raises(SelectionError) as caught:
        explain_fact(LIBRARY, text, LATE) if is_fact_id(text) else explain_figure(
            LIBRARY, text, LATE
        )
    assert str(caught.value).startswith(told)


def test_where_sources_differ_all_that_is_printed_is_told_to_be() -> None:
    both = (claim("old-page", OLD, value=67), Claim("new-page", 1, "دليل", value=70, as_of=OLD))
    members = Fact("members", "group", "members", "أعضاء المجموعة", both, unit="state")
    story = explain_fact(library_with(members), "members", LATE)
    assert [one.standing for one in story.claims] == [Standing.PRINTED, Standing.PRINTED]
    # The later source is out only in 2024: until then nothing differs.
    story = explain_fact(library_with(members), "members", date(2020, 1, 1))
    assert [one.standing for one in story.claims] == [Standing.PRINTED, Standing.FUTURE]
