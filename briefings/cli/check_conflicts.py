"""``check --conflicts``: the claims that disagree and that nobody has chosen between."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from ..facts.conflicts import Conflict, conflicts
from ..model import Library


def unresolved(library: Library) -> Iterator[Problem]:
    """A warning for every two claims that disagree without one of them being preferred."""
    for conflict in conflicts(library):
        if not conflict.is_resolved:
            yield _warning(conflict)


def _warning(conflict: Conflict) -> Problem:
    earlier, later = conflict.claims
    place = later.place
    message = (
        f"“{conflict.fact.id}” is {later.value} in {later.source} ({later.when.iso}) and "
        f"{earlier.value} in {earlier.source} ({earlier.when.iso}, {earlier.place.file}:"
        f"{earlier.place.line}); briefs print both"
    )
    remedy = (
        "Set “rank: preferred” on one, with a “note” why; let one supersede the other; or give "
        "each its “scope”."
    )
    return Problem(
        place.file, place.line, place.column, "sources-differ", message, remedy, "warning"
    )
