"""What stands in the editions of an archive is found by its words, in whatever spelling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.archive.finding import Hit
from briefings.archive.index import Index
from briefings.archive.passages import html_passages

from .indexed import put_edition

MEMBERS = "يضم التحالف ٨٧ عضوًا"
TRAINED = "دُرِّبَ أكثر من 120,000 عنصر"
PLEDGES = "تعهدات قدرها 1670 مليونًا"
OFFICER = "قال المسؤولون إن شيئًا للتحالف تغيّر على مدى سنـــة"
TRUCE = "هدنة بالقول وباليد بنسبة 8٪ من UN"
FUNDS, PACK = "funds-2024-02-20-1", "pack-summit-2024-02-21-1"
FACT = {
    "fact": "uk-trained",
    "subject": "GB",
    "wording": "من دُرّبوا",
    "value": 4500,
    "object": None,
    "unit": "person",
    "as_of": "2024-09-30",
    "excerpt": "آلاف المتدربين",
    "note": "عُدّ بعضهم مرتين",
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Three editions of one topic, one of another, and a pack of both."""
    put_edition(tmp_path, "africa-2024-01-05-1", MEMBERS, TRAINED)
    put_edition(tmp_path, "africa-2024-02-05-1", MEMBERS, OFFICER)
    put_edition(tmp_path, "africa-2024-03-05-1", MEMBERS, "ختام تغيّر", "مدى بعيد", TRUCE)
    put_edition(tmp_path, "funds-2024-02-20-1", PLEDGES, facts=[FACT])
    put_edition(
        *(tmp_path, "pack-summit-2024-02-21-1", PLEDGES),
        figures=[
            {"printed": "٣٫٥", "kind": "figure", "wording": "نصيب {object}", "object": "GB"},
            {"printed": "[9]", "kind": "cite", "wording": "لا يُفهرس"},
        ],
        format="pack",
        topics=["africa", "funds"],
    )
    with Index(tmp_path) as index:
        yield index


def marked(hit: Hit) -> list[list[str]]:
    """The words marked in each passage of a hit."""
    return [[one.text[start:end] for start, end in one.marks] for one in hit.passages]


@pytest.mark.parametrize(
    ("text", "passage", "words"),
    [
        pytest.param("التحالف ٨٧", MEMBERS, ["التحالف", "٨٧"], id="two-words"),
        pytest.param("87", MEMBERS, ["٨٧"], id="Latin-digits"),
        pytest.param("١٦٧٠", PLEDGES, ["1670"], id="Arabic-digits"),
        pytest.param("120000", TRAINED, ["120,000"], id="no-thousands-mark"),
        pytest.param("١٢٠٬٠٠٠", TRAINED, ["120,000"], id="Arabic-thousands-mark"),
        pytest.param("درب عنصر", TRAINED, ["دُرِّبَ", "عنصر"], id="vowel-marks"),
        pytest.param("اكثر", TRAINED, ["أكثر"], id="alef"),
        pytest.param("سنه", OFFICER, ["سنـــة"], id="ta-marbuta-and-tatweel"),
        pytest.param("علي مدي", OFFICER, ["على", "مدى"], id="alef-maqsura"),
        pytest.param("المسئولون", OFFICER, ["المسؤولون"], id="hamza-on-another-letter"),
        pytest.param("شيءا", OFFICER, ["شيئًا"], id="hamza-on-the-line"),
        pytest.param("«مسؤول»،", OFFICER, ["مسؤول"], id="inside-a-word-and-quoted"),
        pytest.param("ان", OFFICER, ["إن"], id="two-letters-alone"),
        pytest.param("يد", TRUCE, ["وباليد"], id="two-letters-with-what-is-written-onto-them"),
        pytest.param("UN", TRUCE, ["UN"], id="two-Latin-letters"),
        pytest.param("٨٪", TRUCE, ["8٪"], id="per-cent"),
    ],
)
def test_a_passage_is_found_in_whatever_spelling(
    index: Index, text: str, passage: str, words: list[str]
) -> None:
    (hit,) = index.search(text)
    assert [found.text for found in hit.passages] == [passage]
    assert marked(hit) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("تحالف", ["تحالف", "تحالف"], id="without-article"),
        pytest.param("التحالف", ["التحالف", "للتحالف"], id="with-article"),
    ],
)
def test_what_is_written_onto_a_word_hides_it_not(
    index: Index, text: str, words: list[str]
) -> None:
    assert [marked(hit) for hit in index.search(text)] == [[[word]] for word in words]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("67", id="part-of-a-number"),
        pytest.param("670", id="end-of-a-number"),
        pytest.param("120", id="thousands-of-a-number"),
        pytest.param("5", id="fraction-of-a-number"),
        pytest.param("ضم", id="two-letters-inside-a-word"),
        pytest.param("2024-09-3", id="part-of-a-day"),
        pytest.param("024-09-30", id="part-of-a-year"),
        pytest.param("4%", id="per-cent-of-another-number"),
        pytest.param("-+", id="signs"),
        pytest.param("[9]", id="mark-of-a-source"),
        pytest.param("", id="empty"),
        pytest.param(" ، «» * ", id="no-word"),
        pytest.param('"', id="quote"),
        pytest.param("تحا*لف", id="star"),
        pytest.param('عضوًا" OR "ختام', id="injected-or"),
        pytest.param("NEAR(عضوًا ختام)", id="injected-near"),
        pytest.param("folded:عضوًا", id="injected-column"),
        pytest.param("%_%", id="pattern"),
        pytest.param("'; DROP TABLE editions; --", id="sql"),
        pytest.param("\x00\ud800", id="no-characters"),
    ],
)
def test_nothing_is_found_where_nothing_stands(index: Index, text: str) -> None:
    assert index.search(text) == []
    assert len(index.editions()) == 5


def test_a_fact_is_found_by_its_value_and_its_note(index: Index) -> None:
    (hit,) = index.search("4,500 مرتين")
    assert [one.kind for one in hit.passages] == ["fact"]
    assert hit.passages[0].text == (
        "uk-trained · من دُرّبوا · 4500 person · 2024-09-30 · «آلاف المتدربين» · عُدّ بعضهم مرتين"
    )
    assert [hit.newest.id for hit in index.search("2024-09-30")] == ["funds-2024-02-20-1"]


def test_a_figure_is_found_as_printed(index: Index) -> None:
    (hit,) = index.search("3.5 نصيب")
    assert [(one.kind, one.text) for one in hit.passages] == [("figure", "٣٫٥ · نصيب GB")]


def test_a_hit_tells_in_which_editions_it_stands(index: Index) -> None:
    (hit,) = index.search(MEMBERS)
    assert (hit.editions, hit.oldest.id, hit.newest.id) == (
        *(3, "africa-2024-01-05-1", "africa-2024-03-05-1"),
    )


def test_editions_that_have_the_words_in_different_passages_come_last(index: Index) -> None:
    together, apart = index.search("مدى تغير")
    assert [one.text for one in together.passages] == [OFFICER]
    assert [one.text for one in apart.passages] == ["مدى بعيد", "ختام تغيّر"]
    assert marked(apart) == [["مدى"], ["تغيّر"]]
    assert (together.newest.id, apart.newest.id, apart.editions) == (
        *("africa-2024-02-05-1", "africa-2024-03-05-1", 1),
    )


@pytest.mark.parametrize(
    ("asked", "editions", "oldest", "newest"),
    [
        pytest.param(
            {"topic": "funds"}, 2, "funds-2024-02-20-1", "pack-summit-2024-02-21-1", id="t"
        ),
        pytest.param({"topic": "africa"}, 1, PACK, PACK, id="pack"),
        pytest.param({"until": dt.date(2024, 2, 20)}, 1, FUNDS, FUNDS, id="until"),
        pytest.param({"since": dt.date(2024, 2, 21)}, 1, PACK, PACK, id="since"),
    ],
)
def test_only_the_editions_asked_for_are_counted(
    index: Index, asked: dict[str, dt.date | str], editions: int, oldest: str, newest: str
) -> None:
    (hit,) = index.search("تعهدات", **asked)  # type: ignore[arg-type] # a topic or a day
    assert (hit.editions, hit.oldest.id, hit.newest.id) == (editions, oldest, newest)


def test_no_more_hits_than_asked_for(index: Index) -> None:
    assert [hit.passages[0].text for hit in index.search("تحالف", limit=1)] == [MEMBERS]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<head><title>ت</title></head><body><p>أ</p>", ["أ"], id="no-head"),
        pytest.param("<body><style>p{}</style><script>x</script>أ", ["أ"], id="no-scripts"),
        pytest.param("<p>أ <b>ب</b>ج</p><p>د", ["أ بج", "د"], id="paragraphs"),
        pytest.param("<h2>أ</h2><ul><li><p>ب</p><p>ج</p></li></ul>", ["أ", "ب · ج"], id="item"),
        pytest.param("<tr><th>أ</th>\n<td>1</td>\n</tr>", ["أ · 1"], id="row"),
        pytest.param('<img src="x" alt="رسم"><p>أ</p>', ["رسم", "أ"], id="picture"),
        pytest.param('<p>أ<a class="cite" title="م">[1]</a>، ب</p>', ["أ، ب"], id="source-mark"),
        pytest.param('<div class="tile"><p>87</p><p>عضوًا</p></div>', ["87 · عضوًا"], id="tile"),
        pytest.param("<p>أ &lt;&amp;&#x628;</p>", ["أ <&ب"], id="references"),
        pytest.param("</p><p>أ</td></p></div><p>ب", ["أ", "ب"], id="malformed"),
    ],
)
def test_a_text_is_cut_into_its_blocks(html: str, texts: list[str]) -> None:
    assert html_passages(html) == texts
