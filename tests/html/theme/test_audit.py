"""The audit tells fonts that serve readers from those that only look as if they did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefings.arabic.reading.alphabet import JOINING, MARKS, SELDOM, TEXT
from briefings.errors import Problem
from briefings.html.theme import audit_theme
from briefings.html.theme.shapes import letter_shapes
from tests.html.theme.conftest import SHIPPED, ChangeFont

NASKH = "NotoNaskhArabic-Regular-subset.ttf"


def told(folder: Path, rule: str) -> list[Problem]:
    return [problem for problem in audit_theme(folder) if problem.rule == rule]


def set_rules(rules: str) -> Callable[[Any], None]:
    """Give a font these substitutions instead of its own; ``{beh}`` is the glyph of ب."""

    def change(font: Any) -> None:
        from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

        glyphs = font.getBestCmap()
        names = {
            "beh": "ب",
            "teh": "ت",
            "alef": "ا",
            "madda": "آ",
            "hamza": "أ",
            "lam": "ل",
            "meem": "م",
        }
        names |= {"mark": "\u064e", "line": "ـ"}
        # HarfBuzz would use presentation forms if there were no rules for any form.
        forms = "feature isol {{ sub {beh} by {beh}; }} isol;"
        fea = (forms + rules).format(**{name: glyphs[ord(sign)] for name, sign in names.items()})
        addOpenTypeFeaturesFromString(
            font, f"languagesystem DFLT dflt; languagesystem arab dflt; {fea}", tables=["GSUB"]
        )

    return change


def test_the_shipped_theme_has_nothing_to_mend() -> None:
    assert {problem.level for problem in audit_theme(SHIPPED)} == {"note"}


def test_errors_come_first(folder: Path, change_font: ChangeFont) -> None:
    change_font(NASKH, lambda font: setattr(font["post"], "italicAngle", -12))
    (folder / "theme.css").write_text("@import 'x';", encoding="utf-8")
    levels = [problem.level for problem in audit_theme(folder)]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert set(levels) == {"error", "warning", "note"}


def _remove(font: Any, sign: str) -> None:
    for table in font["cmap"].tables:
        table.cmap.pop(ord(sign), None)


def test_a_letter_that_no_face_has_is_told(folder: Path, change_font: ChangeFont) -> None:
    for family in ("NotoNaskhArabic-*", "Brief*"):
        change_font(family, lambda font: _remove(font, "ث"))
    problem = told(folder, "characters")[0]
    assert (problem.level, problem.line) == ("error", 4)
    assert problem.message == "no face of --text-face has ث"


def test_a_letter_that_one_weight_lacks_is_told(folder: Path, change_font: ChangeFont) -> None:
    change_font("BriefSans-Bold*", lambda font: _remove(font, "\u064e"))
    messages = [problem.message for problem in told(folder, "characters")]
    assert messages == [
        "no face of --head-face has ◌َ in bold",
        "no face of --title-face has ◌َ in bold",
        "no file of --chart-bold-fonts has ◌َ",
    ]


def test_a_letter_from_another_face_is_told(folder: Path, change_font: ChangeFont) -> None:
    def borrow(font: Any) -> None:
        glyph = font.getBestCmap()[ord("A")]
        for table in font["cmap"].tables:
            table.cmap[ord("ث")] = glyph

    change_font("NotoNaskhArabic-*", lambda font: _remove(font, "ث"))
    change_font("NotoSans-*", borrow)
    (problem,) = told(folder, "characters")
    assert (problem.level, problem.message) == ("warning", "the first face of --text-face lacks ث")


def test_missing_latin_is_told(folder: Path) -> None:
    css = (folder / "theme.css").read_text(encoding="utf-8")
    css = css.replace('"Noto Naskh Arabic", "Noto Sans", "Brief Sans",', '"Noto Naskh Arabic",')
    (folder / "theme.css").write_text(css, encoding="utf-8")
    errors = [p.message for p in told(folder, "characters") if p.level == "error"]
    # 23 numerals and their signs, 52 letters and 35 signs: 110, eight of them shown.
    assert errors == ["no face of --text-face has ٪ ٫ ٬ ٠ ١ ٢ ٣ ٤ and 102 more"]


def test_latin_from_two_faces_is_told(folder: Path, change_font: ChangeFont) -> None:
    def borrow(font: Any) -> None:
        for table in font["cmap"].tables:
            table.cmap[ord("A")] = font.getBestCmap()[ord("ا")]

    change_font("NotoNaskhArabic-*", borrow)
    (problem,) = (p for p in told(folder, "companion") if p.level == "warning")
    assert problem.message == ("Latin letters come partly from “Noto Naskh Arabic” and “Noto Sans”")


def test_latin_without_bold_is_told(folder: Path) -> None:
    (folder / "fonts" / "NotoSans-Bold-subset.ttf").unlink()
    messages = {problem.message for problem in told(folder, "weight")}
    assert messages == {
        f"{what} come from “Noto Sans”, which is not there in bold"
        for what in ("Latin letters", "the digits 0 to 9")
    }


def test_two_letters_with_one_glyph_are_told(folder: Path, change_font: ChangeFont) -> None:
    def share(font: Any) -> None:
        for table in font["cmap"].tables:
            table.cmap[ord("ت")] = table.cmap[ord("ب")]

    change_font(NASKH, share)
    (problem,) = told(folder, "shared-glyph")
    assert (Path(problem.file).name, problem.level) == (NASKH, "error")
    assert problem.message == "different letters look the same, drawn by one glyph: بت"


def test_letters_built_from_base_and_dots_are_told(folder: Path, change_font: ChangeFont) -> None:
    change_font(NASKH, set_rules("feature ccmp {{ sub {teh} by {beh} {mark}; }} ccmp;"))
    (problem,) = told(folder, "shared-glyph")
    assert (problem.level, problem.message) == ("warning", "different letters share a glyph: بت")


@pytest.mark.parametrize(("name", "shared"), [("madda", "آا"), ("hamza", "أا")])
def test_letters_that_differ_by_hamza_alone_are_noted(
    folder: Path, change_font: ChangeFont, name: str, shared: str
) -> None:
    rules = f"feature ccmp {{{{ sub {{{name}}} by {{alef}} {{mark}}; }}}} ccmp;"
    change_font(NASKH, set_rules(rules))
    (problem,) = told(folder, "shared-glyph")
    assert problem.level == "note"
    assert problem.message == f"letters share a glyph and differ by hamza alone: {shared}"


def test_a_letter_drawn_now_by_one_glyph_now_by_two_is_told(
    folder: Path, change_font: ChangeFont
) -> None:
    rules = "lookup long {{ sub {lam} by {line} {lam}; }} long;"
    rules += "feature calt {{ sub {meem} {lam}' lookup long; }} calt;"
    change_font(NASKH, set_rules(rules))
    (problem,) = told(folder, "unsteady-glyph")
    assert (problem.level, problem.message[0]) == ("warning", "ل")


def test_ligatures_are_told_and_the_usual_ones_noted(folder: Path, change_font: ChangeFont) -> None:
    rules = "feature liga {{ sub {lam} {alef} by {beh}; sub {lam} {meem} by {teh}; }} liga;"
    change_font(NASKH, set_rules(rules))
    found = [p for p in told(folder, "ligature") if Path(p.file).name == NASKH]
    assert [(p.level, p.message) for p in found] == [
        ("warning", "1 group of letters is one glyph: لم"),
        ("note", "one glyph stands for لا, as in most fonts"),
    ]


def test_what_the_eye_sees_is_told(folder: Path, change_font: ChangeFont) -> None:
    def widen(font: Any) -> None:
        width, bearing = font["hmtx"][font.getBestCmap()[ord("1")]]
        font["hmtx"][font.getBestCmap()[ord("1")]] = (width + 100, bearing)

    def slant(font: Any) -> None:
        font["OS/2"].fsSelection |= 1

    change_font("NotoSans-Bold*", widen)
    change_font(NASKH, slant)
    for licence in (folder / "fonts").glob("OFL*"):
        licence.unlink()
    css = (folder / "theme.css").read_text(encoding="utf-8")
    css = css.replace("--body-leading: 1.64", "--body-leading: 1.3")
    (folder / "theme.css").write_text(css, encoding="utf-8")
    found = {(Path(p.file).name, p.rule, p.level) for p in audit_theme(folder)}
    assert found >= {
        ("NotoSans-Bold-subset.ttf", "digits", "note"),
        (NASKH, "slanted", "warning"),
        ("fonts", "font-licence", "warning"),
        # أ reaches 0.886 above the line and ي 0.434 below: 1.32, more than 1.3.
        (NASKH, "height", "warning"),
    }


def test_the_letters_said_to_join_are_those_of_the_font() -> None:
    """A letter joins to the next if it looks different before one; hamza and alif do not."""
    shapes = letter_shapes(SHIPPED / "fonts" / NASKH)
    assert (shapes.same, shapes.alike, shapes.hamza, shapes.unsteady) == ((), (), (), "")
    assert set("اأإآدذرزوؤةىء").isdisjoint(JOINING)
    assert len(JOINING) == 23


def test_every_character_that_is_shipped_is_asked_of_a_theme(checkout: Path) -> None:
    files = [*checkout.glob("data/**/*.yaml"), *checkout.glob("templates/**/*.html")]
    assert len(files) > 20
    printed = set("".join(file.read_text(encoding="utf-8") for file in files))
    assert {c for c in printed if c.isprintable()} - set(TEXT + MARKS + SELDOM + " ^~`\\") == set()
