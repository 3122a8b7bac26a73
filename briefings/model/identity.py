"""The identity that a document keeps when it is built again, and how a PDF stores it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

ID_LENGTH = 32
UNKNOWN = "0" * ID_LENGTH
"""Placeholder in a PDF until the id is known; of the same length, so that no offset changes."""
XMP_ID = (
    '<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
    "<xmpMM:DocumentID>xmp.did:{id}</xmpMM:DocumentID></rdf:Description>"
)
"""The XMP property for the id that all versions of a document share."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a document: equal for two builds of the same request in the same theme.

    ``asked`` is a digest of the request (24 hexadecimal digits), ``theme`` one of the theme's files
    (8 digits).
    """

    asked: str
    theme: str

    def __str__(self) -> str:
        return self.asked + self.theme

    @classmethod
    def of(cls, asked: bytes, theme: bytes) -> Identity:
        """The identity of a request, as serialised, in a theme with these files."""
        return cls(sha256(asked).hexdigest()[:24], sha256(theme).hexdigest()[:8])

    @classmethod
    def read(cls, digits: str) -> Identity:
        """The identity that a document has in 32 hexadecimal digits."""
        return cls(digits[:24], digits[24:])


NO_IDENTITY = Identity.read(UNKNOWN)
