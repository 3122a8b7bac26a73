"""A PDF tells where its figures come from, without the data."""

from __future__ import annotations

import json
import os
import resource
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefings.content.explain import choose_figures, read_figures
from briefings.errors import ArchiveError, BriefingError, SelectionError
from briefings.pdf import embedded

from .figures import DATE, MARK, ROW, ROWS, SHARE, figures_pdf, pdf_with


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a child process, which takes a quarter of a second."""

    def call(_: str, name: str, data: bytes, *wanted: str, **__: object) -> bytes:
        answer: bytes = getattr(embedded, name)(data, *wanted)
        return answer

    monkeypatch.setattr(embedded, "call_confined", call)


def test_all_rows_come_back_as_they_are(tmp_path: Path) -> None:
    figures = read_figures(figures_pdf(tmp_path / "brief.pdf"))
    assert figures.pages == 2
    assert list(choose_figures(figures)) == ROWS


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("page", "figure", "rows"),
    [
        pytest.param(2, None, [SHARE, DATE], id="page"),
        pytest.param(None, "120,000", [ROW], id="marks"),
        pytest.param(None, "120000", [ROW], id="digits alone"),
        pytest.param(None, "١٢٠٬٠٠٠", [ROW], id="other digits"),
        pytest.param(None, "120 ألفًا", [ROW], id="scale word"),
        pytest.param(None, "أكثر من ١٢٠٬٠٠٠ عنصر", [ROW], id="the whole of it"),
        pytest.param(1, "[1]", [MARK], id="source mark"),
        pytest.param(None, "%95", [SHARE], id="percent, Latin and before"),
        pytest.param(None, "30 سبتمبر 2024", [DATE], id="date"),
        pytest.param(None, "trained", [ROW, MARK, DATE], id="fact"),
    ],
)
def test_rows_are_chosen(
    tmp_path: Path, page: int | None, figure: str | None, rows: list[dict[str, object]]
) -> None:
    figures = read_figures(figures_pdf(tmp_path / "brief.pdf"))
    assert list(choose_figures(figures, page=page, figure=figure)) == rows


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("page", "figure", "told"),
    [
        pytest.param(3, None, "there is no page 3: .*brief.pdf has 2 pages", id="page too high"),
        pytest.param(0, None, "there is no page 0", id="page nought"),
        pytest.param(2, "120,000", "no figure on page 2 reads .*; it stands on page 1", id="other"),
        pytest.param(None, "7", "no figure in .*brief.pdf reads “7”$", id="nowhere"),
    ],
)
def test_what_is_not_there_is_told(
    tmp_path: Path, page: int | None, figure: str | None, told: str
) -> None:
    figures = read_figures(figures_pdf(tmp_path / "brief.pdf"))
    with pytest.raises(SelectionError, match=told):
        choose_figures(figures, page=page, figure=figure)


def _spoilt(path: Path, case: str) -> Path:
    if case == "text":
        path.write_text("كلمة", "utf-8")
    elif case == "damaged":
        path.write_bytes(b"%PDF-1.7\n" + b"\0" * 200)
    elif case == "password":
        pdf_with(path, password="1234", figures=b"[]")  # noqa: S106 — opens nothing
    elif case == "older":
        pdf_with(path, facts=b"[]")
    elif case == "foreign":
        pdf_with(path)
    else:
        pdf_with(path, figures=case.encode())
    return path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("text", "is not a PDF"),
        ("damaged", "is damaged and cannot be read"),
        ("password", "opens only with a password"),
        ("older", "made by an older version"),
        ("foreign", "not made by this program"),
        ("no json", "is not the list"),
        ("{}", "is not the list"),
        ('[{"printed": "1"}]', "is not the list"),
    ],
)
def test_a_file_that_cannot_explain_itself_says_why(tmp_path: Path, case: str, told: str) -> None:
    path = _spoilt(tmp_path / "x.pdf", case)
    with pytest.raises(ArchiveError, match=told) as caught:
        read_figures(path)
    assert isinstance(caught.value, BriefingError)
    assert str(path) in str(caught.value)


def _rows(path: Path, **changes: Any) -> Path:
    return pdf_with(path, figures=json.dumps([{**ROW, **changes}]).encode())


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"source_title": ["صفحة"]}, id="title that is a list"),
        pytest.param({"excerpt": 5}, id="excerpt that is a number"),
        pytest.param({"value": [120000]}, id="value that is a list"),
        pytest.param({"value": float("nan")}, id="value that is no number"),
        pytest.param({"page": True}, id="page that is yes"),
        pytest.param({"printed": "\ud800"}, id="half a surrogate pair"),
        pytest.param({"printed": "9" * 1001}, id="more than a passage holds"),
        pytest.param({"another": {"key": []}}, id="unknown key with an object"),
    ],
)
def test_a_list_with_a_value_of_another_kind_is_refused(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(ArchiveError, match="is not the list that this program writes"):
        read_figures(_rows(tmp_path / "x.pdf", **changes))


@pytest.mark.usefixtures("here")
def test_rows_of_an_older_version_may_lack_what_was_added_since(tmp_path: Path) -> None:
    path = pdf_with(tmp_path / "x.pdf", figures=b'[{"printed": "95", "page": 1, "value": 95}]')
    assert [row["page"] for row in choose_figures(read_figures(path), figure="95")] == [1]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("list_", "case"),
    [(b"[" * 5_000_000, "nested"), (b"[" + b"1," * 2_000_001 + b"1]", "long")],
    ids=["nested", "long"],
)
def test_a_list_without_end_is_refused(tmp_path: Path, list_: bytes, case: str) -> None:
    path = pdf_with(tmp_path / f"{case}.pdf", figures=list_)
    with pytest.raises(ArchiveError, match="is not the list that this program writes"):
        read_figures(path)


def _bomb(path: Path, name: str) -> Path:
    """Two gigabytes of nothing as a file inside a PDF of a few kilobytes."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = zlib.compress(b"\x78\x9c" + block * 128, 9)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[({name}) 3 0 R]>>>>>>".encode(),
        b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        f"<</Type/Filespec/F({name})/UF({name})/EF<</F 4 0 R>>>>".encode(),
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(data), data),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    file, places = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, one in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj%s\nendobj\n" % (number, one)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(file)
    path.write_bytes(file + b"xref\n0 6\n" + places + end)
    assert path.stat().st_size < 20_000
    return path


def test_a_file_that_nobody_asked_for_is_not_inflated(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="not made by this program"):
        read_figures(_bomb(tmp_path / "x.pdf", "annex.bin"))
    # A child counts as large as this process until it begins; inflated, it would be at its bound.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert most < 900_000, "kilobytes of the largest child process"


def test_a_list_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"x.pdf takes more memory or time to read than a PDF"):
        read_figures(_bomb(tmp_path / "x.pdf", "figures.json"))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert most < 1_100_000, "kilobytes of the largest child process"


def test_pages_that_hold_themselves_are_read_within_bounds(tmp_path: Path) -> None:
    path = figures_pdf(tmp_path / "x.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pages = pdf.Root.Pages
        pages.Kids = pikepdf.Array([pages] * 50)
        pages.Count = 1_000_000
        pdf.save(path)
    with pytest.raises(ArchiveError, match=r"x.pdf is damaged and cannot be read"):
        read_figures(path)


def test_a_pipe_is_no_pdf_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.pdf")
    with pytest.raises(ArchiveError, match=r"x.pdf: it is a pipe, not a file"):
        read_figures(tmp_path / "x.pdf")
