"""Finds out which glyphs a font draws Arabic letters with.

A PDF maps each glyph to one text. So a letter can be searched and copied only if no other letter
shares its glyphs, and the letters of a ligature come out together. Letters are shaped with the
rules of the font, in their four forms and in every group of three that can join.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from ...arabic.reading.alphabet import DIVINE_NAMES, JOINING, LAM_ALIF, LETTERS

_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Shapes:
    """The result of shaping the letters.

    ``same`` are groups of different letters that one glyph draws; ``alike`` those that share a
    glyph among others, ``hamza`` such groups that differ by hamza or madda alone; ``unsteady`` are
    letters that are sometimes drawn by several glyphs which also stand for the letter alone.
    ``ligatures`` are groups of letters in one glyph, ``usual`` those that nearly every font has.
    ``height`` is from the lowest to the highest point of any letter, in ems.
    """

    same: tuple[str, ...]
    alike: tuple[str, ...]
    hamza: tuple[str, ...]
    unsteady: str
    ligatures: tuple[str, ...]
    usual: tuple[str, ...]
    height: float


def letter_shapes(path: Path) -> Shapes:
    """Shape the letters that a font has; takes about a fifth of a second."""
    import uharfbuzz as hb

    return shapes_of(hb.Font(hb.Face(hb.Blob.from_file_path(str(path)))))


def shapes_of(font: Any) -> Shapes:
    """The same for a font of HarfBuzz."""
    letters = "".join(c for c in LETTERS if font.get_nominal_glyph(ord(c)))
    joining = "".join(c for c in JOINING if c in letters)
    whole: dict[int, set[str]] = defaultdict(set)
    parts: dict[int, set[str]] = defaultdict(set)
    ligatures: set[str] = set()
    for text in _samples(letters, joining):
        for cluster, glyphs in _clusters(font, text):
            if len(cluster) > 1:
                ligatures.add(cluster)
                continue
            for glyph in glyphs:
                (whole if len(glyphs) == 1 else parts)[glyph].add(cluster)
    same, _ = _groups(whole, {})
    alike, hamza = _groups(whole, parts)
    unsteady = {c for glyph in whole.keys() & parts.keys() for c in whole[glyph] & parts[glyph]}
    usual = ligatures.intersection(LAM_ALIF + DIVINE_NAMES)
    return Shapes(
        same,
        tuple(group for group in alike if group not in same),
        hamza,
        "".join(sorted(unsteady)),
        tuple(sorted(ligatures - usual)),
        tuple(sorted(usual)),
        _height(font, [*whole, *parts]),
    )


def _samples(letters: str, joining: str) -> Iterator[str]:
    """The letters in their four forms, then in groups of three, then a few words."""
    for letter in letters:
        yield letter
        yield _JOINER + letter
        if letter in joining:
            yield letter + _JOINER
            yield _JOINER + letter + _JOINER
    for first, second, third in product(joining, joining, letters):
        yield first + second + third
    for word in DIVINE_NAMES:
        if set(word) <= set(letters):
            yield word


def _clusters(font: Any, text: str) -> Iterator[tuple[str, list[int]]]:
    """The glyphs of a text with the letters that they stand for, joiners left out."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(font, buffer)
    found: dict[int, list[int]] = defaultdict(list)
    for info in buffer.glyph_infos:
        found[info.cluster].append(info.codepoint)
    starts = sorted(found)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        cluster = text[start:end].strip(_JOINER)
        if cluster:
            yield cluster, found[start]


def _groups(
    whole: Mapping[int, set[str]], parts: Mapping[int, set[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Letters that share a glyph: those that are different, and those that differ by hamza."""
    alike: set[str] = set()
    hamza: set[str] = set()
    for glyph in whole.keys() | parts.keys():
        letters = whole.get(glyph, set()) | parts.get(glyph, set())
        if len(letters) < 2:
            continue
        bases = {unicodedata.normalize("NFD", letter)[0] for letter in letters}
        (alike if len(bases) > 1 else hamza).add("".join(sorted(letters)))
    return tuple(sorted(alike)), tuple(sorted(hamza))


def _height(font: Any, glyphs: list[int]) -> float:
    boxes = [box for glyph in glyphs if (box := font.get_glyph_extents(glyph))]
    if not boxes:
        return 0.0
    top = max(box.y_bearing for box in boxes)
    bottom = min(box.y_bearing + box.height for box in boxes)
    return float(top - bottom) / float(font.face.upem)
