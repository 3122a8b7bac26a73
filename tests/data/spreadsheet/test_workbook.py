"""Workbooks are read by what they hold; what is damaged or endless is told in one sentence."""

from __future__ import annotations

import io
import os
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from briefings.data.spreadsheet import CellTable, package, read_table, workbook
from briefings.errors import DataError, Problem

SHEET = "xl/worksheets/sheet1.xml"
NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECONDS = 3


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def small() -> Workbook:
    book = Workbook()
    assert book.active is not None
    book.active.append(["fact", "value"])
    book.active.append(["a", 5])
    return book


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return packed({**parts_of(saved(small())), name: data})


def rows(*texts: bytes) -> bytes:
    head = b'<row r="1"><c t="inlineStr"><is><t>fact</t></is></c></row>'
    return b"<worksheet %b><sheetData>%b%b</sheetData></worksheet>" % (NS, head, b"".join(texts))


def read(data: bytes, folder: Path) -> CellTable:
    file = folder / "a.xlsx"
    file.write_bytes(data)
    started = time.perf_counter()
    try:
        return read_table(file)
    finally:
        assert time.perf_counter() - started < SECONDS


def values(table: CellTable) -> list[list[tuple[int, int, object]]]:
    return [[(one.line, one.column, one.value) for one in row] for row in [table.head, *table.rows]]


def test_formatted_empty_cells_far_away_cost_nothing(tmp_path: Path) -> None:
    book = small()
    assert book.active is not None
    book.active["Z100000"].font = Font(bold=True)
    book.active["XFD1048576"].font = Font(bold=True)
    book.active["XFD3"].value = "  "
    table = read(saved(book), tmp_path)
    assert values(table) == [[(1, 1, "fact"), (1, 2, "value")], [(2, 1, "a"), (2, 2, 5)]]


def test_rows_keep_their_places_however_far_apart(tmp_path: Path) -> None:
    book = small()
    assert book.active is not None
    book.active["C700000"].value = "far"
    assert values(read(saved(book), tmp_path))[-1] == [(700_000, 3, "far")]


def test_what_a_file_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    parts = parts_of(saved(small()))
    wrong = parts[SHEET].replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"')
    assert wrong != parts[SHEET]
    table = read(packed({**parts, SHEET: wrong}), tmp_path)
    assert values(table)[1] == [(2, 1, "a"), (2, 2, 5)]


@pytest.mark.parametrize("empty", [b"", b"<v/>", b"<v></v>"])
def test_a_formula_without_a_result_is_told_among_those_that_have_one(
    empty: bytes, tmp_path: Path
) -> None:
    row = b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>1+2</f>%b</c></row>' % empty
    table = read(with_part(SHEET, rows(row)), tmp_path)
    assert values(table)[1] == [(2, 1, 2), (2, 2, None)]
    assert [(one.place, one.rule) for one in table.problems] == [
        (f"{tmp_path / 'a.xlsx'}:Sheet!B2", "formula-without-value")
    ]


def encrypted() -> bytes:
    data = bytearray(saved(small()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def damaged_stream() -> bytes:
    data = bytearray(saved(small()))
    with ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    data[start + 5 : start + 25] = b"\xff" * 20
    return bytes(data)


def lying(size: int) -> bytes:
    """A part that says it has one byte, with a checksum to match, and inflates to far more."""
    bomb = b" " * size
    data = bytearray(with_part(SHEET, bomb))
    for mark, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        start = data.find(mark)
        while start >= 0:
            name = start + (30 if mark == b"PK\x03\x04" else 46)
            if data[name : name + len(SHEET)] == SHEET.encode():
                data[start + at : start + at + 4] = zlib.crc32(b" ").to_bytes(4, "little")
                data[start + at + 8 : start + at + 12] = (1).to_bytes(4, "little")
            start = data.find(mark, start + 4)
    return bytes(data)


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted-entry": (encrypted, "it is encrypted"),
    "damaged-stream": (damaged_stream, ""),
    "lying-sizes": (lambda: lying(5_000_000), "no element found"),
    "compressed-otherwise": (
        lambda: packed(parts_of(saved(small())), ZIP_LZMA),
        "compressed in a way that spreadsheets do not use",
    ),
    "entities": (
        lambda: with_part(SHEET, ENTITIES + rows(b"<row><c><v>&b;</v></c></row>")),
        "it declares a document type",
    ),
    "password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "not a zip file"),
    "empty": (lambda: b"", "not a zip file"),
    "another-archive": (lambda: packed({"a.txt": b"a"}), ""),
    "no-sheets": (
        lambda: with_part("xl/workbook.xml", b"<workbook %b><sheets/></workbook>" % NS),
        "",
    ),
    "deep-xml": (lambda: with_part("xl/styles.xml", b"<a>" * 5000 + b"</a>" * 5000), ""),
    "text-of-none": (
        lambda: with_part(SHEET, rows(b'<row r="2"><c t="s"><v>99</v></c></row>')),
        "index out of range",
    ),
    "row-without-end": (
        lambda: with_part(SHEET, rows(b'<row r="99999999999"><c><v>1</v></c></row>')),
        "its rows are not in order",
    ),
    "rows-back": (
        lambda: with_part(SHEET, rows(b'<row r="5"/><row r="2"><c><v>1</v></c></row>')),
        "its rows are not in order",
    ),
    "digits": (
        lambda: with_part(SHEET, rows(b"<row><c><v>%b</v></c></row>" % (b"9" * 5000))),
        "",
    ),
}


def refused(data: bytes, folder: Path) -> Problem:
    with pytest.raises(DataError) as caught:
        read(data, folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.rule) == (str(folder / "a.xlsx"), "unreadable-file")
    assert len(problem.message) < 300
    assert "\n" not in problem.message
    return problem


@pytest.mark.parametrize(("make", "says"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_workbook_is_told_in_one_sentence(
    make: Callable[[], bytes], says: str, tmp_path: Path
) -> None:
    told = refused(make(), tmp_path)
    assert told.message.startswith("this file cannot be read as a workbook (")
    assert says in told.message


LIMITS = {
    "inflated": (
        package,
        "MOST_INFLATED",
        1_000_000,
        lambda: with_part(SHEET, b" " * 1_100_000),
        "unpacked it has more than 1 MB",
    ),
    "members": (
        package,
        "MOST_MEMBERS",
        20,
        lambda: packed({**parts_of(saved(small())), **{f"{n}.bin": b"" for n in range(20)}}),
        "files; 20 are read",
    ),
    "held": (workbook, "MOST_CELLS", 3, lambda: saved(small()), "more than 3 cells hold something"),
    "file": (workbook, "MOST_BYTES", 3000, lambda: saved(small()), "it has more than 0.003 MB"),
}


@pytest.mark.parametrize(("module", "name", "most", "make", "says"), LIMITS.values(), ids=LIMITS)
def test_a_workbook_beyond_the_bounds_says_so(
    *,
    module: object,
    name: str,
    most: int,
    make: Callable[[], bytes],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = make()
    monkeypatch.setattr(module, name, most)
    assert says in refused(data, tmp_path).message


@pytest.mark.parametrize(
    ("kind", "part", "data"),
    [
        ("cells", SHEET, rows(b"<row>" + b"<c/>" * 101 + b"</row>")),
        ("rows", SHEET, rows(b"<row/>" * 101)),
        ("texts", "xl/sharedStrings.xml", b"<sst %b>%b</sst>" % (NS, b"<si><t>a</t></si>" * 101)),
        ("sheets", "xl/workbook.xml", b"<a>" + b"<sheet/>" * 101 + b"</a>"),
        ("names of cells", "xl/workbook.xml", b"<a>" + b"<definedName/>" * 101 + b"</a>"),
        ("formats and settings", "xl/styles.xml", b"<a>" + b"<xf/>" * 101 + b"</a>"),
    ],
)
def test_every_kind_of_element_is_counted(
    kind: str, part: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {name: (100, noun) for name, (_, noun) in package.MOST_OF.items()}
    monkeypatch.setattr(package, "MOST_OF", few)
    parts = {part: data, **{k: v for k, v in parts_of(saved(small())).items() if k != part}}
    assert f"it holds more than 100 {kind}" in refused(packed(parts), tmp_path).message


def test_rows_that_reach_the_last_column_again_and_again_are_refused(tmp_path: Path) -> None:
    wide = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(2, 700))
    told = refused(with_part(SHEET, rows(wide)), tmp_path)
    assert "its rows go on to columns far beyond those of a table" in told.message


def test_what_is_defined_for_printing_keeps_nobody_waiting(tmp_path: Path) -> None:
    book = parts_of(saved(small()))["xl/workbook.xml"]
    names = b"".join(
        b'<definedName name="_xlnm.%b" localSheetId="0">%b</definedName>' % (name, b"'" * 20_000)
        for name in (b"Print_Titles", b"Print_Area")
    )
    assert b"<definedNames/>" in book
    named = book.replace(b"<definedNames/>", b"<definedNames>%b</definedNames>" % names)
    started = time.perf_counter()
    assert read(with_part("xl/workbook.xml", named), tmp_path).rows
    assert time.perf_counter() - started < 5


def test_pictures_and_macros_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {"xl/media/image1.png": b"\0" * 2_000_000, "xl/vbaProject.bin": b"\0" * 2_000_000}
    monkeypatch.setattr(package, "MOST_INFLATED", 1_000_000)
    assert read(packed({**parts_of(saved(small())), **parts}), tmp_path).rows


def test_a_number_without_end_and_a_text_without_end_are_told_at_their_cells(
    tmp_path: Path,
) -> None:
    text = b"a" * 40_000
    row = b'<row r="2"><c><v>1E999</v></c><c t="inlineStr"><is><t>%b</t></is></c></row>' % text
    table = read(with_part(SHEET, rows(row)), tmp_path)
    assert [(one.line, one.column, one.rule) for one in table.problems] == [
        (2, 1, "wrong-type"),
        (2, 2, "too-long"),
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_pipe_is_told_at_once(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(DataError, match="cannot be read: it is a pipe, not a file"):
        read_table(tmp_path / name)
