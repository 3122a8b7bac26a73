"""Entries of a cache: one that was damaged counts as none, whatever is in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from random import Random

from briefings.build.build_cache import find_build, find_document
from briefings.build.cache import Cache
from briefings.build.output import Finished
from briefings.model import Format

from .damage import damaged
from .running import Target

_DOCUMENT, _BUILD = "ab" * 32, "cd" * 32
_MAGIC = b"briefings cache 1\n"
_PDF = b"%PDF-1.7 \n" * 20


def cached(folder: Path) -> Target:
    """A document and a build; some of the damaged entries have a checksum that fits."""
    document = Finished(
        ("uk",), Format.BRIEF, "uk-2026-11-21", 2, _PDF, {"html": b"<html>"}, ("late",)
    )
    build = b'[["uk", "%s"]]' % _DOCUMENT.encode()
    sound = [b"document " + document.packed(), b"build " + build]
    return Target("cache", folder, sound, _read, damage=_damaged, write=_write)


def _damaged(random: Random, sound: bytes, other: bytes) -> bytes:
    kind, _, content = sound.partition(b" ")
    whole = damaged(random, content, other)
    return b" ".join([random.choice((kind, b"raw-" + kind)), whole])


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    kind, _, content = data.partition(b" ")
    name = kind.removeprefix(b"raw-").decode()
    key = _DOCUMENT if name == "document" else _BUILD
    cache = Cache(path.with_suffix(".cache"))
    cache.put("document", _DOCUMENT, b"{}")
    entry = path.with_suffix(".cache") / "v1" / name / key[:2] / key
    cache.put(name, key, content)
    if kind.startswith(b"raw-"):
        head = _MAGIC + sha256(f"{name} {key}\n".encode() + content[1:]).digest()
        entry.write_bytes(head + content)


def _read(path: Path) -> None:
    cache = Cache(path.with_suffix(".cache"))
    find_document(cache, _DOCUMENT)
    find_build(cache, _BUILD)
    cache.trim()
