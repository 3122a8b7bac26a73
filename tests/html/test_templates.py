"""Rich text as HTML, and templates that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import RenderError
from briefings.html import templates
from briefings.html.templates import isolated_html, render_page, rich_html
from briefings.model import Cite, Figure, Words, unmarked


def test_isolates_become_elements_and_text_is_escaped() -> None:
    assert (
        isolated_html("يوم \u206614:30\u2069 <و> \u2067أ\u2069")
        == 'يوم <bdi dir="ltr">14:30</bdi> &lt;و&gt; <bdi dir="rtl">أ</bdi>'
    )


def test_latin_phrases_carry_their_language_and_break_only_where_they_are_long() -> None:
    assert isolated_html("\u2066UNDP\u2069") == '<bdi dir="ltr" lang="en">UNDP</bdi>'
    assert isolated_html("\u2066Lancaster House, London\u2069") == (
        '<bdi dir="ltr" class="phrase" lang="en">Lancaster House, London</bdi>'
    )


@pytest.mark.parametrize(
    ("phrase", "opening"),
    [
        ("\u2068Windows 11\u2069", '<bdi lang="en">'),
        ("\u2066Ḥizb al-Taḥrīr\u2069", '<bdi dir="ltr" lang="en">'),
        ("\u2066CO₂\u2069", '<bdi dir="ltr" lang="en">'),
        ("\u2066\ue000figure:fact#0\ue0012024-09-30\ue002\u2069", '<bdi dir="ltr">'),
        ("\u2066Газпром\u2069", '<bdi dir="ltr" lang="und">'),
        ("\u2066Νέα Δημοκρατία 2024\u2069", '<bdi dir="ltr" class="phrase" lang="und">'),
        ("\u2066PJSC Газпром\u2069", '<bdi dir="ltr" lang="und">'),
        ("\u2068قناة BBC\u2069", "<bdi>"),
    ],
)
def test_a_phrase_has_the_language_of_its_letters(phrase: str, opening: str) -> None:
    found = unmarked(isolated_html(phrase))
    assert found == f"{opening}{unmarked(phrase)[1:-1]}</bdi>"


def test_the_language_of_a_phrase_is_known_before_emphasis_in_it() -> None:
    rich = (Words("تقرير \u2066"), Words("Новая", strong=True), Words(" Россия\u2069."))
    assert rich_html(rich) == (
        'تقرير <bdi dir="ltr" lang="und"><strong>Новая</strong> Россия</bdi>.'
    )


def test_neighbours_of_one_weight_share_an_element() -> None:
    rich = (Words("درّبت "), Figure("120,000", "f"), Words(" & "), Words("قوات", strong=True))
    assert unmarked(rich_html(rich)) == "درّبت 120,000 &amp; <strong>قوات</strong>"


def test_a_mark_links_to_its_source() -> None:
    mark = '<a class="cite" href="#source-2" title="المصدر ٢: صفحة">[٢]</a>'
    assert unmarked(rich_html((Words("قول"), Cite(2, "٢", "صفحة")))) == f"قول\u2060{mark}"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ nothing }}", "page.html:1: 'nothing' is undefined"),
        ("\n{% if %}", "page.html:2: the template is malformed"),
        ('{% include "gone.html" %}', "“gone.html” is missing"),
        (
            "{% filter filled('lines') %}<ul><li> </li></ul>{% endfilter %}",
            "“lines” came out empty",
        ),
        ("\n{{ rich }}", "page.html:2: tuple cannot be printed as it is: use |rich"),
    ],
    ids=["unknown name", "malformed", "missing partial", "empty block", "unfinished text"],
)
def test_a_wrong_template_is_told_with_its_place(tmp_path: Path, template: str, told: str) -> None:
    (tmp_path / "page.html").write_text(template, encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        render_page(tmp_path, "page.html", {"rich": ()})
    assert told in str(caught.value)


def test_a_block_with_words_or_a_picture_is_not_empty(tmp_path: Path) -> None:
    block = "{{% filter filled('x') %}}{}{{% endfilter %}}"
    page = block.format("<p>كلمة</p>") + block.format("<img>")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert render_page(tmp_path, "page.html", {}) == "<p>كلمة</p><img>"


def test_values_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ text }}", encoding="utf-8")
    assert render_page(tmp_path, "page.html", {"text": "<b>"}) == "&lt;b&gt;"


def test_a_number_keeps_its_noun_and_a_year_lets_the_next_word_go() -> None:
    assert isolated_html("درّبت 120,000 عنصر") == "درّبت 120,000\u00a0عنصر"
    assert isolated_html("بين سبتمبر 2015 ومايو 2016") == "بين سبتمبر\u00a02015 ومايو\u00a02016"


def test_nothing_that_would_be_run_is_kept(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>{{ text }}</p>", "utf-8")
    render_page(tmp_path, "page.html", {"text": "نص"})
    assert templates._environment(tmp_path).bytecode_cache is None


def test_a_running_head_is_ordered_as_what_it_repeats(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ text|quoted }}", "utf-8")
    page = render_page(tmp_path, "page.html", {"text": 'عن "\u2066C++\u2069'})
    assert page == '"عن \\22 C++\u200e"'


def test_a_style_sheet_does_not_end_its_element(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<style>{{ sheet|css }}</style>", "utf-8")
    sheet = "p > b { color: #a00 }"
    assert render_page(tmp_path, "page.html", {"sheet": sheet}) == f"<style>{sheet}</style>"
    with pytest.raises(RenderError, match="must not contain “</”"):
        render_page(tmp_path, "page.html", {"sheet": "/* </style><script> */"})
