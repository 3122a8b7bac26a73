"""What a row leaves out: who says it, and in which order they are asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefings.arabic import Digits
from briefings.batch import Base, BatchRow, read_batch
from briefings.content.blocks.closing import Sources
from briefings.errors import DataError
from briefings.model import Ink, Topic
from briefings.resources import templates_folder
from tests.tiny import library_with

LIBRARY = library_with(topics=(Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Sources(),)),))


def base(folder: Path, given: BatchRow, usual: BatchRow) -> Base:
    return Base(LIBRARY, templates_folder(), folder, date(2026, 11, 21), given, usual)


@pytest.mark.parametrize(
    ("row", "given", "defaults", "expected"),
    [
        pytest.param("", BatchRow(), "", (Digits.ARAB, True, "مشروع"), id="project"),
        pytest.param(
            "", BatchRow(), "digits: latn, duplex: false, marking: ملف",
            (Digits.LATN, False, "ملف"),
            id="file",
        ),
        pytest.param(
            "", BatchRow(digits=Digits.LATN, duplex=False), "digits: arab, duplex: true",
            (Digits.LATN, False, "مشروع"), id="command-line",
        ),
        pytest.param(
            ", digits: arab, duplex: true, marking: سطر",
            BatchRow(digits=Digits.LATN, duplex=False), "", (Digits.ARAB, True, "سطر"), id="row",
        ),
    ],
)  # fmt: skip
def test_the_row_is_asked_first_and_the_project_last(
    row: str, given: BatchRow, defaults: str, expected: tuple[object, ...], tmp_path: Path
) -> None:
    file = tmp_path / "batch.yaml"
    text = f"defaults: {{{defaults}}}\ndocuments:\n  - {{topics: [short]{row}}}\n"
    file.write_text(text if defaults else text.partition("\n")[2], "utf-8")
    usual = BatchRow(digits=Digits.ARAB, duplex=True, marking="مشروع", ink=Ink.MONO)
    (job,) = read_batch(file, base(tmp_path, given, usual))
    setting = job.order.style.setting
    assert (job.order.arabic.digits, setting.duplex, setting.marking) == expected
    assert job.order.style.ink is Ink.MONO


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (("a.pdf", "A.pdf"), "writes a.pdf, which some systems take for the same"),
        (("a.pdf", "a.pdf/b.pdf"), "writes a.pdf, which"),
        (("a.pdf", "a.PDF"), "writes a.pdf, which"),
    ],
)
def test_names_that_some_systems_take_for_one_are_told_before_anything_is_made(
    outputs: tuple[str, str], told: str, tmp_path: Path
) -> None:
    file = tmp_path / "batch.yaml"
    rows = [f"- {{topics: [short], output: {name}}}\n" for name in outputs]
    file.write_text("".join(rows), "utf-8")
    with pytest.raises(DataError) as caught:
        read_batch(file, base(tmp_path, BatchRow(), BatchRow()))
    (problem,) = caught.value.problems
    assert (problem.line, problem.rule) == (2, "same-file")
    assert told in problem.message
