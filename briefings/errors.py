"""What can go wrong, and the exit code each kind of failure ends with.

    BriefingError            1   anything known; the message is for the user
    ├── DataError                the library is invalid (carries all its problems)
    ├── SelectionError           no such topic, or no facts by the day asked for
    ├── ThemeError               a theme is missing or invalid (carries its problems)
    ├── ChartError               a chart cannot be drawn from its claims
    ├── RenderError              the page or the PDF has a defect
    │   └── TargetError          the output path holds a file that must not be replaced
    ├── ClusterError             no cluster can be reached, or the connection was lost
    └── ArchiveError             an edition cannot be stored, found or verified
        └── EditionTaken         the id of the edition is in use, with other contents

Usage errors exit with 2 and unexpected ones with 3; the command line handles both.
Every argument goes to ``super().__init__`` so that an error survives pickling between processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
"""An error stops the build; a warning names what readers may notice; a note informs."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One defect of the data or of a theme: its location, its rule, and how to correct it.

    ``line`` and ``column`` count from 1; line 0 refers to the whole file. ``rule`` is the id of the
    rule that the file breaks. ``sheet`` names the worksheet if the file is a workbook.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    remedy: str
    level: Level = "error"
    sheet: str = ""

    def __str__(self) -> str:
        level = "" if self.level == "error" else f"{self.level}: "
        return f"{self.place}: {level}{self.message} [{self.rule}]\n    {self.remedy}"

    @property
    def place(self) -> str:
        """``file:line:column`` as editors and terminals understand it, or ``file:sheet!D7``."""
        if self.sheet:
            return f"{self.file}:{self.sheet}!{_letters(self.column)}{self.line}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


MOST_SHOWN = 500
"""How many problems are printed; longer lists nearly always share one cause."""


def shown(problems: Sequence[Problem]) -> list[Problem]:
    """The first ``MOST_SHOWN`` problems, followed by one that counts the rest if there are more."""
    rest = len(problems) - MOST_SHOWN
    if rest <= 0:
        return list(problems)
    file, message = problems[MOST_SHOWN].file, f"{rest:,} more problems follow"
    remedy = "Mend those above, and check again."
    return [*problems[:MOST_SHOWN], Problem(file, 0, 0, "more-problems", message, remedy)]


def _letters(column: int) -> str:
    """The spreadsheet name of a column number: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class BriefingError(Exception):
    """A known failure: the command line prints its message without a traceback."""

    exit_code = 1


class DataError(BriefingError):
    """The library is invalid; ``problems`` holds every problem found, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        return "\n".join([head, *map(str, shown(self.problems))])


class SelectionError(BriefingError):
    """Nothing can be selected: an unknown topic or fact, or no claim by the day asked for."""


class ThemeError(BriefingError):
    """A theme is missing or invalid; ``problems`` holds every defect found, sorted by place."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        self.message = message
        self.problems = tuple(sorted(problems))
        super().__init__(message, self.problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *map(str, self.problems)])


class ChartError(BriefingError):
    """A chart cannot be drawn from the claims it was given."""


class RenderError(BriefingError):
    """The page or the PDF has a defect that keeps it from being published."""


class TargetError(RenderError):
    """The output path holds a file that must not be replaced."""


class ClusterError(BriefingError):
    """No cluster can be reached, or the connection to it was lost; either ends a batch."""


class ArchiveError(BriefingError):
    """An edition cannot be stored, found or verified."""


class EditionTaken(ArchiveError):  # noqa: N818 — callers catch it to try the next number
    """The archive already holds an edition with the id ``edition`` and other contents."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        super().__init__(edition)

    def __str__(self) -> str:
        return (
            f"The edition {self.edition} is in the archive already, and is not the same."
            " Editions are never replaced: store this one under the next number."
        )
