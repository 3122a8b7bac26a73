"""What changed since an earlier edition, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefings.arabic import Arabic, Digits, plain
from briefings.arabic.phrases.briefs import edition
from briefings.arabic.phrases.changes import rest
from briefings.content.blocks.changes import ChangesView, changes_view
from briefings.content.blocks.composer import Composer
from briefings.content.diff import State, changes
from briefings.facts.selection import Selection
from briefings.model import Cite, Figure, Origin, Qualifier, Rank, Rich, Words, plain_text
from tests.content.diff.states import DAY, TOPIC, group, number, paper, said, state

THEN: dict[str, Any] = {"id": "training-2025-03-30-2", "edition": date(2025, 3, 30), "number": 2}
OLD, NEW = said(25, "2016"), said(120, "2024", "q", qualifier=Qualifier.MORE_THAN)
AE, DE, IT = said("AE", "2022"), said("DE", "2022"), said("IT", "2022")


def view_of(before: State, after: State, **options: Any) -> ChangesView:
    composer = composer_of(after)
    for fact, claims in after.printed.items():  # as the other blocks do
        composer.cite(*claims, fact=fact)
    return changes_view(changes(before, after), composer, before, after, **options)


def composer_of(after: State, arabic: Arabic | None = None) -> Composer:
    return Composer(Selection(after.library, after.as_of), arabic or Arabic(), DAY)


def rows_of(before: Any, after: Any, **rest: Any) -> list[tuple[str, ...]]:
    """The rows as a reader sees them; what stands below a cell follows a bar."""
    view = view_of(state(*before, **THEN), state(*after, **rest))
    return [
        (
            plain(plain_text(row.stated)),
            *(f"{_seen(cell.said)}|{plain(cell.below)}" for cell in (row.before, row.now)),
            row.kind,
        )
        for row in view.rows
    ]


def _seen(rich: Rich) -> str:
    return plain("".join(f"[{p.text}]" if isinstance(p, Cite) else p.text for p in rich))


LONG = tuple(said(code, "2022") for code in ("SA", "US", "EG", "LY", "TN", "QA"))
CASES: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "newer": (
        [number(OLD)],
        [number(OLD, NEW)],
        ("عناصر دُرّبوا", "25 عنصرًا[1]|2016", "أكثر من 120 عنصرًا[2]|2024", "أحدث"),
    ),
    "confirmed": (
        [number(OLD)],
        [number(said(25, "2024", "q"))],
        ("عناصر دُرّبوا", "25 عنصرًا|2016", "25 عنصرًا[1]|2024", "تأكيد أحدث"),
    ),
    "corrected": (
        [number(OLD)],
        [number(said(26, "2016"))],
        ("عناصر دُرّبوا", "25 عنصرًا[1]|2016", "26 عنصرًا[1]|2016", "مصحَّح"),
    ),
    "date-corrected": (
        [number(OLD)],
        [number(said(25, "2016-05"))],
        ("عناصر دُرّبوا", "25 عنصرًا[1]|2016", "25 عنصرًا[1]|مايو 2016", "تاريخ مصحَّح"),
    ),
    "unit-corrected": (
        [number(OLD)],
        [number(OLD, unit="state")],
        ("عناصر دُرّبوا", "25 عنصرًا[1]|2016", "25 دولة[1]|2016", "مصحَّح"),
    ),
    "new": ([], [number(OLD)], ("عناصر دُرّبوا", "|", "25 عنصرًا[1]|2016", "جديد")),
    "gone": ([number(OLD)], [], ("عناصر دُرّبوا", "25 عنصرًا|2016", "|", "لم يعد يُذكر")),
    "another-source": (
        [number(OLD)],
        [number(replace(OLD, source="q"))],
        ("عناصر دُرّبوا", "25 عنصرًا|«وثيقة p»", "25 عنصرًا[1]|2016", "مصدر آخر"),
    ),
    "sources-differ": (
        [number(said(67, "2024"))],
        [number(said(67, "2024"), said(70, "2024", "q"))],
        ("عناصر دُرّبوا", "67 عنصرًا[1]|2024", "ما بين 67 و70 عنصرًا[1][2]|2024", "تباين المصادر"),
    ),
    "difference-resolved": (
        [number(said(67, "2024"), said(70, "2024", "q"))],
        [number(said(67, "2024", rank=Rank.PREFERRED))],
        ("عناصر دُرّبوا", "ما بين 67 و70 عنصرًا[1]|2024", "67 عنصرًا[1]|2024", "حُسم التباين"),
    ),
    "another-scope": (
        [number(said(1, "2016", scope="في العراق"))],
        [number(said(2, "2024", scope="في سوريا"))],
        ("عناصر دُرّبوا", "عنصر واحد (في العراق)[1]|2016", "عنصران (في سوريا)[1]|2024", "أحدث"),
    ),
    "a-short-list": (
        [group(AE, DE)],
        [group(AE, DE, IT)],
        (
            "… في الرئاسة",
            "الإمارات وألمانيا[1]|2022",
            "الإمارات وألمانيا وإيطاليا[1]|2022",
            "مصحَّح",
        ),
    ),
    "a-long-list": (
        [group(*LONG)],
        [group(*LONG[:-1], said("KE", "2022"), said("NG", "2022"))],
        (
            "… في الرئاسة",
            "المملكة العربية السعودية والولايات المتحدة ومصر وغيرها[1]|2022",
            "أُضيف: كينيا ونيجيريا؛ ولم يعد يُذكر: قطر[1]|2022",
            "مصحَّح",
        ),
    ),
    "a-long-list-confirmed": (
        [group(*LONG)],
        [group(*(said(one.object, "2024") for one in LONG))],
        (
            "… في الرئاسة",
            "المملكة العربية السعودية والولايات المتحدة ومصر وغيرها[1]|2022",
            "المملكة العربية السعودية والولايات المتحدة ومصر وغيرها[1]|2024",
            "تأكيد أحدث",
        ),
    ),
    "an-event-takes-none-away": (
        [group(*LONG)],
        [group(*LONG, said("KE", "2024"))],
        (
            "… في الرئاسة",
            "المملكة العربية السعودية والولايات المتحدة ومصر وغيرها[1]|2022",
            "كينيا[1]|2024",
            "أحدث",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_change_is_a_row(case: tuple[Any, Any, tuple[str, ...]]) -> None:
    before, after, expected = case
    assert rows_of(before, after) == [expected]


def test_another_document_of_a_source_is_told_and_has_no_mark_of_the_new_one() -> None:
    renewed = replace(paper("p"), sha256="b" * 64)
    assert rows_of([number(OLD)], [number(OLD)], sources=(renewed,)) == [
        ("عناصر دُرّبوا", "25 عنصرًا|2016", "25 عنصرًا[1]|2016", "نسخة أخرى من المصدر")
    ]


def test_figures_say_which_edition_they_come_from() -> None:
    (row,) = view_of(state(number(OLD), **THEN), state(number(OLD, NEW))).rows
    refs = [part.ref for part in (*row.before.said, *row.now.said) if isinstance(part, Figure)]
    assert refs == ["trained@training-2025-03-30-2#0", "trained#1"]
    assert "date:trained@training-2025-03-30-2#0" in row.before.below


def test_the_title_names_the_edition_in_marked_digits() -> None:
    view = view_of(state(number(OLD), **THEN), state(number(OLD, NEW)))
    assert plain_text(view.title) == "ما تغيّر منذ الإصدار 2 ليوم 30 مارس 2025"
    marks = [(part.text, part.origin) for part in view.title if isinstance(part, Words)]
    assert ("2", Origin.COUNTER) in marks
    assert ("30 مارس 2025", Origin.DATE) in marks


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (state(number(OLD)), "لم تتغيّر الحقائق منذ الإصدار 2 ليوم 30 مارس 2025."),
        (
            state(number(OLD), topic=replace(TOPIC, title="برنامج")),
            "صُوّبت الصياغة وحدها؛ ولم تتغيّر الحقائق منذ الإصدار 2 ليوم 30 مارس 2025.",
        ),
    ],
    ids=["nothing", "wording"],
)
def test_where_no_fact_changed_a_sentence_says_so(after: State, sentence: str) -> None:
    view = view_of(state(number(OLD), **THEN), after)
    assert view.rows == ()
    assert plain_text(view.sentence) == sentence


def test_what_has_no_room_is_counted() -> None:
    facts = [number(said(n, "2020"), id=f"f{n}") for n in range(1, 15)]
    view = view_of(state(**THEN), state(*facts))
    assert len(view.rows) == 12
    assert plain_text(view.rest) == "وهناك، سوى ما ذُكر، تغييران آخران."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, ""),
        (1, "وهناك، سوى ما ذُكر، تغيير واحد آخر."),
        (3, "وهناك، سوى ما ذُكر، 3 تغييرات أخرى."),
        (11, "وهناك، سوى ما ذُكر، 11 تغييرًا آخر."),
        (100, "وهناك، سوى ما ذُكر، 100 تغيير آخر."),
    ],
)
def test_the_number_of_the_rest_agrees(count: int, said: str) -> None:
    assert plain_text(rest(Arabic(), count)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "إصدار ٢٤ نوفمبر ٢٠٢٦"), (1, "إصدار ٢٤ نوفمبر ٢٠٢٦"),
     (2, "الإصدار ٢ ليوم ٢٤ نوفمبر ٢٠٢٦")],
)  # fmt: skip
def test_an_edition_is_named_by_its_day_and_from_the_second_on_by_its_number(
    number: int, said: str
) -> None:
    assert plain_text(edition(Arabic(Digits.ARAB), (DAY, number))) == said
