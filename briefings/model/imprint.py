"""What a page says of its edition: its numbers, and the code by which paper is checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

SCHEME = "briefings:"
"""How the text of a QR code begins."""
CODE_DIGITS, SHORT_DIGITS = 24, 12
"""Hexadecimal digits of a digest in a QR code, and in print."""

_GROUP = 4
_GROUPS = re.compile(f".{{{_GROUP}}}")


@dataclass(frozen=True, slots=True)
class EditionCode:
    """The code of a document: the name of its edition, and a digest of what it was made from.

    ``id`` is that of an edition without the number of a copy, or the name of the file of a document
    that no archive keeps. ``digest`` is a SHA-256 in hexadecimal digits: no file can hold its own,
    so it is that of data, order and templates. All copies of a document have the same code.
    """

    id: str
    digest: str

    @property
    def text(self) -> str:
        """What the QR code holds: ``briefings:africa-2026-11-24-1?d=340fdc7371cf…``."""
        return f"{SCHEME}{self.id}?d={self.digest[:CODE_DIGITS]}"

    @property
    def short(self) -> str:
        """The beginning of the digest in groups, as it is printed: ``340f dc73 71cf``."""
        return " ".join(_GROUPS.findall(self.digest[:SHORT_DIGITS]))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of its edition besides the date.

    ``number`` is that of the edition on its day, ``ordinal`` that among all of its series; both are
    0 without an archive.
    """

    number: int = 0
    ordinal: int = 0
    code: EditionCode | None = None


NO_IMPRINT = Imprint()
"""Of a document that no archive keeps, and whose code is not known."""
