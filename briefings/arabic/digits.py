"""European and Arabic-Indic digits, with their decimal and thousands separators."""

from __future__ import annotations

import re
from enum import StrEnum

from . import bidi
from .direction.number_phrases import Rule
from .direction.scripts import FSI


class Digits(StrEnum):
    """The numbering system of a text, by its CLDR name."""

    LATN = "latn"
    ARAB = "arab"


_LATN = "0123456789"
_ARAB = "٠١٢٣٤٥٦٧٨٩"
_TO_ARAB = str.maketrans(_LATN, _ARAB)
_TO_LATN = str.maketrans(_ARAB, _LATN)
_MARKS_TO_ARAB = str.maketrans(",.", "٬٫")
_MARKS_TO_LATN = str.maketrans("٬٫", ",.")

# Full stops and commas are separators only inside a well-formed number: 30.9.2024 is a date.
_LATN_NUMBER = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"
)
_ARAB_MARK = re.compile(r"(?<=[٠-٩])[٬٫](?=[٠-٩])")
_LATN_DIGIT = re.compile("[0-9]")
_CODE = re.compile(
    r"(?<![0-9])[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9])"  # an ISO date
)


def in_digits(text: str, digits: Digits) -> str:
    """``text`` converted to the given digits, decimal and thousands separators included.

    Tokens with Latin letters (``B-12``, addresses, handles), ISO dates and telephone numbers keep
    their European digits, as is usual. Arabic-Indic digits would also reverse their parts: the bidi
    algorithm lays ``٢٠٢٤-٠٩`` out from right to left even in an isolate.
    """
    if digits is Digits.LATN:
        return _ARAB_MARK.sub(lambda mark: mark.group().translate(_MARKS_TO_LATN), text).translate(
            _TO_LATN
        )
    if not _LATN_DIGIT.search(text):
        return text
    return "".join(map(_to_arab, bidi.cut(text)))


def _is_code(piece: bidi.Piece) -> bool:
    if piece.text.startswith(FSI):
        return True
    if piece.isolated:
        return any(map(_is_code, bidi.cut(piece.text[1:-1])))
    is_figure = piece.rule is not None
    return (
        piece.latin
        or piece.rule is Rule.TELEPHONE
        or (is_figure and bool(_CODE.search(piece.text)))
    )


def _to_arab(piece: bidi.Piece) -> str:
    if _is_code(piece):
        return piece.text
    with_marks = _LATN_NUMBER.sub(lambda one: one.group().translate(_MARKS_TO_ARAB), piece.text)
    return with_marks.translate(_TO_ARAB)
