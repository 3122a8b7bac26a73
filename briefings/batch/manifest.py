"""What a batch has made, line by line in a file beside it, so that a killed one can go on."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import RenderError
from ..files import read_regular, written_beside
from ..strictjson import read_json

NAME = "manifest.jsonl"
_MOST_BYTES, _LARGEST = 200_000_000, 500_000_000

Line = Mapping[str, Any]
"""What is known of one row: made, with its file and digests, or failed, with its error."""


@dataclass(slots=True)
class Manifest:
    """The lines of a manifest that is being written, by the digest of the job, the last of each."""

    path: Path
    lines: dict[str, Line] = field(default_factory=dict)
    _file: int = -1
    _has_old_lines: bool = False

    def add(self, line: Line) -> None:
        """Write a line safely to the disk; raises RenderError."""
        self.lines[line["job"]] = line
        data = _text(line)
        try:
            if self._has_old_lines:
                # Not sooner: who breaks off before anything is made can still go on from there.
                os.ftruncate(self._file, 0)
                self._has_old_lines = False
            # One call for the whole line: what is cut off is seen by its missing end.
            if os.write(self._file, data) != len(data):
                raise OSError(0, "the disk took only a part")
            os.fsync(self._file)
        except OSError as error:
            raise _unwritten(self.path, error) from error

    def finished(self, job: str) -> Line | None:
        """The line of a job whose files are there, and are the bytes that were written."""
        line = self.lines.get(job)
        if line is None or not _is_whole(line):
            return None
        return line if _is_there(self.path.parent, line) else None

    def made(self) -> Iterator[str]:
        """The names of the PDFs that are as they were written, whatever their rows say now."""
        for line in self.lines.values():
            if _is_there(self.path.parent, line):
                yield str(line["path"])

    def settle(self, jobs: Iterable[str]) -> None:
        """Keep the last line of each of these jobs, in this order; raises RenderError."""
        text = b"".join(_text(self.lines[job]) for job in dict.fromkeys(jobs) if job in self.lines)
        try:
            with written_beside(self.path, text) as aside:
                aside.replace(self.path)
        except OSError as error:
            raise _unwritten(self.path, error) from error


@contextmanager
def open_manifest(folder: Path, *, resume: bool) -> Iterator[Manifest]:
    """The manifest of a folder, for one batch at a time: begun anew, or to be gone on with.

    Raises RenderError where it cannot be written, or another batch is at it.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A link would have another file emptied.
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(path, flags | os.O_NONBLOCK, 0o666)
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RenderError(f"{path}: another batch is being made in this folder") from error
        try:
            data = read_regular(path, _MOST_BYTES) if resume else b""
            if resume:
                os.ftruncate(file, data.rfind(b"\n") + 1)
        except OSError as error:
            raise _unwritten(path, error) from error
        yield Manifest(path, _lines(data), file, not resume)
    finally:
        os.close(file)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder to look into, empty where there is none."""
    path = folder / NAME
    try:
        return Manifest(path, _lines(read_regular(path, _MOST_BYTES)))
    except OSError:
        return Manifest(path)


def _lines(data: bytes) -> dict[str, Line]:
    """The lines that can be read, by job; what another hand has spoilt is made again."""
    found: dict[str, Line] = {}
    for text in data.split(b"\n")[:-1]:
        try:
            line = read_json(text)
        except ValueError:
            continue
        if isinstance(line, dict) and isinstance(line.get("job"), str):
            found[line["job"]] = line
    return found


def _is_whole(line: Line) -> bool:
    """Whether a line says all that is told of a document that is there."""
    html, pages, remarks = line.get("html"), line.get("pages"), line.get("remarks", [])
    return (
        isinstance(pages, int)
        and isinstance(line.get("seconds"), int | float)
        and isinstance(line.get("edition"), str | None)
        and isinstance(remarks, list)
        and all(isinstance(remark, str) for remark in remarks)
        and _is_inside(line.get("path"))
        and (html is None or _is_inside(html))
    )


def _is_inside(name: object) -> bool:
    """Whether this is the name of a file in the folder of the manifest or below it."""
    if not isinstance(name, str) or "\0" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _is_there(folder: Path, line: Line) -> bool:
    files = [(line["path"], line.get("sha256"))]
    if line.get("html"):
        files.append((line["html"], line.get("html_sha256")))
    try:
        return all(
            sha256(read_regular(folder / name, _LARGEST)).hexdigest() == digest
            for name, digest in files
        )
    except OSError:
        return False


def _text(line: Line) -> bytes:
    return (json.dumps(line, ensure_ascii=False) + "\n").encode()


def _unwritten(path: Path, error: OSError) -> RenderError:
    reason = "it is a link" if error.errno == errno.ELOOP else error.strerror
    return RenderError(f"{path} cannot be written: {reason}")
