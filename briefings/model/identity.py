"""The identity that a document keeps when it is built again, and how PDF and HTML store it."""

from __future__ import annotations

import re
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
_HTML_AUTHOR = b'<meta name="author" content="briefings">'
_HTML_ID = b'<meta name="dcterms.identifier" content="xmp.did:%b">'
FOUND_ID = re.compile(
    rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li>briefings</rdf:li>|"
    + re.escape(_HTML_AUTHOR)
    + rb'|(?:<xmpMM:DocumentID>|<meta name="dcterms\.identifier" content=")'
    rb"xmp\.did:([0-9a-f]{32})[<\"]"
)
"""Matches the program's name as the creator, or the id (first group)."""


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


NO_IDENTITY = Identity(UNKNOWN[:24], UNKNOWN[24:])


def with_id(data: bytes, identity: Identity) -> bytes:
    """A PDF or an HTML file with its id written in."""
    written = str(identity).encode()
    empty = XMP_ID.format(id=UNKNOWN).encode()
    if empty in data:
        return data.replace(empty, XMP_ID.format(id=identity).encode(), 1)
    return data.replace(_HTML_AUTHOR, _HTML_AUTHOR + b"\n" + _HTML_ID % written, 1)


def id_of(data: bytes) -> Identity:
    """The identity that :func:`with_id` wrote into a document; ``NO_IDENTITY`` if it has none."""
    found = next((match[1] for match in FOUND_ID.finditer(data) if match[1]), UNKNOWN.encode())
    return Identity(found[:24].decode(), found[24:].decode())
