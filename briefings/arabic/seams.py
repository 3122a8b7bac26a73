"""Where long Latin words may break over lines: addresses, names of files, and mere long words."""

from __future__ import annotations

import re

from briefings.model.inline import MARKER

SEAM = "\u200b"
"""A place to break a line at; nothing is drawn there and nothing is copied."""
LONGEST = 20
"""Letters of the longest word that is kept whole: longer than words of prose are."""

_PIECE = 12
_RUN = re.compile(rf"[!-~\u00c0-\u024f]{{{LONGEST + 1},}}")
_SIGNS = re.compile(r"(?<=[_@=&%#~:;,+?/.-])(?=[A-Za-z0-9\u00c0-\u024f])")


def seamed(text: str) -> str:
    """The text with places to break in its long Latin words: after signs, else every few letters.

    Marks of origin stay whole.
    """
    parts = MARKER.split(text)
    parts[::2] = [_RUN.sub(_with_seams, part) for part in parts[::2]]
    return "".join(parts)


def _with_seams(found: re.Match[str]) -> str:
    return SEAM.join(part for piece in _SIGNS.split(found[0]) for part in _parts(piece))


def _parts(piece: str) -> list[str]:
    if len(piece) <= LONGEST:
        return [piece]
    return [piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE)]
