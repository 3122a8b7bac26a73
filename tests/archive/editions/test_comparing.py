"""Two editions side by side, for machines."""

from __future__ import annotations

import pytest

from briefings.arabic import Digits
from briefings.archive.editions import compare, comparison_rows
from briefings.errors import ArchiveError
from briefings.model import Format

from .desk import MORE, REWORDED, WEDNESDAY, Desk, pack


def test_nothing_differs(plain: Desk) -> None:
    before = plain.edition(plain.keep())
    found = compare(before, plain.edition(plain.keep(day=WEDNESDAY)))
    assert found.is_empty
    assert comparison_rows(found) == []


def test_facts_words_and_print_are_told(plain: Desk) -> None:
    before = plain.edition(plain.keep())
    after = plain.edition(
        plain.keep(MORE, REWORDED, day=WEDNESDAY, digits=Digits.ARAB, marking="سري")
    )
    found = compare(before, after)
    assert not found.is_empty
    fact, wording, text, digits, marking = comparison_rows(found)
    assert (fact["kind"], fact["fact"]) == ("revised", "uk-trained-forces")
    assert [row["value"] for row in fact["before"]] == [120000]
    assert [row["value"] for row in fact["after"]] == [130000]
    assert (wording["kind"], wording["fact"]) == ("wording", None)
    assert text == {
        "topic": "uk",
        "kind": "text",
        "fact": None,
        "where": "bottom_line",
        "before": "درّبت {uk-trained-forces}.",
        "after": "لقد درّبت {uk-trained-forces}.",
    }
    assert digits == {"topic": None, "kind": "option", "what": "digits: latn is now arab"}
    assert marking == {"topic": None, "kind": "option", "what": "marking: none is now سري"}


def test_topics_that_came_and_went_are_told(plain: Desk) -> None:
    brief, both = plain.edition(plain.keep()), plain.edition(plain.keep(**pack()))
    rows = comparison_rows(compare(brief, both))
    assert rows[0] == {"topic": "sahel", "kind": "topic-added"}
    assert rows[1]["what"] == "format: brief is now pack"
    assert comparison_rows(compare(both, brief))[0] == {"topic": "sahel", "kind": "topic-dropped"}
    # Of one topic alone.
    kinds = [row["kind"] for row in comparison_rows(compare(brief, both, "uk"))]
    assert kinds == ["option"]


def test_the_recipe_is_told_and_is_nothing_that_readers_see(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefings.build import fingerprint

    before = plain.edition(plain.keep())
    monkeypatch.setattr(fingerprint, "package_versions", lambda names: {n: f"{n}-1" for n in names})
    after = plain.edition(plain.keep(day=WEDNESDAY))
    found = compare(before, after)
    assert found.is_empty
    assert "weasyprint-1" in str([row["what"] for row in comparison_rows(found)])


@pytest.mark.parametrize(
    ("topic", "told"),
    [(None, "have a topic in common"), ("sahel", "have “sahel” in common")],
)
def test_editions_without_a_common_topic(plain: Desk, topic: str | None, told: str) -> None:
    brief = plain.edition(plain.keep())
    other = plain.edition(plain.keep(topics=("sahel",)))
    with pytest.raises(ArchiveError, match=told):
        compare(brief, other, topic)


def test_sheets_are_compared_here(plain: Desk) -> None:
    before = plain.edition(plain.keep(format_=Format.SHEET))
    after = plain.edition(plain.keep(MORE, format_=Format.SHEET))
    (row,) = comparison_rows(compare(before, after))
    assert row["kind"] == "revised"


def test_what_was_altered_is_not_compared(plain: Desk) -> None:
    before, after = plain.edition(plain.keep()), plain.edition(plain.keep(day=WEDNESDAY))
    facts = before.payload("library/facts/facts.yaml")
    facts.write_text(facts.read_text("utf-8").replace("120000", "120001"), "utf-8")
    with pytest.raises(ArchiveError, match=r"uk-2026-11-24-1/data/library/facts/facts\.yaml: "):
        compare(before, after)
