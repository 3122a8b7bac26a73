"""Briefs, packs and comparisons that tell what changed, printed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
import pytest

from briefings.arabic import Arabic, Digits, Months
from briefings.archive.editions.comparison import compose_comparison, print_comparison
from briefings.build.render import page_of, print_document, theme_of
from briefings.content.blocks import ChartRoom
from briefings.content.blocks.prose import Prose
from briefings.content.brief import Brief, Purpose, compose
from briefings.content.diff import ChangeKind, State, is_new_state, topic_state
from briefings.content.explain import read_figures
from briefings.content.pack import compose_pack
from briefings.model import (
    Claim,
    Fact,
    Format,
    Imprint,
    Ink,
    Library,
    Paper,
    Qualifier,
    Setting,
    Source,
    Style,
    Topic,
    When,
    plain_text,
    unmarked,
)
from briefings.resources import templates_folder
from tests import shipped
from tests.structure import problems_of

THEN, NOW = date(2025, 3, 30), date(2026, 11, 24)
TOPIC = "uk-contributions"
PRESS = Source(
    "uk-press-2026", "بيان الحصيلة", "x.txt", "f" * 64, "الحكومة البريطانية",
    published=When.parse("2026-05-12"),
)  # fmt: skip


def claim(value: int, qualifier: Qualifier = Qualifier.EXACT) -> Claim:
    when = When.parse("2026-05")
    return Claim(PRESS.id, 3, "دليل", value=value, as_of=when, qualifier=qualifier)


@cache
def later() -> Library:
    """The shipped data some time later: a newer figure, a corrected one, a new one, a new title."""
    library = shipped.library()
    trained, strikes = (library.facts[name] for name in ("uk-trained-forces", "uk-air-strikes"))
    new = claim(150000, Qualifier.MORE_THAN)
    police = Fact("police", "GB", "trained", "أفراد شرطة دُرّبوا", (claim(8500),), unit="element")
    facts = {
        trained.id: replace(trained, claims=(*trained.claims, new)),
        strikes.id: replace(strikes, claims=tuple(replace(c, value=1137) for c in strikes.claims)),
        police.id: police,
    }
    topic = library.topics[TOPIC]
    blocks = (Prose(("درّبت المملكة المتحدة {police}.",)), *topic.blocks)
    topic = replace(topic, title="مساهمات المملكة المتحدة", blocks=blocks)
    return replace(
        library,
        sources={**library.sources, PRESS.id: PRESS},
        facts={**library.facts, **facts},
        topics={**library.topics, TOPIC: topic},
    )


def state_of(
    library: Library, topic: str, day: date, number: int, *, is_sheet: bool = False
) -> State:
    plan: Topic = library.topics[topic]
    claims = compose(library, plan, Purpose(day, day, Arabic(), is_sheet=is_sheet)).claims
    name = f"{topic}-{day}-{number}"
    return topic_state(library, plan, day, claims, id=name, edition=day, number=number)


@cache
def before(topic: str = TOPIC, *, is_sheet: bool = False) -> State:
    return state_of(shipped.library(), topic, THEN, 1, is_sheet=is_sheet)


def brief_of(library: Library, topic: str, since: State, **options: object) -> Brief:
    purpose = Purpose(NOW, NOW, imprint=Imprint(2, 5), since={topic: since}, **options)  # type: ignore[arg-type]
    return compose(library, library.topics[topic], purpose)


def style_of(ink: Ink = Ink.COLOUR, **setting: object) -> Style:
    return Style(templates_folder(), ink=ink, setting=Setting(**setting))  # type: ignore[arg-type]


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_what_changed_stands_after_the_caveats_and_before_the_sources() -> None:
    brief = brief_of(later(), TOPIC, before())
    assert [view.kind for view in brief.views][-3:] == ["caveats", "changes", "sources"]
    assert [(one.kind, one.fact) for one in brief.changes] == [
        (ChangeKind.SUPERSEDED, "uk-trained-forces"),
        (ChangeKind.REVISED, "uk-air-strikes"),
        (ChangeKind.ADDED, "police"),
        (ChangeKind.WORDING, ""),
    ]
    assert brief.facts_since is None
    assert is_new_state(brief.changes)


def test_it_adds_nothing_to_what_the_brief_says() -> None:
    plain = compose(later(), later().topics[TOPIC], Purpose(NOW, NOW, Arabic()))
    told = brief_of(later(), TOPIC, before())
    assert told.claims == plain.claims
    assert told.sources == plain.sources


def test_a_brief_whose_facts_are_the_same_says_since_when() -> None:
    first = replace(before("africa"), first=(date(2024, 9, 30), 2))
    brief = brief_of(shipped.library(), "africa", first)
    html = unmarked(page_of(brief, style_of(), theme_of(style_of()))).replace("\u00a0", " ")
    assert '<th scope="row">الإصدار</th>\n<td>5 · 24 نوفمبر 2026</td>' in html
    assert "لم تتغيّر الحقائق منذ الإصدار 2 ليوم 30 سبتمبر 2024" in html
    assert "لم تتغيّر الحقائق منذ إصدار 30 مارس 2025." in html
    assert "صدرت في 24 نوفمبر 2026 وتستند إلى ما نُشر حتى تاريخها" in html


def test_a_sheet_says_since_when_and_has_no_table() -> None:
    since = before("africa", is_sheet=True)
    sheet = brief_of(shipped.library(), "africa", since, is_sheet=True)
    assert "changes" not in [view.kind for view in sheet.views]
    assert unmarked(sheet.since_text) == "لم تتغيّر الحقائق منذ إصدار 30 مارس 2025"
    changed = brief_of(later(), TOPIC, before(is_sheet=True), is_sheet=True)
    assert changed.since_text == ""


@pytest.mark.parametrize(
    ("as_of", "ordinal", "name", "stamp"),
    [
        (NOW, 0, "إصدار 24 نوفمبر 2026", "صدرت في 24 نوفمبر 2026 وتستند إلى ما نُشر حتى تاريخها"),
        (
            THEN,
            3,
            "الإصدار 3 · 24 نوفمبر 2026",
            "صدرت في 24 نوفمبر 2026 وتستند إلى ما نُشر حتى 30 مارس 2025",
        ),
    ],
)
def test_the_stamp_says_edition_and_facts(as_of: date, ordinal: int, name: str, stamp: str) -> None:
    topic = shipped.library().topics["africa"]
    purpose = Purpose(NOW, as_of, Arabic(), imprint=Imprint(1, ordinal))
    brief = compose(shipped.library(), topic, purpose)
    assert unmarked(brief.edition_name) == name
    assert unmarked(brief.stamp) == stamp


def test_earlier_figures_are_listed_with_the_evidence_of_their_edition(tmp_path: object) -> None:
    printed = print_document(later(), brief_of(later(), TOPIC, before()), style_of())
    assert problems_of(printed.data) == []
    file = tmp_path / "brief.pdf"  # type: ignore[operator]
    file.write_bytes(printed.data)
    rows = read_figures(file).rows
    earlier = [row for row in rows if row["edition"]]
    assert [(row["printed"], row["fact"], row["value"]) for row in earlier] == [
        ("أكثر من 120,000 عنصر", "uk-trained-forces", 120000),
        ("30 سبتمبر 2024", "uk-trained-forces", 120000),
        ("أكثر من 1,000 ضربة جوية", "uk-air-strikes", 1000),
        ("سبتمبر 2016 (تقديرًا)", "uk-air-strikes", 1000),
    ]
    assert {row["edition"] for row in earlier} == {f"{TOPIC}-2025-03-30-1"}
    assert {row["value"] for row in rows if row["fact"] == "uk-air-strikes"} == {1000, 1137}


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_black_ink_and_arabic_digits(paper: Paper) -> None:
    arabic = Arabic(Digits.ARAB, Months.DUAL)
    style = style_of(Ink.MONO, paper=paper, marking="رسمي")
    room = ChartRoom.on(style.setting)
    printed = print_document(
        later(), brief_of(later(), TOPIC, before(), arabic=arabic, room=room), style
    )
    assert problems_of(printed.data) == []
    assert "١٥٠٬٠٠٠" in text_of(printed.data)


def test_each_brief_of_a_pack_tells_its_own_changes() -> None:
    library = later()
    topics = [library.topics[name] for name in (TOPIC, "africa", "foreign-fighters")]
    since = {name: before(name) for name in (TOPIC, "africa")}
    pack = compose_pack(
        library, topics, Purpose(NOW, NOW, Arabic(), imprint=Imprint(2, 4), since=since)
    )
    kinds = [[view.kind for view in brief.views] for brief in pack.briefs]
    assert ["changes" in one for one in kinds] == [True, True, False]
    assert pack.facts_since is None
    assert set(pack.earlier) == {f"{TOPIC}-2025-03-30-1", "africa-2025-03-30-1"}
    printed = print_document(library, pack, style_of(format=Format.PACK))
    assert problems_of(printed.data) == []
    assert "الإصدار 4 · 24 نوفمبر 2026" in text_of(printed.data)


def test_a_pack_without_changes_says_since_which_edition_on_its_cover() -> None:
    library = shipped.library()
    since = {
        "africa": before("africa"),
        "foreign-fighters": replace(before("foreign-fighters"), first=(date(2024, 10, 1), 1)),
    }
    topics = [library.topics[name] for name in since]
    pack = compose_pack(library, topics, Purpose(NOW, NOW, Arabic(), since=since))
    assert pack.facts_since == (THEN, 1)


def test_a_comparison_names_both_editions_and_tells_facts_and_words() -> None:
    after = state_of(later(), TOPIC, NOW, 2)
    document = compose_comparison(before(), after, Arabic())
    assert unmarked(document.title) == "ما تغيّر بين إصدارين: مساهمات المملكة المتحدة"
    assert [unmarked(one) for one in document.editions] == [
        "إصدار 30 مارس 2025 · الحقائق حتى 30 مارس 2025",
        "الإصدار 2 ليوم 24 نوفمبر 2026 · الحقائق حتى 24 نوفمبر 2026",
    ]
    assert [view.kind for view in document.views] == ["changes", "rewordings", "sources"]
    worded = document.views[1]
    seen = [(r.where, plain_text(r.before), plain_text(r.now)) for r in worded.rows]  # type: ignore[attr-defined]
    assert seen == [
        ("العنوان", "مساهمات المملكة المتحدة في التحالف ضد داعش", "مساهمات المملكة المتحدة"),
        ("النص", "", "درّبت المملكة المتحدة 8,500 عنصر."),
    ]


def test_a_comparison_is_one_sound_page() -> None:
    after = state_of(later(), TOPIC, NOW, 2)
    printed = print_comparison(before(), after, style_of(paper=Paper.A5), Arabic())
    assert printed.pages == 1
    assert problems_of(printed.data) == []
    text = text_of(printed.data)
    assert "سوى ما ذُكر" not in text
    with pypdfium2.PdfDocument(io.BytesIO(printed.data)) as document:
        assert round(document[0].get_width() / 72 * 25.4) == 210


def test_a_comparison_that_has_no_room_for_all_counts_the_rest() -> None:
    after = replace(state_of(shipped.library(), TOPIC, NOW, 2), id="")
    printed = print_comparison(before("africa"), after, style_of(), Arabic())
    assert printed.pages == 1
    assert text_of(printed.data).count("سوى ما ذُكر") == 2


def test_two_editions_that_are_alike_are_told_so() -> None:
    after = state_of(shipped.library(), "africa", NOW, 1)
    document = compose_comparison(before("africa"), after, Arabic())
    (view,) = document.views
    sentence = "لم يتغيّر بين الإصدارين شيء، لا في الحقائق ولا في الصياغة."
    assert plain_text(view.sentence) == sentence  # type: ignore[attr-defined]
    printed = print_comparison(before("africa"), after, style_of(), Arabic())
    assert problems_of(printed.data) == []
