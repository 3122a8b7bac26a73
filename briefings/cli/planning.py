"""``--dry-run`` of a build: lists the files that it would make or replace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os.path import lexists
from typing import TYPE_CHECKING, Any

from ..errors import BriefingError
from ..model import Format, Library
from .output import complain, counted, message, result, result_json

if TYPE_CHECKING:
    from ..archive.editions import Keeping
    from ..build.request import Order


def groups_of(topics: Sequence[str], order: Order) -> list[tuple[str, tuple[str, ...]]]:
    """The documents of a build: their names in messages, and their topics."""
    if order.style.setting.format is Format.PACK:
        return [("pack", tuple(topics))]
    return [(topic, (topic,)) for topic in topics]


def list_planned(
    library: Library,
    groups: Iterable[tuple[str, tuple[str, ...]]],
    order: Order,
    keeping: Keeping | None,
    *,
    as_json: bool,
) -> int:
    """Print the files that a build would make; returns the number of failures.

    Documents are composed, where most failures occur, and not printed.
    """
    from ..build.exporters import formats_beside

    rows, failed = [], 0
    for name, topics in groups:
        try:
            row = _planned(library, topics, order)
        except BriefingError as error:
            failed += 1
            complain(f"{name}: {error}")
            continue
        rows.append(row)
        there = " and ".join(row["replaces"])
        replaced = f"would replace {there}" if there else "would be made"
        message(f"{name}: {replaced}")
        for remark in row["remarks"]:
            message(f"{name}: {remark}")
    if as_json:
        result_json(rows)
    else:
        for row in rows:
            result(row["path"])
            for name in filter(row.get, formats_beside()):
                result(row[name])
    kept = f", and kept in {keeping.archive.root}" if keeping else ""
    message(f"{counted(len(rows), 'document')} would be made{kept}; nothing was written")
    return failed


def _planned(library: Library, topics: tuple[str, ...], order: Order) -> dict[str, Any]:
    from ..build.exporters import files_beside, shown
    from ..build.pipeline import check_place, fill_plan, find_topics
    from ..build.remarks import remarks_on
    from ..build.render import theme_of
    from ..build.request import target

    theme_of(order.style)
    found = find_topics(library, topics)
    check_place(library, topics, order)
    document = fill_plan(library, found, order)
    path = target(topics, order)
    files = files_beside(path, order.exports)
    return {
        "topic": ",".join(topics),
        "topics": topics,
        "format": str(order.style.setting.format),
        "path": str(path),
        **shown(files),
        "replaces": [str(one) for one in (path, *files.values()) if lexists(one)],
        "remarks": list(remarks_on(library, document, found, order)),
    }
