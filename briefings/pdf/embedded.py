"""The files inside a finished PDF, read back without anything of what made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import ArchiveError

_HEAD = 1024
"""Within how many bytes a PDF says that it is one: readers allow something before it."""

_PASSWORD = 4
"""PDFium's code for a file that opens only with a password."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The files inside a PDF by name, and how many pages it has."""

    files: Mapping[str, bytes]
    pages: int


def read_embedded(path: Path) -> Embedded:
    """Everything that lies inside the PDF.

    Raises ArchiveError where the file is no PDF, is damaged or wants a password, OSError where it
    cannot be read at all.
    """
    import pypdfium2

    data = path.read_bytes()
    if b"%PDF-" not in data[:_HEAD]:
        raise ArchiveError(f"{path} is not a PDF")
    try:
        with pypdfium2.PdfDocument(data) as document:
            attachments = map(document.get_attachment, range(document.count_attachments()))
            return Embedded({one.get_name(): _content(one) for one in attachments}, len(document))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise ArchiveError(f"{path} opens only with a password; save a copy without") from None
        raise ArchiveError(f"{path} is damaged and cannot be read; fetch it again") from None


def _content(attachment: object) -> bytes:
    import pypdfium2

    try:
        return bytes(attachment.get_data())  # type: ignore[attr-defined]  # PDFium has no types
    except pypdfium2.PdfiumError:  # which is also what it says of an empty file
        return b""
