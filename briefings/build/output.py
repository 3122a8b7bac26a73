"""Finished documents: put in their place, and kept in the cache to be put there again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ..atomic import written_beside
from ..data.strict_json import read_json
from ..errors import RenderError
from ..model import Format
from ..model.identity import NO_IDENTITY, Identity, id_of
from .replacing import check_target


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file. ``path`` is absolute; ``sha256`` is that of its bytes.

    ``html`` is the path of the HTML file, if one was made. ``remarks`` are what whoever handed in
    the order should know before handing on the file. ``edition`` is its id in the archive, if it
    was kept in one, and ``is_new`` whether it was not there before. ``key`` is what it is kept
    under in the cache, if it is.
    """

    topics: tuple[str, ...]
    format: Format
    path: Path
    pages: int
    sha256: str
    html: Path | None = None
    remarks: tuple[str, ...] = ()
    edition: str | None = None
    is_new: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that has no place yet. ``stem`` is its file's name without the ending.

    ``identity`` is what a later build knows it by.
    """

    topics: tuple[str, ...]
    format: Format
    stem: str
    pages: int
    pdf: bytes
    html: bytes | None = None
    remarks: tuple[str, ...] = ()
    identity: Identity = NO_IDENTITY

    def packed(self) -> bytes:
        """All of it in one entry of a cache."""
        head = {
            "topics": self.topics,
            "format": self.format,
            "stem": self.stem,
            "identity": [self.identity.asked, self.identity.theme],
            "pages": self.pages,
            "pdf": len(self.pdf),
            "has_html": self.html is not None,
            "remarks": self.remarks,
        }
        return json.dumps(head).encode() + b"\n" + self.pdf + (self.html or b"")

    @classmethod
    def unpacked(cls, entry: bytes) -> Finished:
        """What :meth:`packed` made; raises ValueError, KeyError or TypeError of anything else."""
        line, _, rest = entry.partition(b"\n")
        head = read_json(line)
        return cls(
            tuple(head["topics"]),
            Format(head["format"]),
            head["stem"],
            head["pages"],
            rest[: head["pdf"]],
            rest[head["pdf"] :] if head["has_html"] else None,
            tuple(head["remarks"]),
            Identity(*head["identity"]),
        )

    def write(self, output: Path, key: str = "", *, force: bool = False) -> Document:
        """Write its files; ``output`` is a folder or the PDF's own path.

        Raises TargetError, before anything is written, where other files stand there that must not
        be replaced; else RenderError.
        """
        path = place(output, self.stem)
        page = path.with_suffix(".html") if self.html is not None else None
        check_targets(path, self.identity, force=force, named=is_file(output), html=bool(page))
        if page is not None and self.html is not None:
            put_in_place(page, self.html)
        put_in_place(path, self.pdf)
        digest = hashlib.sha256(self.pdf).hexdigest()
        return Document(
            self.topics, self.format, path, self.pages, digest, page, self.remarks, key=key
        )


def check_targets(path: Path, identity: Identity, *, force: bool, named: bool, html: bool) -> None:
    """Raise TargetError where a PDF, or the HTML file beside it, would replace another file.

    See :func:`briefings.build.replacing.check_target`.
    """
    for target in (path, path.with_suffix(".html")) if html else (path,):
        check_target(target, identity, force=force, named=named)


def is_file(output: Path) -> bool:
    """Whether ``output`` is the PDF's own path, or else a folder."""
    return output.suffix.lower() == ".pdf"


def place(output: Path, stem: str) -> Path:
    """Where a document of that name goes: ``output`` is a folder, or the PDF's own path."""
    if is_file(output):
        return output.absolute()
    return (output / f"{stem}.pdf").absolute()


def put_document(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a PDF that carries its identity; raises TargetError where it would replace another."""
    check_target(path, id_of(data), force=force, named=True)
    put_in_place(path, data)


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file beside its target and move it there; raises RenderError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path, data) as aside:
            try:
                aside.replace(path)
            except OSError as error:
                raise RenderError(f"{path} cannot be written: {error.strerror}") from error
    except OSError as error:
        raise RenderError(f"{path.parent} cannot be written to: {error.strerror}") from error
