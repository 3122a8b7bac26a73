"""An edition: what was built and stored on an edition date, as one folder of the archive."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ArchiveError

RECORD = "edition.json"
"""The payload file that says what an edition is."""
MANIFEST = "manifest-sha256.txt"
SIGNATURE = "manifest-sha256.txt.minisig"

_ID = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)-([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,5})")
_SERIES = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Characters that mean nothing to shells, to manifests or to the file systems of other machines.
_NAME = re.compile(r"[A-Za-z0-9 _+=@,()\[\]!.-]+", re.ASCII)

# What the properties below rely on; what else stands in a record is for those who ask for it.
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "edition": str,
    "series": str,
    "date": str,
    "number": int,
    "title": str,
    "format": str,
    "topics": list,
    "titles": dict,
    "meeting": (dict, type(None)),
    "facts_as_of": str,
    "files": dict,
}


class EditionId(NamedTuple):
    """Names an edition: its series, its edition date and its number on that day, from 1.

    ``str()`` gives the name of its folder: ``africa-2026-11-24-1``.
    """

    series: str
    date: dt.date
    number: int

    def __str__(self) -> str:
        return f"{self.series}-{self.date.isoformat()}-{self.number}"

    @property
    def order(self) -> tuple[dt.date, str, int]:
        """Sorts editions by date, then by series and number."""
        return self.date, self.series, self.number

    @classmethod
    def parse(cls, text: str) -> EditionId:
        """The id written as ``text``. Raises ArchiveError if it is none."""
        found = _ID.fullmatch(text)
        try:
            if found:
                return cls(found[1], dt.date.fromisoformat(found[2]), int(found[3]))
        except ValueError:
            pass  # the 31st of February
        raise ArchiveError(
            f"“{text}” names no edition: write series, date and number,"
            " such as africa-2026-11-24-1."
        )


def is_series(name: str) -> bool:
    """Whether a folder of this name holds the editions of a series."""
    return _SERIES.fullmatch(name) is not None


def check_name(name: str) -> str:
    """The same name, if it is fit for a payload file: a relative path in plain ASCII, with /.

    Raises ArchiveError if it is not.
    """
    for part in name.split("/"):
        if not _NAME.fullmatch(part) or part[0] in ". " or part[-1] in ". ":
            raise ArchiveError(
                f"“{name}” cannot be the name of a file in an edition: use letters, digits,"
                " dots and hyphens, in folders parted by /."
            )
    return name


@dataclass(frozen=True, slots=True)
class Edition:
    """A stored edition: its id, its folder (a bag) and its record (``data/edition.json``)."""

    id: EditionId
    folder: Path
    record: Mapping[str, Any] = field(compare=False, repr=False)

    @classmethod
    def read(cls, folder: Path) -> Edition:
        """The edition in a folder, which must have its name.

        Raises ArchiveError, which names the file and says what to do, if there is none or its
        record is damaged. Only the record is read: see ``verify`` for the rest.
        """
        file = folder / "data" / RECORD
        try:
            return cls.of(folder, file.read_bytes())
        except OSError as error:
            raise ArchiveError(f"{file}: {error.strerror}. Verify the edition.") from error

    @classmethod
    def of(cls, folder: Path, data: bytes) -> Edition:
        """The edition that stands, or will stand, in a folder and has these bytes as its record.

        Raises ArchiveError if they are no record, or that of another edition.
        """
        id_ = EditionId.parse(folder.name)
        file = folder / "data" / RECORD
        try:
            record = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise ArchiveError(f"{file} is not JSON ({error}). Verify the edition.") from error
        if wrong := _flaw(record, id_):
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
    def titles(self) -> Mapping[str, str]:
        """The title of each topic, in Arabic."""
        titles: Mapping[str, str] = self.record["titles"]
        return titles

    @property
    def meeting(self) -> str | None:
        """Id of the meeting that it was made for."""
        meeting = self.record["meeting"]
        return None if meeting is None else str(meeting["id"])

    @property
    def as_of(self) -> dt.date:
        """The day up to which facts count."""
        return dt.date.fromisoformat(self.record["facts_as_of"])

    @property
    def pdf(self) -> Path:
        """Its PDF. Raises ArchiveError if it has none."""
        return self.file("pdf")

    def file(self, kind: str) -> Path:
        """One of its main files: ``pdf``, ``text``, ``facts`` or ``figures``.

        Raises ArchiveError if it has none of that kind.
        """
        name = self.record["files"].get(kind)
        if name is None:
            raise ArchiveError(f"The edition {self.id} has no {kind}.")
        return self.payload(name)

    @property
    def is_signed(self) -> bool:
        """Whether there is a signature; whether it holds is for ``verify`` to say."""
        return (self.folder / SIGNATURE).is_file()

    def checked(self, kind: str) -> bytes:
        """The bytes of one of its main files. Raises ArchiveError if they are not those stored."""
        file = self.file(kind)
        line = f"data/{file.relative_to(self.folder / 'data').as_posix()}"
        try:
            data = file.read_bytes()
            manifest = (self.folder / MANIFEST).read_text("ascii").splitlines()
        except (OSError, ValueError) as error:
            raise ArchiveError(f"{file} cannot be read: {error}. Verify the edition.") from error
        if f"{sha256(data).hexdigest()}  {line}" not in manifest:
            raise ArchiveError(f"{file} is not as it was stored. Verify the edition.")
        return data

    def payload(self, name: str) -> Path:
        """Where a payload file (or folder) stands: ``payload("library/units.yaml")``.

        Whether it is there is not looked up. Raises ArchiveError if the name leads elsewhere.
        """
        return self.folder / "data" / check_name(name)


def _flaw(record: object, id_: EditionId) -> str | None:
    """What keeps a record from being that of this edition."""
    if not isinstance(record, dict):
        return "it holds no record of an edition"
    for key, kind in _KINDS.items():
        if key not in record:
            return f"it has no “{key}”"
        if not isinstance(record[key], kind) or isinstance(record[key], bool):
            return f"“{key}” is not what it should be: {record[key]!r}"
    names = (record["series"], record["date"], record["number"])
    if record["edition"] != str(id_) or names != (id_.series, id_.date.isoformat(), id_.number):
        return f"it is the record of “{record['edition']}”, not of “{id_}”"
    texts = [*record["topics"], *record["titles"].values(), *record["files"].values()]
    if record["meeting"] is not None:
        texts.append(record["meeting"].get("id"))
    if not all(isinstance(text, str) for text in texts):
        return "topics, titles, files and the id of the meeting must be texts"
    try:
        dt.date.fromisoformat(record["facts_as_of"])
    except ValueError:
        return f"“facts_as_of” is not a day: {record['facts_as_of']!r}"
    return None
