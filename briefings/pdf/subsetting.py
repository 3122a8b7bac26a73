"""Subsets fonts to the glyphs that are shown, once for all parts of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

_USELESS = (
    *("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG "),
)
"""Tables that a font in a PDF does not need."""


@dataclass(frozen=True, slots=True)
class FontUse:
    """The digest of a font's file, and the numbers of the glyphs that are shown."""

    digest: str
    glyphs: frozenset[int]


def font_files(folder: Path) -> dict[str, bytes]:
    """The files in a folder of fonts, by digest."""
    files = [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]
    return {digest_of(data): data for data in files}


def digest_of(data: bytes) -> str:
    """The SHA-256 of a font's file."""
    return sha256(data).hexdigest()


@dataclass(slots=True)
class Cuts:
    """The font files of a folder by digest, and the last subset of each font by name."""

    files: dict[str, bytes]
    last: dict[str, tuple[FontUse, bytes]] = field(default_factory=dict)


def cut_fonts(parts: Sequence[Mapping[str, FontUse]], cuts: Cuts) -> dict[str, bytes]:
    """The subset of each font by name, with the glyphs that any of the parts shows."""
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
    """A font with these glyphs alone, under their own numbers."""
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
    # The empty glyphs after the last one that is shown are removed.
    rest = hb.SubsetInput()
    rest.glyph_set.update(range(max(glyphs) + 1))
    rest.flags = flags & ~hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    return bytes(rest.subset(face).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
