"""A theme's folder may come from anybody: what lies in it is read within bounds, and only there."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build.fingerprint import recipe_of
from briefings.errors import Problem, ThemeError
from briefings.html.theme import audit_theme, load_theme
from briefings.model import Style
from briefings.resources import templates_folder
from tests.html.theme.conftest import ChangeFont

NASKH = "fonts/NotoNaskhArabic-Regular-subset.ttf"


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    return caught.value.problems


@pytest.mark.parametrize("name", ["theme.css", "logo.svg", NASKH, "fonts/OFL.txt"])
@pytest.mark.parametrize(
    ("put", "reason"),
    [
        pytest.param(os.mkfifo, "it is a pipe, not a file", id="pipe"),
        pytest.param(lambda path: path.mkdir(), "it is a folder, not a file", id="folder"),
        pytest.param(
            lambda path: path.symlink_to("/dev/zero"), "a link leads out of the folder", id="device"
        ),
        pytest.param(
            lambda path: path.symlink_to(path.parents[2] / "outside"),
            "a link leads out of the folder",
            id="link",
        ),
    ],
)
def test_only_files_inside_a_theme_are_read(
    folder: Path, name: str, put: Callable[[Path], object], reason: str
) -> None:
    (folder.parent / "outside").write_bytes((folder / NASKH).read_bytes())
    (folder / name).unlink(missing_ok=True)
    put(folder / name)
    (problem,) = (one for one in problems(folder) if one.file == str(folder / name))
    assert reason in problem.message


def test_the_check_of_a_theme_waits_for_no_pipe(folder: Path) -> None:
    for name in ("theme.css", "logo.svg", NASKH, "fonts/OFL.txt"):
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
    told = {one.file for one in audit_theme(folder) if "it is a pipe" in one.message}
    assert len(told) == 4


@pytest.mark.parametrize("name", ["theme.css", NASKH])
def test_what_tells_builds_apart_reads_only_files_inside_a_theme(folder: Path, name: str) -> None:
    shutil.move(folder / name, folder.parent / "outside")
    (folder / name).symlink_to(folder.parent / "outside")
    with pytest.raises(ThemeError, match=f"{name}: a link leads out of the folder"):
        recipe_of(Style(templates_folder(), str(folder)))


def test_a_socket_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("logo.svg")
        assert [problem.file for problem in problems(folder)] == [str(folder / "logo.svg")]


def test_fonts_that_lie_elsewhere_are_refused(folder: Path) -> None:
    shutil.move(folder / "fonts", folder.parent / "fonts")
    (folder / "fonts").symlink_to(folder.parent / "fonts")
    found = [one for one in problems(folder) if one.file != str(folder / "theme.css")]
    assert len(found) == 12
    assert all("a link leads out of the folder" in one.message for one in found)


def test_a_link_within_a_theme_serves(folder: Path) -> None:
    (folder / "art").mkdir()
    (folder / "art/logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>', "utf-8"
    )
    (folder / "logo.svg").symlink_to("art/logo.svg")
    assert load_theme(folder).logo


def test_a_theme_that_is_a_link_itself_serves(folder: Path) -> None:
    (folder.parent / "link").symlink_to(folder)
    assert load_theme(folder.parent / "link").variables


@pytest.mark.parametrize(
    ("name", "start", "told"),
    [
        ("fonts/x.woff", b"wOFF", ".woff files are not read"),
        ("fonts/x.txt", b"%!PS-AdobeFont-1.0: x", "the content of this file is Type 1"),
        ("fonts/README", b"\x1f\x8b\x08", "the content of this file is compressed"),
        ("fonts/x.bak", b"\0\1\0\0\0\x10", "the content of this file is a font"),
        ("fonts/x.ttf", b"wOF2", "its content is WOFF2"),
    ],
)
def test_fonts_of_another_format_are_told(folder: Path, name: str, start: bytes, told: str) -> None:
    (folder / name).write_bytes(start + bytes(100))
    (problem,) = problems(folder)
    assert (problem.file, problem.rule) == (str(folder / name), "font-file")
    assert told in problem.message


def test_what_hides_among_the_fonts_is_passed_over(folder: Path) -> None:
    (folder / "fonts/._NotoSans.ttf").write_bytes(b"\0\5\x16\7")
    assert load_theme(folder).variables


@pytest.mark.parametrize(
    ("css", "line", "told"),
    [
        pytest.param("(" * 50_000, 1, "brackets are nested more than 8 deep", id="brackets"),
        pytest.param("\n:root { a: " + "[" * 9, 2, "brackets are nested", id="nine"),
        pytest.param("/* 1 */\n:root{--a:" + "9" * 5000, 2, "it holds a number", id="digits"),
        pytest.param(" " * 100_001, 0, "it cannot be read: it has more than 0.1 MB", id="large"),
    ],
)
def test_a_sheet_without_end_is_told_in_one_line(
    folder: Path, css: str, line: int, told: str
) -> None:
    (folder / "theme.css").write_text(css, "utf-8")
    (problem,) = problems(folder)
    assert (problem.line, problem.rule) == (line, "style-sheet")
    assert problem.message.startswith(told)


def test_a_sheet_that_is_not_utf_8_is_told_with_its_line(folder: Path) -> None:
    (folder / "theme.css").write_bytes(b":root {\n--ink: \xff;\n}")
    (problem,) = problems(folder)
    assert (problem.line, problem.message) == (2, "it is not UTF-8")


def test_brackets_in_comments_do_not_count(
    folder: Path, change_sheet: Callable[[str, str], None]
) -> None:
    change_sheet(":root {", "/* :( :( :( :( :( :( :( :( :( :( */ :root {")
    assert load_theme(folder).variables


def test_not_every_one_of_thousands_of_rules_is_told(folder: Path) -> None:
    (folder / "theme.css").write_text("a{}\n" * 5000, "utf-8")
    found = problems(folder)
    assert len(found) == 51
    assert found[-1].message == "it is not read from here on"


@pytest.mark.parametrize(
    "name",
    ["</style><script>", 'A", "B', "A\\3c B", "A, B", "A\x07", "A\u2028", "A" * 101, "url(x)<!--"],
)
def test_a_family_whose_name_could_break_a_page_is_refused(
    folder: Path, change_font: ChangeFont, name: str
) -> None:
    change_font("NotoSans-Regular*", lambda font: font["name"].setName(name, 1, 3, 1, 0x409))
    found = {Path(one.file).name: one.message for one in problems(folder)}
    told = "its family has a name that cannot stand in a page"
    assert found["NotoSans-Regular-subset.ttf"] == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('--chart-fonts: "', '--chart-fonts: "../fonts/'),
        ('--chart-fonts: "', '--chart-fonts: "/etc/passwd", "'),
        ('--chart-fonts: "', '--chart-fonts: "OFL.txt", "'),
        ('--text-face: "', '--text-face: "\\3c /style>", "'),
        ('--text-face: "', '--text-face: "</style>", "'),
        ("--title-size: 19pt", "--title-size: ١٩pt"),
    ],
)
def test_values_that_could_break_a_page_or_lead_elsewhere_are_refused(
    folder: Path, change_sheet: Callable[[str, str], None], old: str, new: str
) -> None:
    change_sheet(old, new)
    assert {problem.file for problem in problems(folder)} == {str(folder / "theme.css")}


def test_a_folder_whose_path_fonts_cannot_be_found_by_is_told(folder: Path) -> None:
    shutil.move(folder, folder.parent / "a\nb")
    with pytest.raises(ThemeError, match="has characters that fonts cannot be found by"):
        load_theme(folder.parent / "a\nb")
