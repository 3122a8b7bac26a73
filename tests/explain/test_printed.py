"""A PDF tells where its figures come from, without the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import ArchiveError, BriefingError, SelectionError
from briefings.explain import choose_figures, read_figures

from .figures import DATE, MARK, ROW, ROWS, SHARE, figures_pdf, pdf_with


def test_all_rows_come_back_as_they_are(tmp_path: Path) -> None:
    figures = read_figures(figures_pdf(tmp_path / "brief.pdf"))
    assert figures.pages == 2
    assert list(choose_figures(figures)) == ROWS


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
