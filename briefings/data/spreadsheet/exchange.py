"""Exports facts to a sheet, one row for each claim, and imports a sheet into the data folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefings.data import copy_data, load_library, merge_facts, new_text, replace_all
from briefings.data.spreadsheet import CellTable, read_table, table_bytes
from briefings.errors import BriefingError, DataError
from briefings.model import Fact, Library
from briefings.resources import refuse_package

from .fact_rows import file_of, legend, read_sheet, rows_of

__all__ = ["ImportedFact", "facts_sheet", "import_facts", "refuse_other"]

IMPORTED = "imported.yaml"
"""The file for new facts whose rows name none."""


@dataclass(frozen=True, slots=True)
class ImportedFact:
    """A fact that an import wrote, and its file.

    ``claims`` is the number of its claims, ``before`` the number before the import, 0 if it is new.
    """

    fact: str
    file: Path
    claims: int
    before: int

    @property
    def is_new(self) -> bool:
        """Whether the data folder did not have the fact before."""
        return self.before == 0


def facts_sheet(path: Path, facts: Iterable[Fact]) -> bytes:
    """The facts as a sheet, in the format of the suffix of ``path``.

    Raises BriefingError for a suffix other than .xlsx and .csv.
    """
    return table_bytes(path, legend(), [row for fact in facts for row in rows_of(fact)])


def refuse_other(path: Path, sheet: bytes) -> None:
    """Raise BriefingError if the path holds a file with contents other than this sheet.

    That file may have edits that have not been imported, or be no sheet of facts at all. A link is
    not replaced either.
    """
    if path.is_symlink():
        raise BriefingError(
            f"{path} is a link: name the file that it leads to, or replace the link with --force"
        )
    if not path.exists():
        return
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place) / path.name
        fresh.write_bytes(sheet)
        try:
            if _cells(read_table(path)) == _cells(read_table(fresh)):
                return
        except DataError:
            pass
    raise BriefingError(
        f"{path} is there already, and holds something else than these facts: import it first, "
        "choose another name, or replace it with --force"
    )


def _cells(table: CellTable) -> list[list[object]]:
    return [[(cell.column, cell.value) for cell in row] for row in (table.head, *table.rows)]


def import_facts(path: Path, folder: Path, *, dry_run: bool = False) -> tuple[ImportedFact, ...]:
    """Import the facts of a sheet that differ from those of the data folder.

    The rows of a fact replace its claims; facts without a row stay. Raises DataError with every
    problem of the sheet, or of the library with its facts, and then writes nothing; ``dry_run``
    never writes. Raises BriefingError for the data of the installed package.
    """
    refuse_package(folder)
    library = load_library(folder)
    sheet = read_sheet(read_table(path), library)
    file = sheet.table.file
    merged, problems = merge_facts(library, sheet.entries, file)
    reported = {(one.line, one.column) for one in sheet.problems}
    sheet.problems += [
        replace(one, sheet=sheet.table.sheet) if one.file == file else one
        for one in problems
        if one.file != file or (one.line, one.column) not in reported
    ]
    if sheet.problems:
        raise DataError(sheet.problems)
    changed = [fact for id_, fact in merged.facts.items() if library.facts.get(id_) != fact]
    by_file: dict[Path, list[Fact]] = {}
    for fact in changed:
        old = library.facts.get(fact.id)
        name = file_of(old) if old else sheet.files.get(fact.id, IMPORTED)
        by_file.setdefault(folder / "facts" / name, []).append(fact)
    files = {
        path: new_text(
            path.read_bytes() if path.exists() else None, str(path), library.facts, facts
        )
        for path, facts in by_file.items()
    }
    if files:
        _check_round_trip(folder, files, merged)
        if not dry_run:
            replace_all(files)
    return tuple(
        ImportedFact(fact.id, target, len(fact.claims), len(old.claims) if old else 0)
        for target, facts in by_file.items()
        for fact in facts
        for old in [library.facts.get(fact.id)]
    )


def _check_round_trip(folder: Path, files: Mapping[Path, bytes], wanted: Library) -> None:
    """Raise BriefingError unless the data with these files would load as the wanted facts."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        copy_data(folder, copy)
        for path, data in files.items():
            (copy / path.relative_to(folder)).write_bytes(data)
        try:
            is_same = load_library(copy).facts == wanted.facts
        except DataError:
            is_same = False
    if not is_same:
        names = ", ".join(str(path) for path in files)
        raise BriefingError(
            f"the facts cannot be put into {names} without harm to what stands there; nothing was "
            "changed. Write its facts below each other, one key to a line, and try again."
        )
