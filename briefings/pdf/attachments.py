"""Embeds files in a PDF: the data behind its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from ..errors import RenderError


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to put inside a PDF.

    ``name`` is ASCII and unique in the document; ``mime`` is like ``text/csv``; ``description`` is
    for readers; ``relationship`` is one of ISO 32000-2, 7.11.3, ``Data`` for the source of a page.
    """

    name: str
    data: bytes
    mime: str
    description: str
    relationship: str = "Data"


def embed(pdf: Any, attachments: Sequence[Attachment], date: str) -> None:
    """Put the files into a pydyf PDF, sorted by name; ``date`` is their date, like D:20261121.

    Raises RenderError on a name that is not ASCII or is given twice.
    """
    import pydyf

    names = [attachment.name for attachment in attachments]
    if len(set(names)) < len(names) or not all(name.isascii() and name for name in names):
        raise RenderError(f"attachments need names of their own, in ASCII: {', '.join(names)}")
    if not attachments:
        return
    tree, associated = pydyf.Array(), pydyf.Array()
    for attachment in sorted(attachments, key=lambda each: each.name):
        specification = _specification(pdf, attachment, date)
        tree.extend([pydyf.String(attachment.name), specification])
        associated.append(specification)
    names_of = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names_of["EmbeddedFiles"] = pydyf.Dictionary({"Names": tree})
    pdf.catalog["AF"] = associated


def _specification(pdf: Any, attachment: Attachment, date: str) -> bytes:
    import pydyf

    parameters = {
        "Size": len(attachment.data),
        "CreationDate": pydyf.String(date),
        "ModDate": pydyf.String(date),
        # ISO 32000 asks for MD5, which protects against nothing.
        "CheckSum": f"<{md5(attachment.data, usedforsecurity=False).hexdigest()}>",
    }
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": f"/{attachment.mime.replace('/', '#2f')}",
        "Params": pydyf.Dictionary(parameters),
    }
    stream = pydyf.Stream([attachment.data], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(attachment.description),
            "AFRelationship": f"/{attachment.relationship}",
        }
    )
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference
