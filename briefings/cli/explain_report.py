"""Prints the results of ``explain``."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ..arabic import Arabic
from ..arabic.phrases.messages import LIST_SEPARATOR
from ..arabic.phrases.sources import source_publisher, source_title
from ..content.explain import ClaimStory, FactStory, Standing, Use
from ..model import Library, Place, Source, When
from .output import counted, dim, message, result, shaped, strong

_MARGIN = 4
_LABELS = 12
_WIDEST = 100


def print_fact(library: Library, story: FactStory) -> None:
    """Print a fact: its value in briefs, its claims from the oldest on, and its uses."""
    fact = story.fact
    result(f"{strong(fact.id)}  {shaped(_wording(fact.wording))}")
    _print_answer(story)
    subject = Arabic().place_name(fact.subject, library.entities)
    _line("about", f"{subject} ({fact.subject})")
    unit = library.units.get(fact.unit or "")
    _line("unit", f"{unit.name} ({unit.id})" if unit else "none: a relation")
    _line("stands in", f"{fact.place.file}:{fact.place.line}" if fact.place.file else "")
    if fact.settled:
        _line("review", "settled: no later source will change it")
    elif fact.review_by:
        overdue = ", which has passed" if fact.review_by.end < story.as_of else ""
        _line("review by", f"{fact.review_by.iso}{overdue}")
    for note in fact.notes:
        _line("note", Arabic().prose(note))
    for claim in story.claims:
        result("")
        _print_claim(library, claim)
    result("")
    result(strong("Named in") if story.uses else "Named in no topic or meeting.")
    _print_uses(story.uses)


def print_matches(library: Library, stories: Sequence[ClaimStory]) -> None:
    """Print the claims that state a figure, under their facts."""
    for _, group in groupby(stories, key=lambda story: story.fact.id):
        claims = list(group)
        fact = claims[0].fact
        result(f"{strong(fact.id)}  {shaped(_wording(fact.wording))}")
        for one in claims:
            _print_claim(library, one, briefly=True)
        result("")
    message("to read the whole of one: explain FACT")


def print_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the figures of a PDF by page, with the claims behind each."""
    for page, on_page in groupby(rows, key=lambda row: row["page"]):
        result(strong(f"page {page}"))
        alike = groupby(on_page, key=_figure)
        for (printed, kind, fact, _), claims in alike:
            result(f"  {strong(shaped(printed))}  {dim(f'{kind}: {fact}')}")
            for row in claims:
                _print_row(row)
    if not rows:
        message("no figure is printed there")


def _figure(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["printed"], *(row.get(name) or "" for name in ("kind", "fact", "edition"))


def _print_answer(story: FactStory) -> None:
    printed = story.printed
    if not printed:
        first = min(claim.known_from for claim in story.claims)
        known = f"its first claim counts from {first}" if first > story.as_of else "no claim counts"
        _line("printed", f"nothing as of {story.as_of}: {known}")
        return
    said = LIST_SEPARATOR.join(one.printed for one in printed)
    _line("printed", said)
    when = printed[0].claim.when
    days = (story.as_of - when.end).days
    _line("", f"as of {story.as_of}; it holds for {when.iso}, {counted(days, 'day')} earlier")
    following = [one for one in story.claims if one.standing is Standing.FUTURE]
    if following:
        after = min(following, key=lambda one: one.known_from)
        _line("", f"from {after.known_from} a claim of {after.claim.source} counts too")


_STANDINGS = {
    Standing.PRINTED: "printed",
    Standing.EARLIER: "counts, but another is printed",
    Standing.SUPERSEDED: "superseded",
    Standing.FUTURE: "does not count yet",
    Standing.DEPRECATED: "deprecated: never counts",
}


def _print_claim(library: Library, story: ClaimStory, *, briefly: bool = False) -> None:
    claim, source = story.claim, library.sources[story.claim.source]
    standing = dim(_STANDINGS[story.standing])
    result(f"  {strong(claim.when.iso)}  {shaped(story.printed)}  {standing}")
    _line(
        "source",
        f"{source_title(source)} — {source_publisher(source)}",
        f"{claim.source} §{claim.paragraph}, {_dated(source)}",
    )
    _line("excerpt", f"«{claim.excerpt}»")
    if briefly:
        return
    estimated = ", estimated" if story.reason is not None else ""
    _line("date", f"{claim.when.iso}, known to the {claim.when.precision}{estimated}")
    if story.reason:
        _line("", story.reason)
    _line("counts from", story.known_from.isoformat())
    if story.superseded_by:
        after = story.superseded_by
        _line("replaced by", f"{after.id or after.when.iso} ({after.source})")
    _line("replaces", claim.supersedes or "")
    _line("name", claim.id or "")
    _line("qualifier", str(claim.qualifier))
    _line("rank", str(claim.rank))
    _line("scope", claim.scope or "")
    _line("wording", _wording(claim.wording) if claim.wording else "")
    _line("note", Arabic().prose(claim.note) if claim.note else "")


def _print_row(row: Mapping[str, Any]) -> None:
    value = row.get("value") if row.get("value") is not None else row.get("object")
    parts = [value, row.get("unit"), row.get("qualifier"), row.get("as_of")]
    said = ", ".join(str(part) for part in parts if part is not None)
    _line("value", f"{said}, estimated" if row.get("as_of_inferred") else said)
    title, publisher = row.get("source_title"), row.get("publisher")
    dated = f", {row['source_date']}" if row.get("source_date") else ""
    _line(
        "source",
        " — ".join(filter(None, (title, publisher))),
        f"{row.get('source')} §{row.get('paragraph')}{dated}",
    )
    _line("excerpt", f"«{row['excerpt']}»" if row.get("excerpt") else "")
    _line("edition", f"{row['edition']}, which had it so" if row.get("edition") else "")


def _print_uses(uses: Iterable[Use]) -> None:
    # A line that names the fact several times is printed once, with all forms.
    places: dict[tuple[str, str, Place], list[str]] = {}
    for use in uses:
        place = replace(use.place, column=0)
        asked = "".join((f"@{use.at}" if use.at else "", f"|{use.form}" if use.form else ""))
        places.setdefault((f"{use.kind} {use.holder}", use.block, place), []).append(asked)
    rows = [
        (holder, " ".join((block, *filter(None, dict.fromkeys(asked)))), place)
        for (holder, block, place), asked in places.items()
    ]
    first = max((len(holder) for holder, _, _ in rows), default=0)
    second = max((len(block) for _, block, _ in rows), default=0)
    for holder, block, place in rows:
        where = f"{place.file}:{place.line}" if place.file else ""
        result(f"  {holder.ljust(first)}  {block.ljust(second)}  {dim(where)}".rstrip())


def _dated(source: Source) -> str:
    when: When = source.date
    return when.iso if source.published else f"{when.iso} (estimated)"


def _line(label: str, *texts: str) -> None:
    """Print texts beside a label, each from a new line; nothing without text."""
    width = min(shutil.get_terminal_size().columns, _WIDEST) - _MARGIN - _LABELS
    # Lines in visual order cannot be wrapped.
    lines = [line for text in texts for line in textwrap.wrap(text, max(width, 20))]
    for line in lines:
        result(f"{' ' * _MARGIN}{dim(label.ljust(_LABELS))}{shaped(line)}")
        label = ""


def _wording(text: str) -> str:
    return text.replace("{object}", "…")
