"""``editions verify --code``: whether a printed page is of an edition that the archive holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import BriefingError
from .output import complain, counted, dim, message, result, result_json, shaped, strong
from .progress import progress

if TYPE_CHECKING:
    from ..archive import Archive, PaperCode, PublicKey, Verdict

_SAID = {
    "kept": "kept and unaltered: the page is of this edition",
    "altered": "the page is of this edition, which is no longer as it was kept",
    "other-digest": "this edition was made from something else than the page",
    "other-name": "not the edition that the page names, but made from the same",
    "removed": "was kept, and has been removed",
    "unknown": "no edition of this archive has this code",
}


def verify_code(kept: Archive, text: str, key: PublicKey | None, *, as_json: bool) -> None:
    """Print what the archive says of a code; exits with 1 unless the edition is kept unaltered."""
    from ..archive import Index, PaperCode, check_code

    code = PaperCode.read(text)
    with progress("reading editions") as report, Index(kept.root, report, kept.told) as index:
        verdicts = check_code(kept, index, code, key)
    if as_json:
        result_json([_row(code, one) for one in verdicts])
    else:
        for one in verdicts:
            for line in _lines(one):
                result(line)
    proven = sum(one.is_proven for one in verdicts)
    if proven == len(verdicts):
        message(f"sound: {counted(proven, 'edition')}")
        return
    is_unknown = not any(one.edition for one in verdicts)
    complain(f"{kept.root} does not hold it. {_hint(code)}" if is_unknown else "not proven")
    click.get_current_context().exit(BriefingError.exit_code)


def _hint(code: PaperCode) -> str:
    if not code.id:
        return "Give the name that is printed beside the digest too: it tells the document."
    if not code.digest:
        return (
            "Give the digest that is printed beside it too: it finds what was made from the same."
        )
    return (
        "A document that was built without --archive carries a code too: building it again from "
        "the same data, options and templates gives the same digest."
    )


def _lines(one: Verdict) -> Iterator[str]:
    name = strong(one.edition) + ": " if one.edition else ""
    yield name + _SAID[one.state]
    if one.pruned:
        reason = f": {one.pruned.reason}" if one.pruned.reason else ""
        yield f"    {dim('removed'.ljust(12))}on {one.pruned.day}{reason}"
        if one.pruned.title:
            yield f"    {dim('title'.ljust(12))}{shaped(one.pruned.title)}"
    for label, told in _particulars(one):
        yield f"    {dim(label.ljust(12))}{shaped(told)}"
    for flaw in one.flaws:
        yield f"    {flaw.file}: {flaw.kind}: {flaw.message}"


def _particulars(one: Verdict) -> Iterator[tuple[str, str]]:
    row = one.row
    if row is None:
        return
    yield "title", row.title
    yield "format", f"{row.format}, {counted(row.pages, 'page')}" if row.pages else row.format
    yield "made from", f"{', '.join(row.topics)}, facts as of {row.as_of}"
    if row.meeting:
        yield "meeting", row.meeting
    if row.digest:
        yield "digest", row.digest


def _row(code: PaperCode, one: Verdict) -> dict[str, Any]:
    row = one.row
    return {
        "code": {"id": code.id, "digest": code.digest},
        "state": str(one.state),
        "edition": one.edition or None,
        "date": row.date.isoformat() if row else None,
        "title": row.title if row else one.pruned.title if one.pruned else None,
        "format": row.format if row else None,
        "topics": list(row.topics) if row else [],
        "meeting": row.meeting if row else None,
        "facts_as_of": row.as_of.isoformat() if row else None,
        "digest": row.digest if row else None,
        "removed": one.pruned.day.isoformat() if one.pruned else None,
        "reason": one.pruned.reason if one.pruned else None,
        "flaws": [flaw._asdict() for flaw in one.flaws],
    }
