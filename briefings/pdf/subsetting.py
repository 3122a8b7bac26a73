"""Fonts are cut to the glyphs that are shown, once for all parts of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

_USELESS = (
    *("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG "),
)
"""Tables that a PDF has no use for."""


@dataclass(frozen=True, slots=True)
class FontUse:
    """What is shown of a font: the digest of its file, and the numbers of the glyphs."""

    digest: str
    glyphs: frozenset[int]


def font_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder of fonts by their digests."""
    files = [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]
    return {digest_of(data): data for data in files}


def digest_of(data: bytes) -> str:
    """What tells files of fonts apart."""
    return sha256(data).hexdigest()


@dataclass(slots=True)
class Cuts:
    """The fonts of a folder, and the last cut of each by its name."""

    files: dict[str, bytes]
    last: dict[str, tuple[FontUse, bytes]] = field(default_factory=dict)


def cut_fonts(parts: Sequence[Mapping[str, FontUse]], cuts: Cuts) -> dict[str, bytes]:
    """The file of each font by its name, with the glyphs that any of the parts shows."""
    glyphs: dict[str, set[int]] = {}
    digests: dict[str, str] = {}
    for fonts in parts:
        for name, use in fonts.items():
            glyphs.setdefault(name, set()).update(use.glyphs)
            digests[name] = use.digest
    for name, digest in digests.items():
        use = FontUse(digest, frozenset(glyphs[name]))
        if name not in cuts.last or cuts.last[name][0] != use:
            cuts.last[name] = use, _cut(cuts.files[digest], use.glyphs)
    return {name: cuts.last[name][1] for name in digests}


def _cut(data: bytes, glyphs: frozenset[int]) -> bytes:
    """A font with these glyphs alone, under the numbers they have."""
    import uharfbuzz as hb

    flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    plan = hb.SubsetInput()
    plan.glyph_set.update(glyphs)
    plan.flags = flags
    plan.drop_table_tag_set.update(map(_tag, _USELESS))
    face = plan.subset(hb.Face(data))
    # Numbers are kept up to the last glyph that is shown; what comes after it goes.
    rest = hb.SubsetInput()
    rest.glyph_set.update(range(max(glyphs) + 1))
    rest.flags = flags & ~hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    return bytes(rest.subset(face).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
