"""Where a figure comes from, and whether it still counts: the story of a fact and its claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ...arabic import Arabic, Months, plain
from ...arabic.phrases.messages import stated
from ...arabic.reading import Numeral, numerals_in
from ...arabic.reading.folding import folded_figure
from ...arabic.reading.qualifiers import is_day_of_month
from ...arabic.suggestions import hint
from ...errors import SelectionError
from ...facts.evidence import numeral_supports
from ...facts.search import suggest_titled
from ...facts.selection import Selection
from ...model import ID, Claim, Fact, Library, Rank
from ..provenance import claim_row
from .uses import Use, uses_of

_MOST_NEAR = 3


class Standing(StrEnum):
    """What a claim is worth on a given day."""

    PRINTED = "printed"
    """A brief of that day prints it where it names the fact without a date."""
    EARLIER = "earlier"
    """It counts, in charts and where its date is asked for; another one is printed."""
    SUPERSEDED = "superseded"
    FUTURE = "future"
    """Its date or its source's lies after that day."""
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class ClaimStory:
    """A claim with what follows from it. ``printed`` is its value or its object in Arabic."""

    fact: Fact
    claim: Claim
    printed: str
    known_from: date
    reason: str | None
    """Why its date is believed, where the document does not state it."""
    standing: Standing
    superseded_by: Claim | None


@dataclass(frozen=True, slots=True)
class FactStory:
    """A fact with its claims, oldest first, and the places that name it, as of one day."""

    fact: Fact
    as_of: date
    claims: tuple[ClaimStory, ...]
    uses: tuple[Use, ...]

    @property
    def printed(self) -> tuple[ClaimStory, ...]:
        """The claim that a brief of the day prints, or those that hold together; maybe none."""
        return tuple(one for one in self.claims if one.standing is Standing.PRINTED)


def explain_fact(library: Library, fact_id: str, as_of: date) -> FactStory:
    """The story of a fact as of a day; raises SelectionError that names the nearest ones."""
    if fact_id not in library.facts:
        wordings = {name: fact.wording for name, fact in library.facts.items()}
        meant = hint(suggest_titled(fact_id, wordings), "the command “facts” lists them")
        raise SelectionError(f"there is no fact “{fact_id}”; {meant}")
    fact = library.facts[fact_id]
    stories = _claim_stories(Selection(library, as_of), fact)
    return FactStory(fact, as_of, stories, uses_of(library, fact_id))


def explain_figure(library: Library, figure: str, as_of: date) -> tuple[ClaimStory, ...]:
    """The claims of all facts that say a figure, in the order of the data.

    ``figure`` is written as it is printed, or in another way: digits of either kind, with marks or
    scale words or without. Where claims print just that, or as their date, they come alone; a
    bare number, or what no claim prints so, stands for every claim of that value.
    Raises SelectionError that names the nearest, if there is none.
    """
    selection = Selection(library, as_of)
    stories = [one for fact in library.facts.values() for one in _claim_stories(selection, fact)]
    alike = folded_figure(figure)
    found = [] if alike.isdigit() else [one for one in stories if alike in _spellings(one)]
    # A day of the month is no figure that a claim would have.
    numerals = [one for one in numerals_in(figure) if not is_day_of_month(figure, one)]
    found = found or [one for one in stories if _says(library, one, numerals)]
    if not found:
        if not numerals and re.search("[A-Za-z]", figure):
            explain_fact(library, figure, as_of)  # which cannot be found either, and says so
        near = _nearest(stories, float(max(numerals[0].readings))) if numerals else []
        hint = f"; the nearest: {', '.join(near)}" if near else ""
        raise SelectionError(f"no claim says “{figure}”{hint}")
    return tuple(found)


def is_fact_id(text: str) -> bool:
    """Whether a text can only be meant as the id of a fact: one with a letter and no blank."""
    return bool(re.fullmatch(ID, text) and re.search("[a-z]", text))


def story_row(library: Library, story: ClaimStory, uses: tuple[Use, ...]) -> dict[str, Any]:
    """A claim for machines: the row of ``facts --json``, and what follows from it."""
    after = story.superseded_by
    return {
        **claim_row(library, story.fact, story.claim),
        "printed": plain(story.printed),
        "standing": str(story.standing),
        "known_from": story.known_from.isoformat(),
        "inferred_reason": story.reason,
        "scope": story.claim.scope,
        "id": story.claim.id,
        "supersedes": story.claim.supersedes,
        "superseded_by": after
        and {"id": after.id, "source": after.source, "as_of": after.when.iso},
        "used_in": [
            {
                "topic": use.holder if use.kind == "topic" else None,
                "meeting": use.holder if use.kind == "meeting" else None,
                "person": use.holder if use.kind == "person" else None,
                "block": use.block,
                "at": use.at or None,
                "form": use.form or None,
                "file": use.place.file or None,
                "line": use.place.line or None,
            }
            for use in uses
        ],
    }


def _claim_stories(selection: Selection, fact: Fact) -> tuple[ClaimStory, ...]:
    current = selection.current(fact.id)
    if fact.is_relation:
        printed = selection.objects(fact.id)
    else:  # what disagrees with a claim is printed beside it
        printed = selection.together(fact.id, current) if current else ()
    stories = (_claim_story(selection, fact, claim, printed) for claim in fact.claims)
    return tuple(sorted(stories, key=lambda one: (one.claim.when.end, one.known_from)))


def _claim_story(
    selection: Selection, fact: Fact, claim: Claim, printed: tuple[Claim, ...]
) -> ClaimStory:
    library, known_from = selection.library, selection.known_from(claim)
    after = [one for one in fact.claims if claim.id and one.supersedes == claim.id]
    after = sorted(
        (one for one in after if one.rank is not Rank.DEPRECATED), key=selection.known_from
    )
    reason = None
    if selection.is_inferred(claim):
        inferred = library.sources[claim.source].inferred
        reason = Arabic().prose(claim.inferred or (inferred.reason if inferred else ""))
    if claim.rank is Rank.DEPRECATED:
        standing = Standing.DEPRECATED
    elif known_from > selection.as_of:
        standing = Standing.FUTURE
    elif any(selection.known_from(one) <= selection.as_of for one in after):
        standing = Standing.SUPERSEDED
    else:
        # By identity: two claims may say the same of different paragraphs, but one is printed.
        is_printed = any(one is claim for one in printed)
        standing = Standing.PRINTED if is_printed else Standing.EARLIER
    words = stated(library, fact, claim)
    return ClaimStory(fact, claim, words, known_from, reason, standing, after[0] if after else None)


def _spellings(story: ClaimStory) -> set[str]:
    """What the claim and its date look like in briefs, with the names of months that they use."""
    dates = (Arabic(months=months).date(story.claim.when) for months in Months)
    return {folded_figure(text) for text in (story.printed, *dates)}


def _says(library: Library, story: ClaimStory, numerals: Sequence[Numeral]) -> bool:
    claim, unit = story.claim, library.units.get(story.fact.unit or "")
    if claim.value is None or unit is None:
        return False
    return any(
        numeral_supports(numeral, claim.value, unit_kind=unit.kind, qualifier=claim.qualifier)
        for numeral in numerals
    )


def _nearest(stories: list[ClaimStory], wanted: float) -> list[str]:
    def distance(value: float) -> float:
        return abs(value - wanted) / max(value, wanted, 1)

    valued = [(one.claim.value, one) for one in stories if one.claim.value is not None]
    valued.sort(key=lambda pair: distance(pair[0]))
    named = (f"{plain(one.printed)} ({one.fact.id})" for _, one in valued)
    return list(dict.fromkeys(named))[:_MOST_NEAR]
