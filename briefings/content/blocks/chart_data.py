"""The data of a chart, and their form in CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

from ...arabic import plain
from ...model import Chart, Claim, Mark, Qualifier, unmarked
from ...model.maps import MapPlan

NO_BREAK = "\N{NO-BREAK SPACE}"


class ChartData(NamedTuple):
    """The part of a chart that differs by kind, and the claims it rests on.

    ``qualifier`` is that of all values, if their labels leave it out.
    """

    claims: tuple[tuple[str, Claim], ...]
    unit_name: str = ""
    marks: tuple[Mark, ...] = ()
    whole: float | None = None
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[bool, ...], ...] = ()
    qualifier: Qualifier | None = None


def chart_csv(chart: Chart) -> str:
    """The data of a chart as CSV (RFC 4180), one row for each mark, in reading order.

    The columns are ``category``, ``label`` (as printed), ``value`` (in base units, exact) and
    ``day`` (ISO; where the mark stands on the time axis); what a mark lacks is empty. A matrix has
    ``category`` and its own columns, with 1 where a row has a mark and 0 where not. A map has
    ``kind`` (of what stands out ``country`` or ``place``, else ``around`` or ``town``), ``code``,
    ``name`` and ``group``. Text is without direction marks and with plain spaces.
    """
    lines: list[Sequence[str]] = []
    if isinstance(chart.detail, MapPlan):
        lines.append(["kind", "code", "name", "group"])
        for area in chart.detail.areas:
            group = chart.detail.groups[area.group - 1] if area.group else ""
            lines.append(["country" if area.group else "around", area.code, area.name, group])
        lines += [
            ["place" if spot.emphasis else "town", "", spot.name, ""] for spot in chart.detail.spots
        ]
    elif chart.rows:
        lines.append(["category", *chart.columns])
        for row, cells in zip(chart.rows, chart.cells, strict=True):
            lines.append([row, *(str(int(cell)) for cell in cells)])
    else:
        lines.append(["category", "label", "value", "day"])
        for mark in chart.marks:
            value = "" if mark.value is None else repr(mark.value)
            day = mark.day.isoformat() if mark.day else ""
            lines.append([mark.category, mark.label, value, day])
    table = io.StringIO()
    csv.writer(table).writerows(
        [plain(unmarked(cell)).replace(NO_BREAK, " ") for cell in line] for line in lines
    )
    return table.getvalue()
