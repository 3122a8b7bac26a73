"""What a reader can search for and copy, in each of the viewers that people use."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest

from briefings.pdf.readback import words_of
from tests import shipped
from tests.pdf.viewers import VIEWERS, Pages, poppler_version

PRINTS = {str(kind): kind for kind in shipped.SOME}

WORDS = 0.99
WORDS_OF_NEW_POPPLER = 0.975
"""Poppler 24 and later puts a space after the first Arabic-Indic digit of some isolated numbers."""
# Of 40 phrases: as they are printed, and when only letters and digits count.
PHRASES = {"pdfium": (0.9, 0.95), "pdf.js": (0.85, 0.95)}

BLOCKS = re.compile(
    "body|header|footer|section|aside|nav|div|p|h[1-6]|ul|ol|li|dl|dt|dd|br"
    "|figure|figcaption|table|caption|tr|th|td"
)
UNSEEN = {"head", "style", "script", "title", "template"}
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
HARD = re.compile(r"[^\w\s]|\d")


@dataclass(frozen=True)
class Print:
    """A printed brief: what the page says, block by block, and the file."""

    blocks: tuple[str, ...]
    file: Path


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Print]:
    """Topics in formats, inks and kinds of digit, and the packs."""
    folder = tmp_path_factory.mktemp("prints")
    found = {}
    for name, kind in PRINTS.items():
        file = folder / f"{name}.pdf"
        file.write_bytes(shipped.printed(kind).data)
        found[name] = Print(tuple(_blocks(shipped.html(kind))), file)
    return found


@pytest.fixture(scope="session", params=VIEWERS)
def read(request: pytest.FixtureRequest, prints: dict[str, Print]) -> tuple[str, dict[str, Pages]]:
    """A viewer's name, and what it finds on the pages of each print."""
    texts = VIEWERS[request.param]([prints[name].file for name in PRINTS])
    return request.param, dict(zip(PRINTS, texts, strict=True))


@pytest.mark.parametrize("name", PRINTS)
def test_words_and_figures_come_back(
    name: str, prints: dict[str, Print], read: tuple[str, dict[str, Pages]]
) -> None:
    wanted = words_of("\n".join(prints[name].blocks))
    lost = wanted - words_of("\n".join(read[1][name]))
    assert wanted.total() > 150
    least = WORDS
    if read[0] == "poppler" and "-arab-" in name and poppler_version() >= (24,):
        least = WORDS_OF_NEW_POPPLER
    assert 1 - lost.total() / wanted.total() >= least, f"lost: {' '.join(lost)}"


@pytest.mark.parametrize("name", PRINTS)
@pytest.mark.parametrize("read", PHRASES, indirect=True)
def test_phrases_are_found(
    name: str, prints: dict[str, Print], read: tuple[str, dict[str, Pages]]
) -> None:
    viewer, texts = read
    pages = [_plain(text) for text in texts[name]]
    letters = [_letters(text) for text in pages]
    phrases = list(_phrases(prints[name].blocks))
    torn = [phrase for phrase in phrases if not any(phrase in text for text in pages)]
    gone = [phrase for phrase in phrases if not any(_letters(phrase) in text for text in letters)]
    strict, loose = PHRASES[viewer]
    assert len(phrases) == 40
    assert 1 - len(torn) / 40 >= strict, " | ".join(torn)
    assert 1 - len(gone) / 40 >= loose, " | ".join(gone)


@pytest.mark.parametrize("name", PRINTS)
def test_chrome_finds_phrases_by_its_own_search(name: str, prints: dict[str, Print]) -> None:
    with pypdfium2.PdfDocument(prints[name].file) as pdf:
        pages = [page.get_textpage() for page in pdf]
        missed = [
            phrase
            for phrase in _phrases(prints[name].blocks)
            if not any(page.search(phrase).get_next() for page in pages)
        ]
        for page in pages:
            page.close()
    assert 1 - len(missed) / 40 >= PHRASES["pdfium"][0], " | ".join(missed)


def _phrases(blocks: tuple[str, ...]) -> Iterator[str]:
    """Forty phrases of two to four words, half of them with figures, signs or brackets."""
    hard: list[str] = []
    easy: list[str] = []
    for block in blocks:
        words = block.split()
        for count in (2, 3, 4):
            for start in range(len(words) - count + 1):
                phrase = " ".join(words[start : start + count])
                (hard if HARD.search(phrase) else easy).append(phrase)
    choice = random.Random(20261121)  # noqa: S311  # the same phrases in every run
    yield from choice.sample(hard, 20)
    yield from choice.sample(easy, 20)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._unseen += tag in UNSEEN
        if BLOCKS.fullmatch(tag):
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        if BLOCKS.fullmatch(tag):
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.blocks[-1] += data


def _blocks(html: str) -> Iterator[str]:
    parser = _Text()
    parser.feed(html)
    yield from filter(None, map(_plain, parser.blocks))


def _plain(text: str) -> str:
    return " ".join(INVISIBLE.sub("", normalize("NFKC", text)).split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
