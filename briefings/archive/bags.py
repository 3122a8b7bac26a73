"""Bags (RFC 8493): the manifests and tag files around a payload.

All writers of the package ``bagit`` (``make_bag``, ``Bag.save``, ``make_manifests``) change the
working folder of the whole process: two threads disturb each other, a process whose working folder
was deleted fails, and the tag files list names in the order of the disk. So this module writes the
few tag files itself, from memory, and lets ``bagit`` validate the result.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from ..errors import ArchiveError
from .edition import MANIFEST, SIGNATURE, check_name

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
README = "README.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data"

REQUIRED = frozenset({DECLARATION, INFO, README, MANIFEST})
"""The tag files that every edition has; the tag manifest lists them, and any signature."""

VERSION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_LABEL = re.compile(r"[A-Za-z0-9-]+")


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal as in manifests."""
    return hashlib.sha256(data).hexdigest()


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """The canonical text of a manifest, sorted by name; ``sha256sum --check`` reads it too."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def read_manifest(data: bytes) -> tuple[dict[str, str], bool]:
    """The digests in a manifest by name, and whether it is in canonical form.

    Ignores malformed lines.
    """
    lines = data.decode("utf-8", "replace").split("\n")
    digests = {found[2]: found[1] for line in lines if (found := _LINE.fullmatch(line))}
    return digests, manifest_text(digests) == data


def payload_manifest(payload: Mapping[str, bytes]) -> bytes:
    """The manifest of a payload, with names relative to ``data``.

    Raises ArchiveError if a name is not portable, or clashes with another.
    """
    folders = {
        str(folder) for name in payload for folder in PurePosixPath(check_name(name)).parents
    }
    if clash := folders.intersection(payload):
        raise ArchiveError(f"“{min(clash)}” cannot be both a file and a folder of an edition.")
    if len({name.lower() for name in payload}) < len(payload):
        raise ArchiveError("Two files of an edition differ only in capital letters.")
    return manifest_text({f"{PAYLOAD}/{name}": digest(data) for name, data in payload.items()})


def bag(
    payload: Mapping[str, bytes],
    *,
    readme: bytes,
    info: Mapping[str, str],
    sign: Callable[[bytes], bytes] | None = None,
) -> dict[str, bytes]:
    """Every file of a bag by its name in it; deterministic.

    ``info`` gives the lines of bag-info.txt, except Payload-Oxum, which is computed; ``sign``
    returns the signature of a manifest. Raises ArchiveError for invalid names or lines.
    """
    manifest = payload_manifest(payload)
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    tags = {
        DECLARATION: VERSION,
        INFO: _info_text({**info, "Payload-Oxum": oxum}),
        MANIFEST: manifest,
        README: readme,
    }
    if sign is not None:
        tags[SIGNATURE] = sign(manifest)
    listing = manifest_text({name: digest(data) for name, data in tags.items()})
    files = {f"{PAYLOAD}/{name}": data for name, data in payload.items()}
    return {**files, **tags, TAG_MANIFEST: listing}


def _info_text(info: Mapping[str, str]) -> bytes:
    for label, value in info.items():
        # Readers differ in what ends a line, so values may hold no line end of any kind.
        if not _LABEL.fullmatch(label) or value.strip().splitlines() != [value]:
            raise ArchiveError(f"“{label}: {value}” cannot be a line of {INFO}.")
    if "Bagging-Date" not in info:
        raise ArchiveError(f"{INFO} needs a Bagging-Date: the day on which the edition is stored.")
    return "".join(f"{label}: {info[label]}\n" for label in sorted(info)).encode()


def judge(folder: Path) -> str | None:
    """The error that ``bagit`` finds in a bag; None if the bag is valid. Raises nothing."""
    import bagit

    # It also logs its errors, and Python prints log messages if logging is not configured.
    logging.getLogger("bagit").disabled = True
    try:
        bagit.Bag(str(folder)).validate()
    except Exception as error:  # noqa: BLE001 — its exceptions for odd files are not documented
        return str(error) or type(error).__name__
    return None
