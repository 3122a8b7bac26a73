"""Every bad cell is told at its place, and nothing is changed while there is one."""

# ruff: noqa: E501, DTZ001 — a table: each mistake keeps to its row
from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from briefings.data import replace_all
from briefings.data.spreadsheet.exchange import import_facts
from briefings.errors import BriefingError, DataError

from ..folder import write
from .sheet import bytes_of, change, export

# The rows: 2 is the relation of the Sahel group, 3 and 4 are the two claims of the trained forces.


class Bad(NamedTuple):
    """A value that a cell is given, with its format, and what is told of it."""

    cell: str
    value: object
    rule: str
    says: str
    format: str = "General"


CELLS = {
    "unknown column": Bad("Y1", "paragraf", "unknown-column", "Did you mean “paragraph”?"),
    "column twice": Bad("H1", "unit", "duplicate-column", "two columns “unit”"),
    "cell without a heading": Bad("Y3", "y", "cell-without-column", "“y”"),
    "row without a fact": Bad("B3", None, "missing-key", "into every row"),
    "thousands mark": Bad("N3", "35,000", "wrong-type", "as 35000."),
    "Arabic digits": Bad("N3", "٣٥٠٠٠", "wrong-type", "digits 0 to 9"),
    "part of a person": Bad("N3", 35000.5, "not-whole", "35000.5"),
    "word for a number": Bad("L3", "three", "wrong-type", "three"),
    "paragraph of a fraction": Bad("L3", 3.5, "wrong-type", "decimal mark"),
    "per cent": Bad("N3", 0.95, "percent-cell", "write 95 for 95 per cent", "0%"),
    "date for a number": Bad("N3", datetime(2024, 9, 30), "date-cell", "“value”", "yyyy-mm-dd"),
    "month made a day": Bad("Q3", datetime(2024, 9, 1), "date-cell", "month as 2024-09", "mmm-yy"),
    "time of day": Bad("Q3", datetime(2024, 9, 1, 12), "date-cell", "without a time", "yyyy-mm-dd hh:mm"),
    "date of another form": Bad("Q3", "30/09/2024", "impossible-date", "2024-09-30"),
    "formula without a value": Bad("N3", "=1+1", "formula-without-value", "save it again"),
    "formula without a result": Bad("N3", "#DIV/0!", "formula-without-value", "no result"),
    "unknown word": Bad("P3", "more-then", "unknown-choice", "Did you mean “more-than”?"),
    "unknown source": Bad("K3", "uk-2018", "unknown-source", "“uk-2017”"),
    "unknown object": Bad("O2", "XX", "unknown-entity", "XX"),
    "no excerpt": Bad("M3", None, "empty-text", "excerpt"),
    "long excerpt": Bad("M3", "أ ب ج د ه و ز ح ط ي ك", "excerpt-too-long", "11 words"),
    "space at the edge": Bad("M3", "نص ", "edge-space", "excerpt"),
    "direction mark": Bad("M3", "ن\u200fص", "direction-mark", "U+200F"),
    "two units": Bad("F4", "percent", "disagreeing-cells", "“person” in line 3"),
    "another file": Bad("A2", "uk.yaml", "other-file", "groups.yaml"),
    "truth for a text": Bad("D2", True, "wrong-type", "true"),
}  # fmt: skip


@pytest.mark.parametrize("bad", [pytest.param(bad, id=name) for name, bad in CELLS.items()])
def test_a_bad_cell_is_told_at_its_place(bad: Bad, tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = export(data, tmp_path / "facts.xlsx")
    before = bytes_of(data)
    change(file, {bad.cell: bad.value}, {bad.cell: bad.format})
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    (found,) = (one for one in caught.value.problems if one.rule == bad.rule)
    assert found.place == f"{file}:Facts!{bad.cell}"
    assert bad.says in f"{found.message} {found.remedy}"
    assert bytes_of(data) == before


def test_all_bad_cells_come_at_once(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = export(data, tmp_path / "facts.xlsx")
    change(file, {"N3": "35,000", "K4": "pgae", "O2": "XX", "Y1": "foo", "M4": None})
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    places = [one.place.partition("!")[2] for one in caught.value.problems]
    assert places == ["Y1", "O2", "N3", "K4", "M4"]


def test_an_unknown_unit_is_told_once_for_a_fact(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = change(export(data, tmp_path / "a.xlsx"), {"F3": "persn", "F4": "persn"})
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    assert [(one.place, one.rule) for one in caught.value.problems] == [
        (f"{file}:Facts!F3", "unknown-unit")
    ]


def test_a_column_whose_absence_would_take_something_away(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = export(data, tmp_path / "a.csv")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    at = rows[0].index("qualifier")
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(row[:at] + row[at + 1 :] for row in rows)
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    found, differs = caught.value.problems
    assert (found.place, found.rule) == (f"{file}:3:2", "missing-column")
    assert "“qualifier”" in found.message
    # Without it the claim says 35000 where its excerpt says more than that.
    assert differs.rule == "qualifier-differs"


def test_a_value_that_contradicts_its_excerpt_is_told_at_its_cell(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = export(data, tmp_path / "a.csv")
    text = file.read_text("utf-8-sig")
    assert ",35000," in text
    file.write_text(text.replace(",35000,", ",36000,"), "utf-8")
    before = bytes_of(data)
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    (found,) = caught.value.problems
    assert found.rule == "value-not-in-excerpt"
    assert found.message == (
        "the value 36000 contradicts its excerpt “أكثر من 35 ألف عنصر”, which states 35000"
    )
    assert (found.file, found.line) == (str(file), 3)
    assert bytes_of(data) == before


def test_what_a_topic_needs_cannot_be_taken_away(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = change(export(data, tmp_path / "a.xlsx"), {"F3": "percent", "F4": "percent"})
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    assert {one.rule for one in caught.value.problems} == {"value-out-of-range"}


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        pytest.param("a.csv", "fact,wording\nx,س\n".encode("cp1256"), "not-utf8", id="encoding"),
        pytest.param("a.csv", b'fact,x\n"a"b,c\n', "csv-syntax", id="quotation-marks"),
        pytest.param("a.csv", b"", "missing-column", id="empty-csv"),
        pytest.param("a.csv", b"fact,wording\n", "missing-column", id="missing-columns"),
        pytest.param("a.xlsx", b"PK no workbook", "unreadable-file", id="no-workbook"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_of_facts(
    name: str, content: bytes, rule: str, tmp_path: Path
) -> None:
    data = write(tmp_path, {})
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        import_facts(file, data)
    assert {one.rule for one in caught.value.problems} == {rule}


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"\.xlsx or \.csv"):
        import_facts(tmp_path / "facts.ods", write(tmp_path, {}))


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [tmp_path / "a", tmp_path / "b", tmp_path / "new", tmp_path / "c"]
    for path in (names[0], names[1], names[3]):
        path.write_text(f"old {path.name}")
    move = Path.replace

    def fails_at_last(self: Path, target: Path) -> Path:
        if Path(target).name == "c":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_last)
    with pytest.raises(BriefingError, match="nothing was changed: No space left"):
        replace_all(dict.fromkeys(names, b"new"))
    assert bytes_of(tmp_path) == {name: f"old {name}".encode() for name in "abc"}
