"""Every shipped topic is a whole brief, for every day, digit and month."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import pikepdf
import pypdfium2
import pytest

from briefings.arabic import Arabic, Digits, Months, plain
from briefings.build.render import page_of, print_document, theme_of
from briefings.content.blocks import Composer, SourcesView
from briefings.content.blocks.prose import Lines
from briefings.content.brief import Brief, Purpose, compose
from briefings.data import load_library
from briefings.errors import SelectionError
from briefings.facts.selection import Selection
from briefings.model import Library, Style, plain_text
from briefings.resources import templates_folder
from tests.conftest import CHECKOUT

DAY = date(2026, 11, 21)
TOPICS = sorted(path.stem for path in (CHECKOUT / "data" / "topics").glob("*.yaml"))
STYLE = Style(templates_folder())
EASTERN = Arabic(Digits.ARAB, Months.DUAL)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(CHECKOUT / "data")


def brief_of(
    library: Library, topic: str, as_of: date = DAY, arabic: Arabic | None = None
) -> Brief:
    return compose(library, library.topics[topic], Purpose(DAY, as_of, arabic or Arabic()))


def words_of(brief: Brief) -> str:
    """The visible words of the page."""
    html = page_of(brief, STYLE, theme_of(STYLE))
    body = html[html.index("<body") :]
    return plain(unescape(re.sub(r"<[^>]*>|\u2060", "", body)))


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,.]*\d|\d", text))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_prints_two_to_five_pages_with_its_figures(library: Library, topic: str) -> None:
    brief = brief_of(library, topic)
    printed_brief = print_document(library, brief, STYLE)
    assert 2 <= printed_brief.pages <= 5
    with pikepdf.open(io.BytesIO(printed_brief.data)) as pdf:
        assert pdf.docinfo["/Title"] == plain(brief.title)
    document = pypdfium2.PdfDocument(printed_brief.data)
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert numbers_in(words_of(brief)) <= numbers_in(printed)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_brief_leads_with_its_bottom_line_and_ends_with_its_sources(
    library: Library, topic: str
) -> None:
    brief = brief_of(library, topic)
    # A decimal point ends no sentence.
    assert 1 <= len(re.findall(r"\.(?!\d)", plain_text(brief.bottom_line))) <= 4
    assert brief.wanted
    last = brief.views[-1]
    assert isinstance(last, SourcesView)
    assert len(last.entries) == len(brief.sources)


@pytest.mark.parametrize("topic", TOPICS)
def test_one_kind_of_digit_and_one_naming_of_months_throughout(
    library: Library, topic: str
) -> None:
    words = re.sub(
        r"[A-Za-z@][\w@]*|«[^»]*»", "", words_of(brief_of(library, topic, arabic=EASTERN))
    )
    assert not re.findall("[0-9]", words)
    # «سبتمبر» alone would be the Gregorian name without its Levantine twin; a caveat names the two
    # months that a source confuses.
    words = words.replace("هو ديسمبر لا سبتمبر", "")
    assert not re.findall(r"(?<!/)\bسبتمبر", words)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize(
    "day", [date(2014, 12, 31), date(2016, 12, 31), date(2023, 6, 30)], ids=str
)
def test_an_earlier_day_leaves_no_later_fact(library: Library, topic: str, day: date) -> None:
    try:
        brief = brief_of(library, topic, day)
    except SelectionError:
        return
    assert all(claim.when.end <= day for _, claim in brief.claims)
    assert "{" not in words_of(brief)


def test_the_end_of_2016_knows_67_members_and_25000_trained(library: Library) -> None:
    words = words_of(brief_of(library, "washington-2024", date(2016, 12, 31)))
    assert "67" in words
    assert "25,000" in words
    assert "87" not in words
    assert "120,000" not in words


@pytest.mark.parametrize("topic", TOPICS)
def test_no_line_and_no_request_comes_before_the_facts_it_speaks_of(
    library: Library, topic: str
) -> None:
    early = Composer(Selection(library, date(2013, 12, 31)), Arabic(), DAY)
    plan = library.topics[topic]
    assert early.paragraph(plan.bottom_line) is None
    for block in plan.blocks:
        if isinstance(block, Lines):
            assert block.view(early) is None
