"""Finished documents: put in their place, and kept in the cache to be put there again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..atomic import read_json, written_beside
from ..errors import RenderError
from ..model import Format
from ..model.identity import NO_IDENTITY, Identity, id_of
from .exporters import EXPORTERS, files_beside
from .replacing import check_target


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file. ``path`` is absolute; ``sha256`` is that of its bytes.

    ``beside`` are the paths of its files in other formats, by format. ``remarks`` are what whoever
    handed in the order should know before handing on the file. ``edition`` is its id in the
    archive, if it was kept in one, and ``is_new`` whether it was not there before. ``key`` is what
    it is kept under in the cache, if it is.
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
    """A document that has no place yet. ``stem`` is its file's name without the ending.

    ``identity`` is what a later build knows it by.
    """

    topics: tuple[str, ...]
    format: Format
    stem: str
    pages: int
    pdf: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
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
            "beside": [[name, len(data)] for name, data in self.beside.items()],
            "remarks": self.remarks,
        }
        return b"".join((json.dumps(head).encode(), b"\n", self.pdf, *self.beside.values()))

    @classmethod
    def unpacked(cls, entry: bytes) -> Finished:
        """What :meth:`packed` made; raises ValueError, KeyError or TypeError of anything else."""
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
        """Write its files; ``output`` is a folder or the PDF's own path.

        Raises TargetError, before anything is written, where other files stand there that must not
        be replaced; else RenderError.
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
