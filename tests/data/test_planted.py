"""One planted defect of each kind that makes a figure untrue: caught with place and remedy."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from briefings.data import load_library
from briefings.errors import DataError, Problem
from briefings.facts.source_documents import check_sources

from ..conftest import Program
from .folder import SOUND, spoilt, write

UK, TOPIC = "facts/uk.yaml", "topics/uk.yaml"
DOCUMENTS = {
    "uk.txt": "عنوان\n\nمقدمة\nدرّبت المملكة المتحدة أكثر من 35 ألف عنصر\n",
    "page.txt": "تقودها النرويج\n" + "فقرة\n" * 10 + "درّبت 120 ألف عنصر\n",
}
"""The paragraphs that the claims of the sound folder cite."""


class Planted(NamedTuple):
    """What is put in place of what, and the problem that it makes."""

    file: str
    old: str
    new: str
    place: str
    rule: str
    remedy: str


PLANTED = {
    "bare number": Planted(
        TOPIC,
        "درّبت {uk-trained-forces}.",
        "درّبت {uk-trained-forces} من 90000.",
        "data/topics/uk.yaml:4:35",
        "bare-number",
        "Refer to the fact that states it",
    ),
    "bare number word": Planted(
        TOPIC,
        "title: التدريب",
        "title: تدريب خمسة آلاف",
        "data/topics/uk.yaml:7:18",
        "bare-number",
        "Refer to the fact that states it",
    ),
    "unsupported line": Planted(
        TOPIC,
        "  - kind: sources",
        '  - kind: lines\n    lines:\n      - "درّبنا {uk-trained-forces}."\n'
        "      - {text: نرحّب بذلك, proposed: true}\n      - text: نرحّب بذلك\n  - kind: sources",
        "data/topics/uk.yaml:14:15",
        "unsupported-line",
        "proposed: true",
    ),
    "wrong excerpt": Planted(
        UK,
        "أكثر من 35 ألف عنصر",
        "أكثر من 35 ألف جندي",
        "data/facts/uk.yaml:7:7",
        "excerpt-not-found",
        "Copy the words as they are printed",
    ),
    "wrong paragraph": Planted(
        UK,
        "paragraph: 3",
        "paragraph: 2",
        "data/facts/uk.yaml:7:7",
        "excerpt-elsewhere",
        "These words stand in paragraph 3",
    ),
    "wrong value": Planted(
        UK,
        "value: 35000",
        "value: 36000",
        "data/facts/uk.yaml:7:7",
        "value-not-in-excerpt",
        "Correct `value`",
    ),
    "wrong qualifier": Planted(
        UK,
        "      qualifier: more-than\n",
        "",
        "data/facts/uk.yaml:7:7",
        "qualifier-differs",
        "qualifier: more-than",
    ),
    "duplicate id": Planted(
        UK,
        "      as_of: 2023-06\n",
        "      as_of: 2023-06\nsahel-leaders:\n  subject: GB\n  predicate: leads\n"
        "  wording: قيادة {object} للمجموعة\n  claims:\n"
        "    - {source: page, paragraph: 1, excerpt: تقودها النرويج, object: NO}\n",
        "data/facts/uk.yaml:17:1",
        "duplicate-id",
        "Keep one of the two",
    ),
    "dangling reference": Planted(
        TOPIC,
        "{uk-trained-forces@first",
        "{uk-trained-troops@first",
        "data/topics/uk.yaml:9:15",
        "unknown-fact",
        "“uk-trained-forces”",
    ),
    "dangling source": Planted(
        UK,
        "source: uk-2017",
        "source: uk-2018",
        "data/facts/uk.yaml:7:15",
        "unknown-source",
        "“uk-2017”",
    ),
    "circular supersession": Planted(
        UK,
        "      qualifier: more-than\n    - source: page\n",
        "      qualifier: more-than\n      id: old\n      supersedes: new\n"
        "    - source: page\n      id: new\n      supersedes: old\n",
        "data/facts/uk.yaml:13:19",
        "circular-supersession",
        "Remove “supersedes” from the claim that came first",
    ),
}


def folders(tmp_path: Path, files: dict[str, str]) -> tuple[Path, Path]:
    """A data folder with some files changed, and the documents that it was read from."""
    documents = tmp_path / "documents"
    documents.mkdir()
    sources = SOUND["sources.yaml"]
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, "utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        before, _, after = sources.partition(f"document: {name}\n  sha256: ")
        sources = f"{before}document: {name}\n  sha256: {digest}{after[64:]}"
    changed: dict[str, str] = {UK: SOUND[UK], "sources.yaml": sources, **files}
    # The sound folder knows no documents: there, this excerpt says more than the claim.
    changed[UK] = changed[UK].replace("excerpt: مئة وعشرون ألفًا", "excerpt: درّبت 120 ألف")
    return write(tmp_path, {**changed}), documents


def found(data: Path, documents: Path) -> list[Problem]:
    try:
        return check_sources(load_library(data), documents)
    except DataError as error:
        return list(error.problems)


def test_the_folder_is_sound_before_anything_is_planted(tmp_path: Path) -> None:
    assert found(*folders(tmp_path, {})) == []


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_planted_defect_is_caught_with_place_and_remedy(tmp_path: Path, planted: Planted) -> None:
    file = {planted.file: spoilt(planted.file, planted.old, planted.new)}
    (problem,) = found(*folders(tmp_path, file))
    assert (problem.place, problem.rule) == (planted.place, planted.rule)
    assert planted.remedy in problem.remedy


def test_a_stale_fact_is_listed_with_place_and_remedy(tmp_path: Path, program: Program) -> None:
    review = {UK: spoilt(UK, "unit: person", "unit: person\n  review_by: 2026-06")}
    data, _ = folders(tmp_path, review)
    run = program("check", "--stale", "--as-of", "2026-07-02", "--data", str(data), "--json")
    (row,) = json.loads(run.stdout)
    # Due by 30 June 2026, so two days late on 2 July.
    assert (row["fact"], row["review_by"], row["overdue"]) == ("uk-trained-forces", "2026-06-30", 2)
    assert (row["file"], row["line"]) == ("data/facts/uk.yaml", 1)
    assert "newer source" in row["remedy"]


def test_a_conflict_is_listed_with_both_places_and_a_remedy(
    tmp_path: Path, program: Program
) -> None:
    # 35,000 by one source in February 2017, 120,000 by the other in the same month.
    rival = {UK: spoilt(UK, "as_of: 2023-06", "as_of: 2017-02")}
    data, _ = folders(tmp_path, rival)
    run = program("check", "--conflicts", "--data", str(data), "--json")
    (row,) = (one for one in json.loads(run.stdout) if one["level"] == "warning")
    assert (row["rule"], row["file"], row["line"]) == ("sources-differ", "data/facts/uk.yaml", 12)
    assert "data/facts/uk.yaml:7" in row["message"]
    assert "rank: preferred" in row["remedy"]


def test_facts_that_no_topic_prints_are_listed(tmp_path: Path, program: Program) -> None:
    data, _ = folders(tmp_path, {})
    run = program("check", "--unused", "--data", str(data), "--json")
    rows = json.loads(run.stdout)
    assert [(row["fact"], row["file"], row["line"]) for row in rows] == [
        ("sahel-leaders", "data/facts/groups.yaml", 1)
    ]
    assert "1 of 2 facts" in run.stderr
