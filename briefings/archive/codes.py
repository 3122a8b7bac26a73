"""Checks paper against the archive, by the code that its pages carry.

A code is read as a QR code gives it, or as it is printed, or one of its parts: the name of the
edition, or the beginning of the digest. Digits may be Arabic, and spaces stand anywhere between
words and groups. What is copied out of a PDF often has its letters and numbers in the order of the
line, from right to left: such a reading is tried where the first gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from ..arabic.reading.alphabet import ARABIC_DIGITS, PERSIAN_DIGITS
from ..arabic.reading.characters import UNSEEN
from ..errors import ArchiveError
from ..model.imprint import SHORT_DIGITS
from .index import Index
from .pruning import Pruned
from .signing import PublicKey
from .store import Archive
from .tables import EditionRow
from .verifying import Flaw, verify

FEWEST = 8
"""Fewest digits of a digest that tell editions apart."""

_LATIN = str.maketrans(ARABIC_DIGITS + PERSIAN_DIGITS, "0123456789" * 2)
_QR = re.compile(r"(?:briefings:)?([a-z0-9-]+)\?d=([0-9a-f]+)")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID = re.compile(rf"(?<![a-z0-9-])[a-z0-9]+(?:-[a-z0-9]+)*-{_DAY}(?:-[a-z0-9]+)*")
_DATED = re.compile(rf"[a-z0-9-]*{_DAY}[a-z0-9-]*")
_RUN = re.compile("[a-z]+|[0-9-]*[0-9][0-9-]*|-| ")
_TORN = re.compile(r"(?<=[a-z0-9])(?:-\s+|\s+-)(?=[a-z0-9])")
_WORD = re.compile("[a-z0-9]+")
_GROUP = re.compile("[0-9a-f]+")
_COPY = re.compile(rf"-copy-[0-9]+(?=-{_DAY}-)")


class PaperCode(NamedTuple):
    """What was read off paper: the name of an edition, and the beginning of a digest, or empty.

    ``mirrored`` is the digest where a viewer gave it from right to left.
    """

    id: str
    digest: str
    mirrored: str = ""

    @classmethod
    def read(cls, text: str) -> PaperCode:
        """Read a code; raises ArchiveError, with what codes look like, if ``text`` is none."""
        line = " ".join(UNSEEN.sub("", text.translate(_LATIN)).lower().split())
        if found := _QR.fullmatch(line.replace(" ", "")):
            return cls(found[1], found[2])._checked(text)
        line = _TORN.sub("-", line)
        named = _DATED.search(line)
        rest = line.replace(named[0], " ", 1) if named else line
        groups = _WORD.findall(rest)
        if not all(_GROUP.fullmatch(group) for group in groups):
            raise ArchiveError(_no_code(text))
        id_ = named[0] if named else ""
        if id_ and not _ID.fullmatch(id_) and not _ID.fullmatch(id_ := _mirrored(id_)):
            raise ArchiveError(_no_code(text))
        mirrored = _mirrored(" ".join(groups)).replace(" ", "")
        return cls(id_, "".join(groups), mirrored)._checked(text)

    def readings(self) -> Iterator[PaperCode]:
        """The code as it was read, and as it would be where a viewer mirrored a part of it."""
        for id_ in dict.fromkeys((self.id, _mirrored(self.id))):
            for digest in dict.fromkeys((self.digest, self.mirrored or self.digest)):
                yield PaperCode(id_, digest)

    def _checked(self, text: str) -> PaperCode:
        if (not self.id and not self.digest) or len(self.digest) > 64:
            raise ArchiveError(_no_code(text))
        if self.digest and len(self.digest) < FEWEST:
            raise ArchiveError(
                f"“{text}” has {len(self.digest)} digits of a digest, too few to tell editions "
                f"apart: write the {SHORT_DIGITS} that are printed"
            )
        return self


def _mirrored(text: str) -> str:
    """A text whose words and numbers a viewer gave in the order of a line from right to left."""
    return "".join(reversed(_RUN.findall(text)))


def _no_code(text: str) -> str:
    return (
        f"“{text}” is no code of a page: write what the QR code says, or what stands beside it, "
        "such as africa-2026-11-24-1 340f dc73 71cf"
    )


class CodeState(StrEnum):
    """What the archive says of a code."""

    KEPT = "kept"
    """The edition is kept, unaltered, and made from what the code says."""
    ALTERED = "altered"
    """So it is, but its files are not as they were kept."""
    OTHER_DIGEST = "other-digest"
    """An edition of this name is kept, but was made from something else."""
    OTHER_NAME = "other-name"
    """None of this name is kept, but an edition that was made from the same."""
    REMOVED = "removed"
    """The edition was kept, and has been removed since."""
    UNKNOWN = "unknown"
    """The archive knows nothing of it."""


_FOUND = (CodeState.KEPT, CodeState.ALTERED)


class Verdict(NamedTuple):
    """What the archive says of a code, of one edition; ``row`` is None where it is not kept."""

    state: CodeState
    edition: str = ""
    row: EditionRow | None = None
    flaws: tuple[Flaw, ...] = ()
    pruned: Pruned | None = None

    @property
    def is_proven(self) -> bool:
        """Whether the paper is what is kept."""
        return self.state is CodeState.KEPT


def check_code(
    archive: Archive, index: Index, code: PaperCode, key: PublicKey | None = None
) -> list[Verdict]:
    """What the archive says of a code: of each copy, if there are several; never empty."""
    found = [_checked(archive, index, one, key) for one in code.readings()]
    return next((one for one in found if one[0].state in _FOUND), found[0])


def _checked(
    archive: Archive, index: Index, code: PaperCode, key: PublicKey | None
) -> list[Verdict]:
    named = _named(index, code.id)
    same = index.with_digest(code.digest) if code.digest else []
    if code.id:
        known = {row.id for row in same}
        found = [row for row in named if row.id in known] if code.digest else named
    else:
        found = same
    if found:
        return [_verified(archive, row, key) for row in found]
    if named:
        return [Verdict(CodeState.OTHER_DIGEST, row.id, row) for row in named]
    if code.id in index.damaged():
        flaws = verify(archive.folder(archive.known(code.id)), key)
        return [Verdict(CodeState.ALTERED, code.id, None, flaws)]
    removed = list(_removed(archive, code.id)) if code.id else []
    others = [Verdict(CodeState.OTHER_NAME, row.id, row) for row in same]
    return [*removed, *others] or [Verdict(CodeState.UNKNOWN)]


def _named(index: Index, id_: str) -> list[EditionRow]:
    """The editions that a page may name so; one that was kept before pages had codes too."""
    found = index.with_code(id_) if id_ else []
    one = index.edition(id_) if id_ and not found else None
    return [one] if one else found


def _verified(archive: Archive, row: EditionRow, key: PublicKey | None) -> Verdict:
    flaws = verify(archive.root / row.series / row.id, key)
    state = CodeState.ALTERED if flaws else CodeState.KEPT
    return Verdict(state, row.id, row, flaws)


def _removed(archive: Archive, id_: str) -> Iterator[Verdict]:
    for one in archive.pruned():
        if id_ in (one.edition, _COPY.sub("", one.edition)):
            yield Verdict(CodeState.REMOVED, one.edition, pruned=one)
