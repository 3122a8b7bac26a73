"""What could not be read, and which problems are only found because of that.

A problem is held back only where it can follow from a gap: an unknown unit where ``units.yaml``
could not be read, or where that very unit has a problem of its own. Everything else is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from briefings.errors import Problem

_MISSES = {
    "unknown-source": ("sources",),
    "unknown-entity": ("entities",),
    "unknown-unit": ("units",),
    "unknown-fact": ("facts",),
    "unknown-id": ("facts", "sources"),
    "unknown-topic": ("topics",),
}
"""Rules that miss a name, and where it may stand: each quotes the name first in its message."""

_BRACES = ("text-reference", "wording-brace", "note-date")


@dataclass(slots=True)
class Gaps:
    """The gaps of one data folder; ``part`` is sources, entities, units, facts or topics."""

    unread: set[str] = field(default_factory=set)
    """Parts of which at least one file could not be read as a whole."""
    damaged: set[tuple[str, str]] = field(default_factory=set)
    """Part and id of records that lack something, if they are there at all."""
    malformed: dict[str, list[str]] = field(default_factory=dict)
    """By part, what stands where an id should and is none."""
    undated: set[str] = field(default_factory=set)
    """Facts with a claim whose source has no date that could be read."""
    uncited: bool = False
    """Whether a claim lacks its source."""
    cut: set[str] = field(default_factory=set)
    """Files of topics whose last block could not be read."""
    spoilt: set[tuple[str, int]] = field(default_factory=set)
    """File and line of characters that must not be there, and were read as spaces."""

    def explains(self, problem: Problem) -> bool:
        """Whether a problem may only follow from what could not be read."""
        rule = problem.rule
        if rule in _MISSES:
            return any(self._lacks(part, _named(problem)) for part in _MISSES[rule])
        if rule == "text-date":
            name = _named(problem)
            return name in self.undated or ("facts", name) in self.damaged
        if rule == "only-deprecated":
            return ("facts", _named(problem)) in self.damaged
        if rule == "unused-source":
            return self.uncited or "facts" in self.unread
        if rule == "sources-last":
            return problem.file in self.cut
        return rule in _BRACES and (problem.file, problem.line) in self.spoilt

    def _lacks(self, part: str, name: str) -> bool:
        """Whether a name may be one that could not be read."""
        if part in self.unread or (part, name) in self.damaged:
            return True
        return bool(get_close_matches(name, self.malformed.get(part, ()), n=1))


def _named(problem: Problem) -> str:
    found = re.search("“([^”]*)”", problem.message)
    return found[1] if found else ""
