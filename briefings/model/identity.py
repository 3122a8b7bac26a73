"""What makes a document the same one when it is made again, and how a file carries it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

ID_LENGTH = 32
UNKNOWN = "0" * ID_LENGTH
"""Stands in a PDF until the id is known; it has the same length, so that nothing moves."""
XMP_ID = (
    '<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
    "<xmpMM:DocumentID>xmp.did:{id}</xmpMM:DocumentID></rdf:Description>"
)
"""How XMP names what all versions of a document have in common."""
_HTML_AUTHOR = b'<meta name="author" content="briefings">'
_HTML_ID = b'<meta name="dcterms.identifier" content="xmp.did:%b">'
FOUND_ID = re.compile(
    rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li>briefings</rdf:li>|"
    + re.escape(_HTML_AUTHOR)
    + rb'|(?:<xmpMM:DocumentID>|<meta name="dcterms\.identifier" content=")'
    rb"xmp\.did:([0-9a-f]{32})[<\"]"
)
"""Finds the program's name as that of the maker, or (first group) the id."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a document the same one when it is made again.

    ``asked`` is a digest of what was asked for, ``theme`` one of how the theme looks.
    """

    asked: str
    theme: str

    def __str__(self) -> str:
        return self.asked + self.theme

    @classmethod
    def of(cls, asked: bytes, theme: bytes) -> Identity:
        """The identity by all that was asked for and by the files of the theme."""
        return cls(sha256(asked).hexdigest()[:24], sha256(theme).hexdigest()[:8])


NO_IDENTITY = Identity(UNKNOWN[:24], UNKNOWN[24:])


def with_id(data: bytes, identity: Identity) -> bytes:
    """A PDF or an HTML file with the id in it."""
    written = str(identity).encode()
    empty = XMP_ID.format(id=UNKNOWN).encode()
    if empty in data:
        return data.replace(empty, XMP_ID.format(id=identity).encode(), 1)
    return data.replace(_HTML_AUTHOR, _HTML_AUTHOR + b"\n" + _HTML_ID % written, 1)


def id_of(data: bytes) -> Identity:
    """The identity that stands in a document, as :func:`with_id` put it there."""
    found = next((match[1] for match in FOUND_ID.finditer(data) if match[1]), UNKNOWN.encode())
    return Identity(found[:24].decode(), found[24:].decode())
