"""A theme is read whole, and all that is missing or wrong is told at once, with its place."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.errors import Problem, ThemeError
from briefings.html.theme import find_theme, load_theme
from briefings.html.theme.variables import VARIABLES
from briefings.model.scale import USUAL
from tests.html.theme.conftest import SHIPPED, ChangeFont

Change = Callable[[str, str], None]


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    return caught.value.problems


def test_the_shipped_theme_gives_charts_their_colours_and_fonts() -> None:
    theme = load_theme(SHIPPED)
    assert theme.chart_style.series[0] == "#0b4a5c"
    assert [Path(font).name for font in theme.chart_style.bold_fonts] == [
        "BriefSans-Bold.ttf",
        "NotoSans-Bold-subset.ttf",
    ]
    assert all(Path(font).is_file() for font in theme.chart_style.fonts)


def test_pages_get_variables_as_css_and_choices_as_words() -> None:
    theme = load_theme(SHIPPED)
    assert "  --ink: #17212b;\n" in theme.css
    assert "  --masthead-rule: transparent;\n" in theme.css
    assert "-style" not in theme.css
    assert theme.styles == {
        "masthead": "band",
        "title": "start",
        "heading": "plain",
        "box": "plain",
        "tile": "rule",
    }
    assert theme.logo is None


def test_what_a_theme_leaves_out_follows_from_what_it_gives(folder: Path) -> None:
    theme = load_theme(folder)
    assert theme.variables["exception"] == theme.variables["warn"]
    assert theme.variables["number-face"] == theme.variables["head-face"]
    assert theme.styles["box"] == "box"
    assert "--tint: transparent;" in theme.css


def test_a_theme_gives_absolute_paths_wherever_it_was_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert load_theme(Path("mine")).fonts == folder / "fonts"


def test_everything_wrong_is_told_at_once(folder: Path, change_sheet: Change) -> None:
    change_sheet("--chart-1: #0b4a61", "--chart-1: teal")
    change_sheet("--rule: #cfd7dc", "--rules: #cfd7dc")
    change_sheet("BriefSans-Bold.ttf", "Gone.ttf")
    change_sheet("--muted: #56646d", "--muted: #999999")
    (folder / "logo.svg").write_text("<svg", encoding="utf-8")
    told = {problem.rule for problem in problems(folder)}
    assert told == {
        "value",
        "unknown-variable",
        "missing-variable",
        "font-file",
        "contrast",
        "logo",
    }


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "remedy"),
    [
        pytest.param(
            "  --muted:",
            "  --mutde:",
            (17, 3),
            "there is no variable --mutde",
            "Did you mean --muted?",
            id="unknown",
        ),
        pytest.param(
            "  --warn: #a34a12;\n",
            "",
            (0, 0),
            "--warn is missing",
            "Add it, as in the default theme: --warn: #a8431b;",
            id="missing",
        ),
        pytest.param(
            "--ink: #17242c",
            "--ink: #123",
            (16, 3),
            "--ink must be a colour written #rrggbb, not “#123”",
            "Write it as the default theme does: --ink: #17212b;",
            id="colour",
        ),
        pytest.param(
            "--title-size: 19pt",
            "--title-size: 60pt",
            (9, 3),
            "--title-size must be a length from 14pt to 36pt (or in mm), not “60pt”",
            "Write it as the default theme does: --title-size: 26pt;",
            id="too-large",
        ),
        pytest.param(
            "--body-leading: 1.64",
            "--body-leading: 17pt",
            (11, 3),
            "--body-leading must be a number from 1.3 to 2.2, not “17pt”",
            "Write it as the default theme does: --body-leading: 1.62;",
            id="number",
        ),
        pytest.param(
            "--heading-style: rule",
            "--heading-style: line",
            (31, 3),
            "--heading-style must be rule, bar, block or plain, not “line”",
            "Write it as the default theme does: --heading-style: plain;",
            id="choice",
        ),
        pytest.param(
            "--ink: #17242c;",
            "--ink: #17242c",
            (16, 3),
            "--ink must be a colour written #rrggbb, not “#17242c”",
            "A semicolon is missing at the end of this line.",
            id="semicolon",
        ),
        pytest.param(
            "--rule: #cfd7dc;\n  --accent",
            "--rule: url(https://example.org/track.png);\n  --accent",
            (18, 3),
            "--rule must be a colour written #rrggbb, not “url(https://example.org/track.png)”",
            "Write the value itself: url() and other functions have no place in a theme.",
            id="url",
        ),
        pytest.param(
            "--ink: #17242c;",
            "--ink: #17242c !important;",
            (16, 3),
            "--ink is !important",
            "Leave that out.",
            id="important",
        ),
        pytest.param(
            "--rule: #cfd7dc;",
            "--rule: #cfd7dc; --ink: #000000;",
            (18, 20),
            "--ink is given a second time, first in line 16",
            "Leave one of the two out.",
            id="twice",
        ),
        pytest.param(
            '--text-face: "Noto Naskh Arabic"',
            '--text-face: "Noto Nask Arabic"',
            (4, 3),
            "--text-face names “Noto Nask Arabic”, which no file in FOLDER/fonts holds",
            "There is: Brief Sans, Noto Naskh Arabic, Noto Sans, Noto Sans Math, "
            "Noto Sans Symbols2.",
            id="face",
        ),
        pytest.param(
            '--text-face: "Noto Naskh Arabic", "Noto Sans", "Brief Sans"',
            "--text-face: Noto Naskh Arabic, serif",
            (4, 3),
            "--text-face must be names of families in double quotes, with commas between, "
            'not “Noto Naskh Arabic, serif, "Noto Sans Symbols2", "Noto Sans Math"”',
            None,
            id="unquoted",
        ),
    ],
)
def test_a_problem_of_the_sheet_is_told(
    folder: Path,
    change_sheet: Change,
    *,
    old: str,
    new: str,
    place: tuple[int, int],
    message: str,
    remedy: str | None,
) -> None:
    change_sheet(old, new)
    found = {(p.line, p.column, p.message): p for p in problems(folder)}
    problem = found[*place, message.replace("FOLDER", str(folder))]
    assert problem.file == str(folder / "theme.css")
    assert remedy in (None, problem.remedy)


@pytest.mark.parametrize(
    ("css", "place", "what"),
    [
        ('@import "x.css";', (1, 1), "“@import”"),
        ("@page { margin: 0 }", (1, 1), "“@page”"),
        ("h1 { color: red }", (1, 1), "a rule for “h1”"),
        (":root { color: red; }", (1, 9), "the property “color”"),
        (":root { p { color: red } }", (1, 9), "a rule for “p”"),
        (":root { --ink #000000; }", (1, 22), "what cannot be read"),
        ("</style>{}", (1, 1), "a rule for “</style>”"),
    ],
)
def test_whatever_is_not_a_variable_is_refused(
    folder: Path, css: str, place: tuple[int, int], what: str
) -> None:
    sheet = folder / "theme.css"
    sheet.write_text(f"{css}\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.line, problem.column, problem.rule) == (*place, "style-sheet")
    assert problem.message.startswith(what)
    assert problem.message.endswith("has no place in a theme")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        # 4.48 is the well-known near miss; #ffffff on #ffffff is 1.
        ({"--muted: #56646d": "--muted: #777777"}, "--muted #777777 and --paper #ffffff have a"),
        ({"--masthead-ink: #ffffff": "--masthead-ink: #0c3547"}, "and --masthead-ground #0c3547"),
        # Without a ground of its own the masthead shows the paper.
        ({"--masthead-ground: #0c3547": "--masthead-ground: none"}, "#ffffff and --paper #ffffff"),
        ({"--chart-2: #8593a0": "--chart-2: #0b5a73"}, "--chart-2 #0b5a73 and --chart-1 #0b4a61"),
    ],
)
def test_colours_that_are_too_close_are_told(
    folder: Path, change_sheet: Change, changes: dict[str, str], told: str
) -> None:
    for old, new in changes.items():
        change_sheet(old, new)
    found = [problem for problem in problems(folder) if problem.rule == "contrast"]
    assert any(told in problem.message for problem in found)
    assert all(problem.line for problem in found)


def test_a_near_miss_is_not_rounded_up(folder: Path, change_sheet: Change) -> None:
    change_sheet("--warn: #a34a12", "--warn: #777777")
    (problem,) = problems(folder)
    assert "have a contrast of 4.47:1, and need 4.5:1" in problem.message


def test_a_missing_weight_and_broken_fonts_are_told(folder: Path) -> None:
    (folder / "fonts" / "NotoNaskhArabic-Regular-subset.ttf").unlink()
    (folder / "fonts" / "broken.ttf").write_bytes(b"not a font")
    (folder / "fonts" / "web.woff2").write_bytes(b"wOF2")
    told = "\n".join(map(str, problems(folder)))
    assert "--text-face needs “Noto Naskh Arabic” in regular (weight 400)" in told
    assert "broken.ttf: this is not a font that can be read" in told
    assert "web.woff2: .woff2 files are not read" in told


def test_fonts_that_must_not_be_used_are_told(folder: Path, change_font: ChangeFont) -> None:
    from fontTools.ttLib import newTable

    def restrict(font: object) -> None:
        font["OS/2"].fsType = 2  # type: ignore[index]

    def vary(font: object) -> None:
        table = newTable("fvar")
        table.axes, table.instances = [], []
        font["fvar"] = table  # type: ignore[index]

    change_font("NotoSans-Bold*", restrict)
    change_font("BriefSans-Bold*", vary)
    told = {(Path(problem.file).name, problem.rule) for problem in problems(folder)}
    assert told == {
        ("NotoSans-Bold-subset.ttf", "font-licence"),
        ("BriefSans-Bold.ttf", "variable-font"),
    }


def test_a_font_in_two_parts_is_told(folder: Path) -> None:
    fonts = folder / "fonts"
    shutil.copy(fonts / "BriefSans-Bold.ttf", fonts / "kufi-latin-bold.ttf")
    (problem,) = problems(folder)
    assert (Path(problem.file).name, problem.rule) == ("kufi-latin-bold.ttf", "twin-fonts")
    assert "BriefSans-Bold.ttf both hold “Brief Sans” in weight 700" in problem.message


def test_pages_use_no_other_variables_and_colours_stand_on_those_there_are(
    checkout: Path,
) -> None:
    sheets = "".join(
        path.read_text(encoding="utf-8") for path in checkout.glob("templates/**/*.css")
    )
    used = set(re.findall(r"var\(--([a-z0-9-]+)", sheets))
    assert {"ink", "text-face"} <= used
    styles = "".join(
        path.read_text(encoding="utf-8") for path in checkout.glob("templates/styles/*.css")
    )
    sizes = {f"t-{name}" for name in USUAL.with_theme(load_theme(SHIPPED).points)}
    assert used - set(re.findall(r"--([a-z0-9-]+):", styles)) <= VARIABLES.keys() | sizes
    assert {name for variable in VARIABLES.values() for name in variable.on} <= VARIABLES.keys()


def test_an_empty_folder_is_told_whole(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert (problem.file, problem.message) == (str(tmp_path / "theme.css"), "it is not there")


def test_the_error_survives_the_way_between_processes(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme(tmp_path)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)


def test_a_theme_is_found_by_name_and_by_path(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_theme(SHIPPED.parent, "default") == SHIPPED
    assert find_theme(SHIPPED.parent, "mine") == Path("mine")
    assert find_theme(SHIPPED.parent, str(folder)) == folder
    # The shipped one stays what it is called, whatever lies in the working folder.
    shutil.copytree(folder, tmp_path / "default")
    assert find_theme(SHIPPED.parent, "default") == SHIPPED
    assert find_theme(SHIPPED.parent, "./default") == Path("default")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("defualt", "there is no theme “defualt”; did you mean “default”? There is: default,"),
        ("nowhere", "there is no theme “nowhere”; There is: default,"),
        ("./nowhere", "there is no folder ./nowhere"),
        ("", "there is no theme “”; "),
    ],
)
def test_a_theme_that_is_not_there_is_told(
    name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ThemeError) as caught:
        find_theme(SHIPPED.parent, name)
    assert told in str(caught.value)
