"""What can go wrong, and the exit code each kind of failure ends with.

    BriefingError            1   anything known; the message is for the user
    ├── DataError                the library has problems (carries all of them)
    ├── SelectionError           no such topic, or no facts by the day asked for
    ├── ThemeError               no such theme, or it is not fit for use (carries problems)
    ├── ChartError               a chart cannot be drawn from its claims
    ├── RenderError              the page or the PDF is not fit to hand over
    │   └── TargetError          another file stands where the document would be written
    ├── ClusterError             there is no cluster to print with, or it went away
    └── ArchiveError             an edition cannot be stored, found or verified
        └── EditionTaken         an edition with this id is there, with other contents

Usage errors exit with 2 and unexpected ones with 3; both belong to the command line.
Every argument goes to ``super().__init__`` so that an error survives pickling between processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
"""An error must be mended; a warning tells what readers may notice; a note is good to know."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with data or a theme, where it stands, and what to do about it.

    ``line`` and ``column`` count from 1; 0 means that the whole file is meant. ``sheet`` is the
    worksheet of a workbook.
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


def _letters(column: int) -> str:
    """The name of a worksheet's column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class BriefingError(Exception):
    """A failure that is explained to the user without a traceback."""

    exit_code = 1


class DataError(BriefingError):
    """The library is not sound; ``problems`` holds every problem found, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        return "\n".join([head, *map(str, self.problems)])


class SelectionError(BriefingError):
    """Nothing can be selected: an unknown topic or fact, or no claim by the day asked for."""


class ThemeError(BriefingError):
    """A theme is not there, or not fit for use; ``problems`` holds all that is wrong with it."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        self.message = message
        self.problems = tuple(sorted(problems))
        super().__init__(message, self.problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *map(str, self.problems)])


class ChartError(BriefingError):
    """A chart cannot be drawn from the claims it was given."""


class RenderError(BriefingError):
    """The page or the PDF is not fit to be handed over."""


class TargetError(RenderError):
    """Another file stands where a document would be written, and must not be replaced."""


class ClusterError(BriefingError):
    """There is no cluster to print with, or it went away, which ends a batch."""


class ArchiveError(BriefingError):
    """An edition cannot be stored, found or verified."""


class EditionTaken(ArchiveError):  # noqa: N818 — it is an answer, not a fault
    """An edition with the id ``edition`` is in the archive already, and has other contents."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        super().__init__(edition)

    def __str__(self) -> str:
        return (
            f"The edition {self.edition} is in the archive already, and is not the same."
            " Editions are never replaced: store this one under the next number."
        )
