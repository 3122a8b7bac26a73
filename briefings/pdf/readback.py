"""Reads a finished PDF with PDFium, as Chrome does, and compares it with what was drawn."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from ..arabic.reading.alphabet import LIST_SEPARATOR, printed_words
from ..errors import RenderError

LEAST = 0.99
"""The least share of words and figures that can be read back."""

_INVISIBLE = dict.fromkeys(
    code
    for start, end in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0x61C, 0x61C))
    for code in range(start, end + 1)
)
_MOST_NAMED = 8


def words_of(text: str) -> Counter[str]:
    """The words and figures of two characters or more, each with how often it is there."""
    return Counter(printed_words(unicodedata.normalize("NFKC", text).translate(_INVISIBLE)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The text that was drawn on some pages.

    ``text`` has a space or line end between words, ``families`` maps each letter to the font
    families that drew it, ``digits`` counts the digits of each page.
    """

    text: str
    families: Mapping[str, AbstractSet[str]]
    digits: tuple[Counter[str], ...]


def check_pages(data: bytes, drawn: Drawn, first: int = 1) -> None:
    """Raise RenderError where the text of pages of a PDF is not the one that was drawn.

    ``first`` is the number of the first of these pages.
    """
    try:
        _compare(drawn, read_pages(data, first, len(drawn.digits)), first)
    except RenderError:
        # PDFium takes a page with short lines alone for one that is written from top to bottom, and
        # tears its words: that is no fault of the file, and what is one shows in the other reading.
        _compare(drawn, read_pages(data, first, len(drawn.digits), across=True), first)


def _compare(drawn: Drawn, read: Sequence[str], first: int) -> None:
    check_text(drawn.text, "\n".join(read), drawn.families)
    check_digits(drawn.digits, read, first)


def check_text(text: str, read: str, families: Mapping[str, AbstractSet[str]]) -> None:
    """Raise RenderError when too few words of ``text`` stand in what was ``read`` from the PDF.

    ``families`` tells which font families drew each letter.
    """
    wanted, found = words_of(text), words_of(read)
    if found and not wanted:
        raise RenderError(
            "this version of WeasyPrint draws text in another way than the text layer knows: "
            "install the version that constraints.txt names"
        )
    lost = wanted - found
    share = 1 - lost.total() / max(1, wanted.total())
    if share < LEAST:
        raise RenderError(_complaint(share, lost, found - wanted, families))


def check_digits(drawn: Sequence[Counter[str]], read: Sequence[str], first: int = 1) -> None:
    """Raise RenderError for a page whose digits are not those that were drawn, counted by page.

    A share of the words may be lost, but no digit.
    """
    for number, (wanted, text) in enumerate(zip(drawn, read, strict=True), first):
        found = Counter(char for char in text if char.isdecimal())
        if found != wanted:
            differing = _listed(sorted((wanted - found) | (found - wanted)))
            raise RenderError(
                f"page {number} of the PDF does not give back the digits that stand on it: "
                f"{differing}"
            )


def load_reader() -> None:
    """Import PDFium, ahead of the first file."""
    import pypdfium2  # noqa: F401


def read_pages(
    data: bytes, first: int = 1, count: int | None = None, *, across: bool = False
) -> list[str]:
    """The texts of ``count`` pages of a PDF from the ``first`` on, or of all that follow.

    ``across`` puts a line over the whole width of each page, so that PDFium does not take short
    lines for columns; its letter is in the texts.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages = []
        end = len(document) if count is None else first - 1 + count
        for number in range(first - 1, end):
            page = document[number]
            if across:
                _put_across(document, page)
            layer = page.get_textpage()
            pages.append(layer.get_text_range())
            layer.close()
            page.close()
    return pages


def _put_across(document: Any, page: Any) -> None:
    """Put a letter as wide as a page at its foot, in memory alone."""
    import ctypes

    import pypdfium2.raw as pdfium

    line = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 1.0)
    letter = (ctypes.c_ushort * 2)(ord("M"), 0)
    pdfium.FPDFText_SetText(line, letter)
    pdfium.FPDFPageObj_Transform(line, page.get_width(), 0, 0, 2, 0, 1)
    pdfium.FPDFPage_InsertObject(page, line)


def _complaint(
    share: float,
    lost: Counter[str],
    unknown: Counter[str],
    families: Mapping[str, AbstractSet[str]],
) -> str:
    missing, added = _letters(lost), _letters(unknown)
    gone, instead = missing - added, added - missing
    letters = "".join(sorted(gone | instead)) if gone else ""
    if gone and instead:
        reason = f"the letters {_listed(letters)} cannot be told apart"
    elif gone:
        reason = f"the letters {_listed(letters)} get lost"
    else:
        reason = "words come back torn or joined"
    drawn_by = sorted({one for char in letters or missing for one in families.get(char, ())})
    return (
        f"only {share:.1%} of the words can be searched for and copied, less than {LEAST:.0%}:"
        f" {reason} in {', '.join(f'“{family}”' for family in drawn_by)}\n"
        f"words that are lost: {_listed(word for word, _ in lost.most_common(_MOST_NAMED))}\n"
        "use another font in the theme, one with a glyph of its own for each letter"
    )


def _letters(words: Counter[str]) -> Counter[str]:
    return Counter(char for word in words.elements() for char in word)


def _listed(names: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(names)
