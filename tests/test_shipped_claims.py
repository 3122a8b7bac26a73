"""The facts that are shipped, against the documents that they were read from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefings.documents import check_sources, read_document, uncovered
from briefings.evidence import excerpt_spans, fold, numeral_supports, numerals_in, qualifiers_of
from briefings.library import load_library
from briefings.model import (
    Library,
    Place,
    Qualifier,
    Source,
    Unit,
    UnitKind,
    When,
)

# Written for these tests, in the manner of the real documents.
TEXT = """\ufeffعنوان الصفحة

  دربت المملكة أكثر من 21000 عنصر وقدمت ما يزيد عن 3،8 مليار جنيه.
شملت العمليات 44 عنصرا\u2028في 2 كانون الأول/ديسمبر 2021م، وتراجعت بنسبة 95% خلال ستة أشهر.
وصلت الحملة إلى عشرات الملايين، ويرأس المجموعة الامارات وألمانيا.
تاريخ النشر 30 سبتمبر 2024
"""
SOURCE = Source(
    "page",
    "صفحة",
    "ناشر",
    "page.txt",
    hashlib.sha256(TEXT.encode()).hexdigest(),
    published=When.parse("2024-09-30"),
    place=Place("data/sources.yaml", 3, 1),
)
UNITS = {
    "element": Unit("element", UnitKind.COUNT, "عنصر"),
    "gbp": Unit("gbp", UnitKind.CURRENCY, "جنيه"),
    "percent": Unit("percent", UnitKind.PERCENT, "نسبة مئوية"),
}
ELEVEN_WORDS = "دربت المملكة أكثر من 21000 عنصر وقدمت ما يزيد عن 3،8"
MORE_THAN = Qualifier.MORE_THAN


@pytest.fixture(scope="module")
def shipped(checkout: Path, sources_folder: Path) -> Library:
    return load_library(checkout / "data")


def test_every_shipped_claim_stands_in_its_document(shipped: Library, sources_folder: Path) -> None:
    problems = check_sources(shipped, sources_folder)
    assert not problems, "\n".join(map(str, problems))


def test_every_number_of_the_documents_is_a_claim(shipped: Library, sources_folder: Path) -> None:
    assert uncovered(shipped, sources_folder) == []


def test_every_shipped_claim_has_the_qualifier_of_its_source(
    shipped: Library, sources_folder: Path
) -> None:
    """Stricter than the check: a claim does not qualify what its source does not."""
    paragraphs = {
        source.id: [fold(each) for each in read_document(sources_folder / source.document)]
        for source in shipped.sources.values()
    }
    for fact in shipped.facts.values():
        for made in fact.claims:
            if fact.unit is None or made.value is None:
                continue
            text = paragraphs[made.source][made.paragraph - 1]
            kind = shipped.units[fact.unit].kind
            (start, end), *_ = excerpt_spans(fold(made.excerpt), text)
            named = set[Qualifier]()
            for numeral in numerals_in(text):
                if start <= numeral.start < end and numeral_supports(
                    numeral, made.value, unit_kind=kind, qualifier=made.qualifier
                ):
                    named |= qualifiers_of(text, numeral)
            assert made.qualifier in (named or {Qualifier.EXACT}), f"{fact.id}: {made.excerpt}"
