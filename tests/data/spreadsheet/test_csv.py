"""CSV files: bounds on what is read, and no formulas in what is written."""

from __future__ import annotations

import csv
import io
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.data.spreadsheet import csvfile, read_table
from briefings.data.spreadsheet.csvfile import csv_bytes
from briefings.errors import DataError

SIGNS = "=+-@＝＋－＠"


def parted(text: str, mark: str) -> list[str]:
    """What a spreadsheet makes of a file that it parts at another mark than a comma."""
    return [
        cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row
    ]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "نص;",
        "نص; ",
        "نص;\u00a0",
        "نص\t",
        "نص\r",
        "نص\n",
        "\t",
        "\r",
        ' "',
        'نص;"',
        "a;b;",
        "نص\r\n",
    ],
)
def test_no_part_of_a_cell_begins_a_formula_wherever_a_spreadsheet_parts_it(
    before: str, sign: str
) -> None:
    text = csv_bytes([["id", f"{before}{sign}cmd|' /C calc'!A0", "x"]]).decode("utf-8-sig")
    for mark in ",;\t":
        for cell in parted(text, mark):
            for line in re.split("[\r\n]", cell):
                assert not line.lstrip(' "\u00a0\t').startswith(tuple(SIGNS)), (mark, cell)


@given(st.text(alphabet="ab;=-+@＝'\"\t\r\n ,", max_size=30))
def test_what_was_guarded_is_read_back_as_it_was(text: str) -> None:
    if text.strip():
        (row,) = csv.reader(io.StringIO(csv_bytes([[text]]).decode("utf-8-sig"), newline=""))
        assert csvfile._bare(row[0]) == text


def test_a_long_run_of_breaks_and_quotes_is_guarded_at_once() -> None:
    started = time.perf_counter()
    csv_bytes([["\n" * 5000 + '"' * 5000 + "'" * 5000 + ";" * 5000]])
    assert time.perf_counter() - started < 1


def refused(data: bytes, folder: Path) -> tuple[str, int, str]:
    file = folder / "a.csv"
    file.write_bytes(data)
    started = time.perf_counter()
    with pytest.raises(DataError) as caught:
        read_table(file)
    assert time.perf_counter() - started < 3
    (problem,) = caught.value.problems
    return problem.rule, problem.line, problem.message


@pytest.mark.parametrize(
    ("data", "rule", "line", "says"),
    [
        pytest.param(b"a," * 1_000_000, "too-large", 1, "1,000,001 cells", id="million-columns"),
        pytest.param(b"a\n" + b'"' + b"x" * 200_000, "csv-syntax", 2, "field limit", id="field"),
        pytest.param("fact\nنص".encode("utf-16"), "not-utf8", 1, "UTF-8", id="utf-16"),
        pytest.param("fact\nنص".encode("cp1256"), "not-utf8", 2, "UTF-8", id="windows-1256"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_one_line(
    *, data: bytes, rule: str, line: int, says: str, tmp_path: Path
) -> None:
    found = refused(data, tmp_path)
    assert found[:2] == (rule, line)
    assert says in found[2]


def test_a_table_of_too_many_cells_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfile, "MOST_CELLS", 10)
    rule, line, message = refused(b"a,b,c\n" * 5, tmp_path)
    assert (rule, line) == ("too-large", 4)
    assert "more than 10 cells" in message


def test_a_cell_without_end_is_told_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"fact,value\na,{'x' * 40_000}\n")
    table = read_table(tmp_path / "a.csv")
    assert [(one.line, one.column, one.rule) for one in table.problems] == [(2, 2, "too-long")]
