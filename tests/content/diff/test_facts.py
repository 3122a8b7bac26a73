"""What became of the facts of a topic between two editions, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefings.content.diff import (
    FactChange,
    State,
    changes,
    is_new_state,
    printed_places,
    state_from,
    topic_state,
)
from briefings.model import Claim, Precision, Qualifier, Rank
from tests.content.diff.states import DAY, TOPIC, group, number, paper, said, state
from tests.tiny import ENTITIES, LIBRARY, PERCENT

OLD, NEW = said(25, "2016"), said(120, "2024")


def told(found: tuple[FactChange, ...]) -> list[tuple[str, str, str, str]]:
    """Kind, fact, and what is said before and after, in a form to write down by hand."""
    return [(str(c.kind), c.fact, _words(c.before), _words(c.after)) for c in found]


def _words(claims: tuple[Claim, ...]) -> str:
    return " ".join(f"{c.value or c.object}@{c.when.iso}" for c in claims)


def of(fact: Any, *, printed: Any = None, **rest: Any) -> State:
    facts = fact if isinstance(fact, tuple) else (fact,)
    return state(*facts, printed=printed, **rest)


AE, DE, IT = said("AE", "2022"), said("DE", "2022"), said("IT", "2022")
RIVAL = said(140, "2024", "q")
CASES = {
    "nothing": (of(number(NEW)), of(number(NEW)), []),
    "a-fact-is-new-to-the-page": (
        of(number(NEW)),
        of((number(NEW), number(said(5, "2020"), id="other"))),
        [("added", "other", "", "5@2020")],
    ),
    "a-fact-leaves-the-page": (
        of((number(NEW), number(said(5, "2020"), id="other"))),
        of(number(NEW)),
        [("dropped", "other", "5@2020", "")],
    ),
    "a-fact-leaves-the-page-and-stays-in-the-library": (
        of(number(NEW)),
        of(number(NEW), printed={"trained": ()}),
        [("dropped", "trained", "120@2024", "")],
    ),
    # A later date.
    "a-later-date-says-more": (
        of(number(OLD)),
        of(number(OLD, NEW), printed={"trained": (1,)}),
        [("superseded", "trained", "25@2016", "120@2024")],
    ),
    "a-later-date-and-the-chart-keeps-the-old": (
        of(number(OLD)),
        of(number(OLD, NEW)),
        [("superseded", "trained", "25@2016", "120@2024")],
    ),
    "a-later-date-confirms-the-value": (
        of(number(OLD)),
        of(number(OLD, said(25, "2024"))),
        [("superseded", "trained", "25@2016", "25@2024")],
    ),
    "a-period-goes-on": (
        of(number(said(5, "2024-01/2024-06"))),
        of(number(said(9, "2024-01/2024-12"))),
        [("superseded", "trained", "5@2024-01/2024-06", "9@2024-01/2024-12")],
    ),
    "superseded-by-name-on-the-same-day": (
        of(number(replace(NEW, id="first"))),
        of(number(replace(NEW, id="first"), said(130, "2024", "q", supersedes="first")),
           printed={"trained": (1,)}),
        [("superseded", "trained", "120@2024", "130@2024")],
    ),
    "the-page-asks-for-a-newer-claim-that-was-known": (
        of(number(OLD, NEW), printed={"trained": (0,)}),
        of(number(OLD, NEW)),
        [("superseded", "trained", "25@2016", "120@2024")],
    ),
    # Charts.
    "a-chart-now-also-shows-an-old-value": (
        of(number(OLD, NEW), printed={"trained": (1,)}),
        of(number(OLD, NEW)),
        [],
    ),
    "a-chart-is-gone-and-its-old-values-with-it": (
        of(number(OLD, NEW)),
        of(number(OLD, NEW), printed={"trained": (1,)}),
        [],
    ),
    "an-old-value-is-found-later-and-drawn": (of(number(NEW)), of(number(OLD, NEW)), []),
    "an-old-value-is-corrected": (
        of(number(OLD, NEW)),
        of(number(said(26, "2016"), NEW)),
        [("revised", "trained", "25@2016", "26@2016")],
    ),
    "the-date-of-an-old-value-is-corrected": (
        of(number(OLD, NEW)),
        of(number(said(25, "2017"), NEW)),
        [("revised", "trained", "25@2016", "25@2017")],
    ),
    "an-old-value-is-withdrawn": (
        of(number(OLD, NEW)),
        of(number(replace(OLD, rank=Rank.DEPRECATED), NEW), printed={"trained": (1,)}),
        [("dropped", "trained", "25@2016", "")],
    ),
    "an-old-value-is-superseded-by-what-was-known": (
        of(number(replace(OLD, id="old"), NEW)),
        of(number(replace(OLD, id="old"), replace(NEW, supersedes="old")),
           printed={"trained": (1,)}),
        [],
    ),
    "a-newer-value-and-a-corrected-old-one": (
        of(number(OLD, NEW)),
        of(number(OLD, said(125, "2024"), said(130, "2025"))),
        [
            ("superseded", "trained", "120@2024", "130@2025"),
            ("revised", "trained", "120@2024", "125@2024"),
        ],
    ),
    # Corrections.
    "the-value-is-corrected": (
        of(number(NEW)),
        of(number(said(125, "2024"))),
        [("revised", "trained", "120@2024", "125@2024")],
    ),
    "the-qualifier-is-corrected": (
        of(number(NEW)),
        of(number(replace(NEW, qualifier=Qualifier.ABOUT))),
        [("revised", "trained", "120@2024", "120@2024")],
    ),
    "the-date-is-known-more-closely": (
        of(number(NEW)),
        of(number(said(120, "2024-09-30"))),
        [("revised", "trained", "120@2024", "120@2024-09-30")],
    ),
    "the-date-is-known-to-the-day-at-the-end-of-its-month": (
        of(number(said(120, "2024-09"))),
        of(number(said(120, "2024-09-30"))),
        [("revised", "trained", "120@2024-09", "120@2024-09-30")],
    ),
    "the-date-was-too-early-by-the-same-words": (
        of(number(said(120, "2023", words="دُرّب 120"))),
        of(number(said(120, "2024", words="دُرّب 120"))),
        [("revised", "trained", "120@2023", "120@2024")],
    ),
    "one-sentence-gives-both-values": (
        of(number(said(25, "2016", words="من 25 إلى 120"))),
        of(number(said(25, "2016", words="من 25 إلى 120"),
                  said(120, "2024", words="من 25 إلى 120"))),
        [("superseded", "trained", "25@2016", "120@2024")],
    ),
    "the-latest-value-is-withdrawn": (
        of(number(OLD, NEW)),
        of(number(OLD)),
        [("revised", "trained", "120@2024", "25@2016")],
    ),
    "the-page-asks-for-an-older-date": (
        of(number(OLD, NEW)),
        of(number(OLD, NEW), printed={"trained": (0,)}),
        [("dropped", "trained", "120@2024", "")],
    ),
    "an-edition-of-an-earlier-day": (
        of(number(OLD, NEW)),
        of(number(OLD, NEW), printed={"trained": (0,)}, as_of=date(2020, 1, 1)),
        [("dropped", "trained", "120@2024", "")],
    ),
    "another-unit": (
        of(number(NEW)),
        of(number(NEW, unit="state")),
        [("revised", "trained", "120@2024", "120@2024")],
    ),
    "another-id-of-the-unit": (
        of(number(NEW, unit="percent")),
        of(number(NEW, unit="share"), units={"share": replace(PERCENT, id="share")}),
        [],
    ),
    "another-subject": (
        of(number(NEW)),
        of(replace(number(NEW), subject="FR")),
        [("revised", "trained", "120@2024", "120@2024")],
    ),
    # Sources that differ.
    "a-second-source-disagrees": (
        of(number(NEW)),
        of(number(NEW, RIVAL)),
        [("revised", "trained", "120@2024", "120@2024 140@2024")],
    ),
    "a-second-source-disagrees-some-days-later": (
        of(number(said(120, "2024-09-30"))),
        of(number(said(120, "2024-09-30"), said(140, "2024-10-05", "q"))),
        [("superseded", "trained", "120@2024-09-30", "120@2024-09-30 140@2024-10-05")],
    ),
    "the-difference-is-resolved": (
        of(number(NEW, RIVAL)),
        of(number(NEW, replace(RIVAL, rank=Rank.PREFERRED)), printed={"trained": (1,)}),
        [("revised", "trained", "120@2024 140@2024", "140@2024")],
    ),
    "they-differed-and-differ-still": (of(number(NEW, RIVAL)), of(number(RIVAL, NEW)), []),
    "one-of-those-that-differ-is-corrected": (
        of(number(NEW, RIVAL)),
        of(number(NEW, said(150, "2024", "q"))),
        [("revised", "trained", "120@2024 140@2024", "120@2024 150@2024")],
    ),
    "something-further-of-the-same-day": (
        of(number(NEW)),
        of(number(NEW, said(3, "2024"))),
        [("added", "trained", "", "3@2024")],
    ),
    "one-of-two-of-a-day-is-no-longer-printed": (
        of(number(NEW, said(3, "2024"))),
        of(number(NEW, said(3, "2024")), printed={"trained": (0,)}),
        [("dropped", "trained", "3@2024", "")],
    ),
    # Scopes.
    "scopes-are-swapped": (
        of(number(said(1, "2024", scope="أ"), said(2, "2024", scope="ب"))),
        of(number(said(1, "2024", scope="ب"), said(2, "2024", scope="أ"))),
        [
            ("revised", "trained", "1@2024 2@2024", "1@2024 2@2024"),
            ("wording", "trained", "1@2024 2@2024", "1@2024 2@2024"),
        ],
    ),
    "a-scope-is-reworded": (
        of(number(said(1, "2024", scope="في سوريا والعراق"))),
        of(number(said(1, "2024", scope="في العراق وسوريا"))),
        [("wording", "trained", "1@2024", "1@2024")],
    ),
    # The same by another source.
    "another-source": (
        of(number(NEW)),
        of(number(replace(NEW, source="q"))),
        [("source", "trained", "120@2024", "120@2024")],
    ),
    "another-document-of-the-source": (
        of(number(NEW)),
        of(number(NEW), sources=(replace(paper("p"), sha256="b" * 64),)),
        [("source", "trained", "120@2024", "120@2024")],
    ),
    "another-place-in-the-document": (
        of(number(NEW)),
        of(number(replace(NEW, paragraph=7, excerpt="دليل آخر"))),
        [],
    ),
    "superseded-by-a-source-that-says-the-same-of-the-day": (
        of(number(replace(NEW, id="first"))),
        of(number(replace(NEW, id="first"), replace(NEW, source="q", supersedes="first")),
           printed={"trained": (1,)}),
        [("source", "trained", "120@2024", "120@2024")],
    ),
    # Relations.
    "an-object-is-added-to-the-list": (
        of(group(AE, DE)),
        of(group(AE, DE, IT)),
        [("revised", "leads", "AE@2022 DE@2022", "AE@2022 DE@2022 IT@2022")],
    ),
    "a-list-of-a-later-date": (
        of(group(AE, DE)),
        of(group(AE, DE, said("DE", "2024"), said("IT", "2024")), printed={"leads": (2, 3)}),
        [("superseded", "leads", "AE@2022 DE@2022", "DE@2024 IT@2024")],
    ),
    "the-same-list-of-a-later-date": (
        of(group(AE, DE)),
        of(group(said("DE", "2024"), said("AE", "2024"))),
        [("superseded", "leads", "AE@2022 DE@2022", "DE@2024 AE@2024")],
    ),
    "the-list-in-another-order": (of(group(AE, DE)), of(group(DE, AE)), []),
    "an-event-more": (
        of(group(AE, said("DE", "2023"))),
        of(group(AE, said("DE", "2023"), said("IT", "2024"))),
        [("superseded", "leads", "DE@2023", "IT@2024")],
    ),
    "fewer-of-the-known-events-of-a-day-are-told": (
        of(group(AE, DE)),
        of(group(AE, DE), printed={"leads": (0,)}),
        [("dropped", "leads", "DE@2022", "")],
    ),
    "an-old-list-is-corrected": (
        of(group(AE, DE, said("IT", "2024"))),
        of(group(AE, said("IT", "2024"))),
        [("revised", "leads", "AE@2022 DE@2022", "AE@2022")],
    ),
    # What is no news.
    "a-fact-has-another-id": (of(number(NEW)), of(number(NEW, id="renamed")), []),
    "another-fact-of-the-same-figure": (
        of(number(NEW)),
        of(number(NEW, id="other", wording="ضباط دُرّبوا")),
        [("added", "other", "", "120@2024"), ("dropped", "trained", "120@2024", "")],
    ),
    "the-place-in-the-file": (
        of(number(NEW, OLD)),
        of(number(OLD, NEW, settled=True)),
        [],
    ),
    # Wording.
    "the-fact-is-reworded": (
        of(number(NEW)),
        of(number(NEW, wording="العناصر المدرَّبون")),
        [("wording", "trained", "120@2024", "120@2024")],
    ),
    "a-note-is-added": (
        of(number(NEW)),
        of(number(replace(NEW, note="عدد تقريبي."))),
        [("wording", "trained", "120@2024", "120@2024")],
    ),
    "the-title-is-reworded": (
        of(number(NEW)),
        of(number(NEW), topic=replace(TOPIC, title="برنامج التدريب")),
        [("wording", "", "", "")],
    ),
    "a-name-is-reworded": (
        of(group(AE)),
        of(group(AE), entities={**ENTITIES, "group": replace(ENTITIES["group"], name="مجموعة")}),
        [("wording", "", "", "")],
    ),
    "reworded-and-corrected": (
        of(number(NEW)),
        of(number(said(125, "2024"), wording="العناصر المدرَّبون")),
        [
            ("revised", "trained", "120@2024", "125@2024"),
            ("wording", "trained", "120@2024", "125@2024"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_became_of_the_facts(case: tuple[State, State, list[tuple[str, ...]]]) -> None:
    before, after, expected = case
    assert told(changes(before, after)) == expected


def test_what_is_newer_or_corrected_comes_first_each_in_the_order_of_the_page() -> None:
    one, two, three, four = (said(n, "2020") for n in (1, 2, 3, 4))
    before = state(
        *(number(c, id=i) for c, i in ((one, "gone"), (two, "cited"), (three, "newer"),
                                       (four, "wrong")))
    )  # fmt: skip
    after = state(
        number(said(9, "2020"), id="new"),
        number(replace(two, source="q"), id="cited"),
        number(said(5, "2020"), id="wrong"),
        number(said(6, "2022"), id="newer"),
    )
    assert [(str(c.kind), c.fact) for c in changes(before, after)] == [
        ("revised", "wrong"),
        ("superseded", "newer"),
        ("added", "new"),
        ("source", "cited"),
        ("dropped", "gone"),
    ]


def test_wording_alone_is_no_new_state_of_the_facts() -> None:
    before = state(number(NEW))
    assert not is_new_state(changes(before, before))
    assert not is_new_state(changes(before, state(number(NEW, wording="العناصر"))))
    assert is_new_state(changes(before, state(number(replace(NEW, source="q")))))


def test_a_state_is_kept_by_the_places_of_its_claims() -> None:
    fact = number(OLD, NEW, RIVAL)
    one = state(fact, group(AE, DE), printed={"trained": (2, 1), "leads": (1,)})
    places = printed_places(one)
    assert places == {"trained": [2, 1], "leads": [1]}
    again = state_from(one.library, TOPIC, DAY, places, id="training-2026-11-24-1", number=1)
    assert again.printed == one.printed
    assert list(again.printed) == ["trained", "leads"]
    assert again.named == (DAY, 1)
    assert again.since == (DAY, 1)


def test_a_state_holds_each_claim_once_in_the_order_of_the_page() -> None:
    one, two = said(1, "2020"), said(2, "2021")
    facts = {"a": number(one, two, id="a"), "b": number(one, id="b")}
    library = replace(LIBRARY, facts=facts)
    claims = [("b", one), ("a", two), ("a", one), ("a", two)]
    assert topic_state(library, TOPIC, DAY, claims).printed == {"b": (one,), "a": (two, one)}
    assert two.when.precision is Precision.YEAR
