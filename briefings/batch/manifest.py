"""The manifest of a batch: one line of JSON for each row, so that a killed batch can resume."""

from __future__ import annotations

import errno
import json
import math
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from ..atomic import MEGABYTE, lock, read_json, read_regular, written_beside
from ..build.exporters import formats_beside
from ..errors import RenderError

NAME = "manifest.jsonl"

_MOST_BYTES = 200 * MEGABYTE
"""Bytes of a manifest; a line has half a kilobyte."""
_LARGEST = 500 * MEGABYTE
"""Bytes of a document that is compared with its line."""

Line = Mapping[str, Any]
"""The outcome of a row: its files with their digests, or its error."""


@dataclass(slots=True)
class Manifest:
    """A manifest that is being written; ``lines`` has the last line of each job, by its digest.

    ``spoilt`` counts unreadable lines, whose documents are made again.
    """

    path: Path
    lines: dict[str, Line] = field(default_factory=dict)
    spoilt: int = 0
    _file: int = -1
    _has_old_lines: bool = False

    def add(self, line: Line) -> None:
        """Append a line and sync it to the disk; raises RenderError."""
        self.lines[line["job"]] = line
        data = _text(line)
        try:
            if self._has_old_lines:
                # Not sooner: a batch interrupted before this can resume from the old lines.
                os.ftruncate(self._file, 0)
                self._has_old_lines = False
            # One call for the whole line: a truncated one lacks its end.
            if os.write(self._file, data) != len(data):
                raise OSError(0, "the disk took only a part")
            os.fsync(self._file)
        except OSError as error:
            raise _unwritten(self.path, error) from error

    def finished(self, job: str) -> Line | None:
        """The line of a job whose files still have the bytes that were written; else None."""
        line = self.lines.get(job)
        return line if line is not None and _is_there(self.path.parent, line) else None

    def made(self) -> Iterator[str]:
        """The names of the PDFs that still have the bytes that were written."""
        for line in self.lines.values():
            if "path" in line and _is_there(self.path.parent, line):
                yield str(line["path"])

    def settle(self, jobs: Iterable[str]) -> None:
        """Rewrite the file with the last line of each job, in this order; raises RenderError."""
        text = b"".join(_text(self.lines[job]) for job in dict.fromkeys(jobs) if job in self.lines)
        try:
            with written_beside(self.path, text) as aside:
                aside.replace(self.path)
        except OSError as error:
            raise _unwritten(self.path, error) from error


@contextmanager
def open_manifest(folder: Path, *, resume: bool) -> Iterator[Manifest]:
    """Open and lock the manifest of a folder, to start or to ``resume`` a batch.

    Raises RenderError if it cannot be written, or another batch has locked it.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _opened(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        try:
            lock(file, path, wait=False)
            data = read_regular(path, _MOST_BYTES)
            lines, spoilt = _lines(data)
            if not resume and spoilt and not lines:
                raise OSError(errno.EEXIST, "it holds no line of a batch; move it away first")
            if resume:
                os.ftruncate(file, data.rfind(b"\n") + 1)
        except BlockingIOError as error:
            raise RenderError(f"{path}: another batch is being made in this folder") from error
        except OSError as error:
            raise _unwritten(path, error) from error
        manifest = Manifest(path, lines, spoilt) if resume else Manifest(path)
        manifest._file, manifest._has_old_lines = file, not resume
        yield manifest
    finally:
        os.close(file)


def _opened(path: Path) -> int:
    """A descriptor of the manifest, created if missing; raises OSError for links and devices."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        file = os.open(path, flags, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "it is a link, which is not followed") from error
        raise
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(errno.EINVAL, "it is not a file")
    return file


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder; empty if there is none."""
    path = folder / NAME
    try:
        return Manifest(path, *_lines(read_regular(path, _MOST_BYTES)))
    except OSError:
        return Manifest(path)


def _lines(data: bytes) -> tuple[dict[str, Line], int]:
    """The readable lines, by job, and the number of others."""
    found: dict[str, Line] = {}
    spoilt = 0
    for text in data.split(b"\n")[:-1]:
        try:
            line = read_json(text)
            is_sound = isinstance(line, dict) and _is_sound(line)
            _text(line)  # it must be possible to write it again
        except (ValueError, RecursionError):
            is_sound = False
        if is_sound:
            found[line["job"]] = line
        else:
            spoilt += 1
    return found, spoilt


def _is_sound(line: Line) -> bool:
    """Whether a line has its job and, for a document, values of the right types."""
    if not isinstance(line.get("job"), str):
        return False
    if "path" not in line:
        return True
    pages, seconds, remarks = line.get("pages"), line.get("seconds"), line.get("remarks", [])
    return (
        _is_inside(line["path"])
        and isinstance(line.get("sha256"), str)
        and isinstance(pages, int)
        and pages > 0
        and isinstance(seconds, int | float)
        and math.isfinite(seconds)
        and isinstance(line.get("edition"), str | None)
        and isinstance(remarks, list)
        and all(isinstance(remark, str) for remark in remarks)
        and all(_is_inside(line[name]) for name in formats_beside() if line.get(name))
    )


def _is_inside(name: Any) -> bool:
    """Whether a value is the name of a file in the folder of the manifest."""
    path = PurePosixPath(name) if isinstance(name, str) else PurePosixPath("/")
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _is_there(folder: Path, line: Line) -> bool:
    files = [(line.get("path"), line.get("sha256"))]
    files += [
        (line[name], line.get(f"{name}_sha256")) for name in formats_beside() if line.get(name)
    ]
    try:
        return all(
            isinstance(name, str)
            and sha256(read_regular(folder / name, _LARGEST)).hexdigest() == digest
            for name, digest in files
        )
    except OSError:
        return False


def _text(line: Line) -> bytes:
    return (json.dumps(line, ensure_ascii=False) + "\n").encode()


def _unwritten(path: Path, error: OSError) -> RenderError:
    return RenderError(f"{path} cannot be written: {error.strerror or error}")
