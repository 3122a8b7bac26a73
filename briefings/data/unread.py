"""Suppresses problems that only follow from other problems: cascading errors.

A reference to an unknown unit is suppressed only if ``units.yaml`` could not be read, or if that
very unit has a problem of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from briefings.errors import Problem

_MISSES = {
    "unknown-source": ("sources",),
    "unknown-entity": ("entities",),
    "unknown-person": ("entities",),
    "unknown-unit": ("units",),
    "unknown-fact": ("facts",),
    "unknown-id": ("facts", "sources"),
    "unknown-topic": ("topics",),
}
"""Rules for unknown names, with the parts that define them; their messages quote the name first."""

_BRACES = ("text-reference", "wording-brace", "note-date")


@dataclass(slots=True)
class ReadFailures:
    """What could not be read of a data folder.

    A *part* is sources, entities, units, facts or topics.
    """

    unread: set[str] = field(default_factory=set)
    """Parts with at least one file that could not be read at all."""
    damaged: set[tuple[str, str]] = field(default_factory=set)
    """(part, id) of records that are missing or incomplete because of a problem."""
    malformed: dict[str, list[str]] = field(default_factory=dict)
    """The malformed ids, by part."""
    undated: set[str] = field(default_factory=set)
    """Ids of facts with a claim whose source has no readable date."""
    uncited: bool = False
    """Whether a claim lost its source."""
    truncated_topics: set[str] = field(default_factory=set)
    """Files of topics whose last block could not be read."""
    bad_characters: set[tuple[str, int]] = field(default_factory=set)
    """(file, line) of forbidden characters, which were read as spaces."""

    def explains(self, problem: Problem) -> bool:
        """Whether a problem may be only a consequence of what could not be read."""
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
            return problem.file in self.truncated_topics
        return rule in _BRACES and (problem.file, problem.line) in self.bad_characters

    def _lacks(self, part: str, name: str) -> bool:
        """Whether a name may belong to a record that could not be read."""
        if part in self.unread or (part, name) in self.damaged:
            return True
        return bool(get_close_matches(name, self.malformed.get(part, ()), n=1))


def _named(problem: Problem) -> str:
    found = re.search("“([^”]*)”", problem.message)
    return found[1] if found else ""
