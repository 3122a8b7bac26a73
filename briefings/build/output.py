"""Finished documents: as entries of the cache, and as files at their targets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..atomic import read_json, written_beside
from ..errors import RenderError
from ..model import Format
from ..model.identity import NO_IDENTITY, Identity
from .exporters import EXPORTERS, files_beside, identity_in
from .replacing import check_target


@dataclass(frozen=True, slots=True)
class Document:
    """A written document. ``path`` is absolute; ``sha256`` is the digest of the PDF.

    ``beside`` has the paths of its files in other formats, by format. ``remarks`` are warnings for
    the user. ``edition`` is its id in the archive, if it was kept, and ``is_new`` tells that the
    archive did not have it before. ``key`` is its key in the cache, or empty.
    """

    topics: tuple[str, ...]
    format: Format
    path: Path
    pages: int
    sha256: str
    beside: Mapping[str, Path] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    edition: str | None = None
    is_new: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that is not written yet. ``stem`` is the name of its file without the ending."""

    topics: tuple[str, ...]
    format: Format
    stem: str
    pages: int
    pdf: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    identity: Identity = NO_IDENTITY

    def packed(self) -> bytes:
        """Serialise the document for the cache."""
        head = {
            "topics": self.topics,
            "format": self.format,
            "stem": self.stem,
            "identity": [self.identity.asked, self.identity.theme],
            "pages": self.pages,
            "pdf": len(self.pdf),
            "beside": [[name, len(data)] for name, data in self.beside.items()],
            "remarks": self.remarks,
        }
        return b"".join((json.dumps(head).encode(), b"\n", self.pdf, *self.beside.values()))

    @classmethod
    def unpacked(cls, entry: bytes) -> Finished:
        """Parse what :meth:`packed` made; raises ValueError, KeyError or TypeError."""
        line, _, rest = entry.partition(b"\n")
        head = read_json(line)
        start, beside = head["pdf"], {}
        for name, length in head["beside"]:
            beside[EXPORTERS[name].name] = rest[start : start + length]
            start += length
        return cls(
            tuple(head["topics"]),
            Format(head["format"]),
            head["stem"],
            head["pages"],
            rest[: head["pdf"]],
            beside,
            tuple(head["remarks"]),
            Identity(*head["identity"]),
        )

    def write(self, output: Path, key: str = "", *, force: bool = False) -> Document:
        """Write its files; ``output`` is a folder or the path of the PDF.

        Raises TargetError, before it writes anything, if it would replace a file that it must not
        replace; else RenderError.
        """
        path = place(output, self.stem)
        check_targets(path, self.identity, force=force, named=is_file(output), exports=self.beside)
        files = files_beside(path, self.beside)
        for name, file in files.items():
            put_in_place(file, self.beside[name])
        put_in_place(path, self.pdf)
        digest = hashlib.sha256(self.pdf).hexdigest()
        return Document(
            self.topics, self.format, path, self.pages, digest, files, self.remarks, key=key
        )


def check_targets(
    path: Path, identity: Identity, *, force: bool, named: bool, exports: Iterable[str]
) -> None:
    """Raise TargetError where a PDF, or a file of ``exports`` beside it, would replace another.

    See :func:`briefings.build.replacing.check_target`.
    """
    for target in (path, *files_beside(path, exports).values()):
        check_target(target, identity, force=force, named=named)


def is_file(output: Path) -> bool:
    """Whether ``output`` is the path of a PDF rather than a folder."""
    return output.suffix.lower() == ".pdf"


def place(output: Path, stem: str) -> Path:
    """The absolute path of a document; ``output`` is a folder, or the path of the PDF."""
    if is_file(output):
        return output.absolute()
    return (output / f"{stem}.pdf").absolute()


def put_document(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a PDF that carries its identity; raises TargetError where it would replace another."""
    check_target(path, identity_in(data), force=force, named=True)
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
