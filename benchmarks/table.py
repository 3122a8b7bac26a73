"""Rows of the table, as they are printed and read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEAD = "| | | plain script | measured | ratio | target | |\n|---|---|--:|--:|--:|--:|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured beside the plain script; a target if there is one for their ratio."""

    group: str
    what: str
    plain: str
    own: str
    ratio: str
    target: str = ""
    verdict: str = ""

    def __str__(self) -> str:
        """A line of a Markdown table."""
        cells = (self.group, self.what, self.plain, self.own, self.ratio, self.target, self.verdict)
        return f"| {' | '.join(cells)} |"


def seconds(group: str, what: str, plain: float, own: float, target: float | None = None) -> Row:
    """A row of times."""
    return _row(group, what, (plain, own), "{:.2f} s", target)


def memory(group: str, what: str, plain: float, own: float, target: float | None = None) -> Row:
    """A row of megabytes."""
    return _row(group, what, (plain, own), "{:.0f} MB", target)


def nothing(group: str, what: str) -> Row:
    """A row that says why nothing was measured."""
    return Row(group, what, "", "", "")


def _row(
    group: str, what: str, values: tuple[float, float], form: str, target: float | None
) -> Row:
    plain, own = values
    ratio = own / plain
    digits = 3 if ratio < 0.1 else 2
    return Row(
        group,
        what,
        form.format(plain),
        form.format(own),
        f"{ratio:.{digits}f}",
        "" if target is None else f"{target:.2f}",
        "" if target is None else ("met" if ratio <= target else "missed"),
    )


def table_of(rows: Iterable[Row]) -> str:
    """The whole table."""
    return "\n".join([HEAD, *map(str, rows)])


def rows_of(lines: Sequence[str]) -> list[Row]:
    """The rows among lines of Markdown."""
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line[:1] == "|"]
    return [Row(*each) for each in cells if each[0] and not each[0].startswith("---")]
