"""An edition: a document stored with its data, as one folder of the archive."""

from __future__ import annotations

import datetime as dt
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..atomic import read_json, unsafe_name
from ..errors import ArchiveError
from .inside import LARGE, SMALL, read_of
from .shape import flaw

RECORD = "edition.json"
"""The payload file with the record of the edition."""
MANIFEST = "manifest-sha256.txt"
SIGNATURE = "manifest-sha256.txt.minisig"

_ID = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)-([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,5})")
_SERIES = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Characters without a special meaning in shells, manifests and all file systems.
_NAME = re.compile(r"[A-Za-z0-9 _+=@,()\[\]!.-]+", re.ASCII)


class EditionId(NamedTuple):
    """The id of an edition: its series, its edition date, and its number on that day, from 1.

    ``str()`` returns the name of its folder: ``africa-2026-11-24-1``.
    """

    series: str
    date: dt.date
    number: int

    def __str__(self) -> str:
        return f"{self.series}-{self.date.isoformat()}-{self.number}"

    @property
    def order(self) -> tuple[dt.date, str, int]:
        """Sort key: date, then series and number."""
        return self.date, self.series, self.number

    @classmethod
    def parse(cls, text: str) -> EditionId:
        """Parse an id; raises ArchiveError if ``text`` is none."""
        found = _ID.fullmatch(text)
        try:
            if found:
                return cls(found[1], dt.date.fromisoformat(found[2]), int(found[3]))
        except ValueError:
            pass  # a date such as 31 February
        raise ArchiveError(
            f"“{text}” names no edition: write series, date and number,"
            " such as africa-2026-11-24-1."
        )


def check_series(name: str) -> str:
    """Return a name that new editions may have; raises ArchiveError for any other.

    Stored editions may have names that are not portable: see :func:`is_series`.
    """
    wrong = "" if is_series(name) else "is not made of small letters, digits and single hyphens"
    if wrong := wrong or unsafe_name(name):
        raise ArchiveError(
            f"“{name}” cannot be the name of editions, as it {wrong}: give the file of the meeting "
            "or the topic a name of small letters a to z, digits and single hyphens"
        )
    return name


def is_series(name: str) -> bool:
    """Whether a folder with this name is that of a series."""
    return _SERIES.fullmatch(name) is not None


def check_name(name: str) -> str:
    """Return a name that is valid for a payload file: a relative path in ASCII, with slashes.

    Raises ArchiveError for any other name.
    """
    for part in name.split("/"):
        if not _NAME.fullmatch(part) or part[0] in ". " or part[-1] in ". ":
            raise ArchiveError(
                f"“{name}” cannot be the name of a file in an edition: use letters, digits,"
                " dots and hyphens, in folders parted by /."
            )
        if wrong := unsafe_name(part):
            raise ArchiveError(f"“{name}” cannot be the name of a file in an edition: it {wrong}.")
    return name


@dataclass(frozen=True, slots=True)
class Edition:
    """A stored edition: its id, its folder (a bag) and its record (``data/edition.json``)."""

    id: EditionId
    folder: Path
    record: Mapping[str, Any] = field(compare=False, repr=False)

    @classmethod
    def read(cls, folder: Path) -> Edition:
        """Read the record of the edition in a folder, whose name must be its id.

        Raises ArchiveError, with the file and a remedy, if there is no edition or its record is
        damaged. :func:`briefings.archive.verify` checks the other files.
        """
        try:
            return cls.of(folder, read_of(folder, f"data/{RECORD}"))
        except OSError as error:
            file = folder / "data" / RECORD
            raise ArchiveError(f"{file}: {error.strerror}. Verify the edition.") from error

    @classmethod
    def of(cls, folder: Path, data: bytes) -> Edition:
        """The edition with these bytes as its record, whose folder need not exist yet.

        Raises ArchiveError if the bytes are no record, or that of another edition.
        """
        id_ = EditionId.parse(folder.name)
        file = folder / "data" / RECORD
        try:
            record = read_json(data)
        except ValueError as error:
            reason = str(error).removeprefix("it ")
            raise ArchiveError(f"{file} {reason}. Verify the edition.") from error
        if wrong := flaw(record, id_):
            raise ArchiveError(f"{file}: {wrong}. Verify the edition.")
        return cls(id_, folder, record)

    @property
    def title(self) -> str:
        """Its title, in Arabic."""
        return str(self.record["title"])

    @property
    def format(self) -> str:
        """``brief``, ``sheet`` or ``pack``."""
        return str(self.record["format"])

    @property
    def topics(self) -> tuple[str, ...]:
        """Ids of its topics, in order."""
        return tuple(self.record["topics"])

    @property
    def meeting(self) -> str | None:
        """Id of the meeting that it was made for, if any."""
        meeting = self.record["meeting"]
        return None if meeting is None else str(meeting["id"])

    @property
    def as_of(self) -> dt.date:
        """The day up to which facts count."""
        return dt.date.fromisoformat(self.record["facts_as_of"])

    @property
    def pdf(self) -> Path:
        """The path of its PDF; raises ArchiveError if it has none."""
        return self.file("pdf")

    def file(self, kind: str) -> Path:
        """The path of a main file, by kind: ``pdf``, ``text``, ``facts`` or ``figures``.

        Raises ArchiveError if it has none of that kind.
        """
        name = self.record["files"].get(kind)
        if name is None:
            raise ArchiveError(f"The edition {self.id} has no {kind}.")
        return self.payload(name)

    @property
    def is_signed(self) -> bool:
        """Whether it has a signature, which :func:`briefings.archive.verify` checks."""
        try:
            return stat.S_ISREG((self.folder / SIGNATURE).lstat().st_mode)
        except OSError:
            return False

    def checked(self, kind: str) -> bytes:
        """The bytes of a main file; raises ArchiveError if they do not match the manifest."""
        file = self.file(kind)
        line = f"data/{file.relative_to(self.folder / 'data').as_posix()}"
        try:
            data = read_of(self.folder, line, LARGE)
            manifest = read_of(self.folder, MANIFEST).decode("utf-8", "replace").split("\n")
        except OSError as error:
            raise ArchiveError(
                f"{file} cannot be read: {error.strerror}. Verify the edition."
            ) from error
        if f"{sha256(data).hexdigest()}  {line}" not in manifest:
            raise ArchiveError(f"{file} is not as it was stored. Verify the edition.")
        return data

    def read_payload(self, name: str, limit: int = SMALL) -> bytes:
        """The bytes of a payload file of at most ``limit`` bytes; raises OSError."""
        return read_of(self.folder, f"data/{check_name(name)}", limit)

    def kept(self, name: str) -> bytes | None:
        """The bytes of a payload file, or None if there is none; raises ArchiveError."""
        try:
            return self.read_payload(name, LARGE)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ArchiveError(f"{self.payload(name)}: {error.strerror}") from error

    def payload(self, name: str) -> Path:
        """The path of a payload file or folder, which need not exist: ``library/units.yaml``.

        Raises ArchiveError for an invalid name, such as one that leaves the payload.
        """
        return self.folder / "data" / check_name(name)
