"""Sheets of the small data folder, to be changed cell by cell."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl

from briefings.data import load_library
from briefings.data.spreadsheet.exchange import facts_sheet


def export(data: Path, file: Path) -> Path:
    """Write all facts of a data folder into a sheet; gives its path."""
    file.write_bytes(facts_sheet(file, load_library(data).facts.values()))
    return file


def change(file: Path, cells: dict[str, Any], formats: dict[str, str] | None = None) -> Path:
    """Write values and number formats into cells of a workbook, by names such as D7."""
    book = openpyxl.load_workbook(file)
    for name, value in cells.items():
        book["Facts"][name].value = value
        book["Facts"][name].number_format = (formats or {}).get(name, "General")
    book.save(file)
    return file


def rows_in(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their headings."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
