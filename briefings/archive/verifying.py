"""Verifies editions: reports every changed byte of a bag, with the name of the file.

BagIt requires less: a bag stays valid if the tag manifest itself changes, or if it has extra files
or folders, and validation stops at the first kind of error. So this module reads the whole bag, and
compares it with its manifests, which have one canonical form; ``bagit`` then validates a bag that
passed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from ..atomic import size_text
from ..errors import ArchiveError
from .bags import (
    DECLARATION,
    PAYLOAD,
    REQUIRED,
    TAG_MANIFEST,
    VERSION,
    digest,
    judge,
    read_manifest,
)
from .edition import MANIFEST, RECORD, SIGNATURE, Edition
from .inside import folder_inside, open_inside, path_in_archive, read_of
from .signing import PublicKey

Kind = Literal["missing", "altered", "extra", "unreadable", "signature"]


_AHEAD = 128
"""Most editions submitted at a time, so that memory does not grow with the archive."""
_DECLARED = digest(VERSION)
_LARGEST = 1 << 30
"""Largest file in bytes: a sparse file takes no room on disk, but hours to read."""


class Flaw(NamedTuple):
    """A flaw of one file of an edition, which is named as in the manifests."""

    file: str
    kind: Kind
    message: str


class _Contents(NamedTuple):
    """The digests of the files in a bag, by name, and the flaws of its other entries."""

    digests: Mapping[str, str]
    flaws: Mapping[str, Flaw]


def verify(folder: Path, key: PublicKey | None = None) -> tuple[Flaw, ...]:
    """The flaws of an edition, sorted by file; empty if it is as it was stored.

    With a key, its manifest must be signed with that key. Unreadable files are flaws, and raise
    nothing.
    """
    contents = _read(folder)
    flaws = {**contents.flaws}
    if "." not in flaws:
        flaws |= _compared(folder, TAG_MANIFEST, contents, REQUIRED, REQUIRED | {SIGNATURE})
        flaws |= _compared(folder, MANIFEST, contents, frozenset(), None)
    record = f"{PAYLOAD}/{RECORD}"
    if not flaws.keys() & {".", record}:
        try:
            Edition.read(folder)
        except ArchiveError as error:
            flaws[record] = Flaw(record, "altered", str(error))
    # Otherwise bagit would follow the version and encoding that this file declares.
    if contents.digests.get(DECLARATION, _DECLARED) != _DECLARED:
        flaws[DECLARATION] = Flaw(DECLARATION, "altered", "not as every edition has it")
    if key is not None and not flaws.keys() & {".", SIGNATURE}:
        flaws |= _unsigned(folder, key)
    if not flaws and (wrong := judge(folder)):
        flaws[MANIFEST] = Flaw(MANIFEST, "altered", f"not a valid bag: {wrong}")
    return tuple(sorted(flaws.values()))


def verify_all(
    folders: Iterable[Path], executor: Executor, key: PublicKey | None = None
) -> Iterator[tuple[Path, tuple[Flaw, ...]]]:
    """Yield each folder with its flaws, as they complete; few are in progress at a time."""
    rest = iter(folders)
    running = {executor.submit(verify, folder, key): folder for folder in islice(rest, _AHEAD)}
    try:
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            finished = [(running.pop(future), future.result()) for future in done]
            for folder in islice(rest, len(finished)):
                running[executor.submit(verify, folder, key)] = folder
            yield from finished
    finally:
        for future in running:
            future.cancel()


def _read(folder: Path) -> _Contents:
    digests: dict[str, str] = {}
    flaws: dict[str, Flaw] = {}

    def add(name: str, kind: Kind, message: str) -> None:
        flaws[name] = Flaw(name, kind, message)

    root, start = folder.parent.parent, path_in_archive(folder)
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            with folder_inside(root, f"{start}/{prefix}") as opened:
                names = os.listdir(opened)  # noqa: PTH208 — of a descriptor
                modes = {name: os.lstat(name, dir_fd=opened).st_mode for name in names}
        except OSError as error:
            add(_printable(prefix.rstrip("/")) or ".", "unreadable", _reason(error))
            continue
        if prefix and not modes:
            add(_printable(prefix.rstrip("/")), "extra", "an empty folder")
        for entry, mode in modes.items():
            name = _printable(prefix + entry)
            if stat.S_ISDIR(mode):
                if prefix or entry == PAYLOAD:
                    folders.append(f"{prefix}{entry}/")
                else:
                    add(name, "extra", "a folder that does not belong to the edition")
            elif not stat.S_ISREG(mode):
                add(name, "extra", "neither a file nor a folder, such as a symbolic link")
            else:
                try:
                    digests[name] = _digest(root, f"{start}/{prefix}{entry}")
                except OSError as error:
                    add(name, "unreadable", _reason(error))
    return _Contents(digests, flaws)


def _digest(root: Path, name: str) -> str:
    with os.fdopen(open_inside(root, name), "rb") as file:
        if os.fstat(file.fileno()).st_size > _LARGEST:
            raise OSError(errno.EFBIG, f"it has more than {size_text(_LARGEST)}")
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compared(
    folder: Path,
    manifest: str,
    contents: _Contents,
    required: frozenset[str],
    allowed: frozenset[str] | None,
) -> dict[str, Flaw]:
    """The flaws of the files that a manifest should list, and of the manifest itself.

    It must list the ``required`` and may list the ``allowed`` names; None allows the payload.
    """
    if manifest not in contents.digests:
        return _absent(folder, manifest, contents)
    try:
        listed, damaged = _listed(read_of(folder, manifest), allowed)
    except OSError as error:
        return {manifest: Flaw(manifest, "unreadable", _reason(error))}
    payload = allowed is None
    there = {
        name
        for name in contents.digests
        if name.startswith(f"{PAYLOAD}/") == payload and name != TAG_MANIFEST
    }
    flaws: dict[str, Flaw] = {}
    for name in there | listed.keys() | required:
        expected, found = listed.get(name), contents.digests.get(name)
        if found is None:
            flaws |= _absent(folder, name, contents)
        elif expected is None and name not in required:
            flaws[name] = Flaw(name, "extra", f"not listed in {manifest}")
        elif expected is not None and expected != found and not _is_damaged_copy(expected, found):
            flaws[name] = Flaw(name, "altered", f"its digest is not the one in {manifest}")
        elif expected != found:
            damaged = True
    if damaged or not listed.keys() >= required:
        flaws[manifest] = Flaw(manifest, "altered", "not as it was written")
    return flaws


def _listed(manifest: bytes, allowed: frozenset[str] | None) -> tuple[dict[str, str], bool]:
    """The digests of allowed names in a manifest, and whether it is malformed or lists others."""
    listed, well_formed = read_manifest(manifest)
    fit = {
        name: digest
        for name, digest in listed.items()
        if (name.startswith(f"{PAYLOAD}/") if allowed is None else name in allowed)
    }
    return fit, not well_formed or len(fit) < len(listed)


def _is_damaged_copy(digest: str, other: str) -> bool:
    """Whether one digest is a damaged copy of the other.

    Digests of different files agree in about 4 of their 64 digits.
    """
    return sum(a == b for a, b in zip(digest, other, strict=True)) > 32


def _absent(folder: Path, name: str, contents: _Contents) -> dict[str, Flaw]:
    if name in contents.flaws and contents.flaws[name].kind == "unreadable":
        return {}
    if os.path.lexists(folder / name):
        return {name: Flaw(name, "unreadable", "something else stands in the place of this file")}
    return {name: Flaw(name, "missing", "not there")}


def _unsigned(folder: Path, key: PublicKey) -> dict[str, Flaw]:
    try:
        key.check(read_of(folder, MANIFEST), read_of(folder, SIGNATURE))
    except FileNotFoundError:
        message = "the edition is not signed"
    except OSError as error:
        message = _reason(error)
    except ArchiveError as error:
        message = str(error)
    else:
        return {}
    return {SIGNATURE: Flaw(SIGNATURE, "signature", message)}


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _printable(name: str) -> str:
    """A name in printable form, with bytes that are not UTF-8 escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
