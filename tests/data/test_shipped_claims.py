"""The facts that are shipped, against the documents that they were read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.arabic.reading import numerals_in
from briefings.arabic.reading.qualifiers import qualifiers_of
from briefings.data import load_library
from briefings.facts.evidence import (
    excerpt_spans,
    numeral_supports,
    with_single_spaces,
)
from briefings.facts.source_documents import check_sources, read_document, uncovered
from briefings.model import Library, Qualifier


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
        source.id: [
            with_single_spaces(each) for each in read_document(sources_folder / source.document)
        ]
        for source in shipped.sources.values()
    }
    for fact in shipped.facts.values():
        for made in fact.claims:
            if fact.unit is None or made.value is None:
                continue
            text = paragraphs[made.source][made.paragraph - 1]
            kind = shipped.units[fact.unit].kind
            (start, end), *_ = excerpt_spans(with_single_spaces(made.excerpt), text)
            named = set[Qualifier]()
            for numeral in numerals_in(text):
                if start <= numeral.start < end and numeral_supports(
                    numeral, made.value, unit_kind=kind, qualifier=made.qualifier
                ):
                    named |= qualifiers_of(text, numeral)
            assert made.qualifier in (named or {Qualifier.EXACT}), f"{fact.id}: {made.excerpt}"
