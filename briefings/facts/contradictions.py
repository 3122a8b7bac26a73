"""Contradictions between a claim and its own excerpt, found without the source document.

An excerpt supports a claim if one of its numbers can be read as the value. If it holds figures and
none of them can, the claim or its excerpt is wrong. Words and dates alone contradict nothing: the
figure may lie outside of the ten words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..arabic.reading.excerpts import figures_instead, may_qualify, plain_figure
from ..errors import Problem
from ..model import Claim, Qualifier, Unit

_LONGEST = 500
"""Longest excerpt, in characters, that is checked; ten words have fewer."""
_DIGIT = re.compile(r"\d")


def excerpt_problems(claim: Claim, unit: Unit) -> Iterator[Problem]:
    """The problem of a claim whose excerpt states another figure or another qualifier, if any."""
    if claim.value is None or len(claim.excerpt) > _LONGEST or not _DIGIT.search(claim.excerpt):
        return
    stated = contradiction(claim.excerpt, claim.value, unit, claim.qualifier)
    if stated:
        message = (
            f"the value {plain_figure(claim.value)} contradicts its excerpt “{claim.excerpt}”, "
            f"which states {stated}"
        )
        remedy = "Correct `value`, its unit or `qualifier`, or take the words that state it."
        yield claim.place.problem("value-not-in-excerpt", message, remedy)
    elif claim.qualifier is Qualifier.EXACT and may_qualify(claim.excerpt):
        from ..arabic.reading.qualifiers import qualifiers_in

        named = qualifiers_in(claim.excerpt, claim.value)
        if named:
            message = (
                f"the excerpt “{claim.excerpt}” says “{'” and “'.join(sorted(named))}” of the "
                "figure, and the claim has no qualifier"
            )
            remedy = f"Write `qualifier: {min(named)}`."
            yield claim.place.problem("qualifier-differs", message, remedy)


def contradiction(excerpt: str, value: float, unit: Unit, qualifier: Qualifier) -> str:
    """The figures that the excerpt states instead of ``value``, joined by “and”.

    Empty if the excerpt may state the value, or states no figure.
    """
    return " and ".join(map(plain_figure, figures_instead(excerpt, value, unit, qualifier)))
