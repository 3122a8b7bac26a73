"""A logo that would print badly, or not everywhere, is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import ThemeError
from briefings.theme import audit_theme, load_theme

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"{more}>\n{inside}\n</svg>'
GOOD = SVG.format(
    more="",
    inside="<title>شعار</title><defs><linearGradient id='g'><stop stop-color='#123456'/>"
    "</linearGradient></defs><path fill='url(#g)' opacity='1' d='M0 0h60v20z'/>"
    "<use href='#g'/>",
)


def test_a_good_logo_is_handed_over(folder: Path) -> None:
    (folder / "logo.svg").write_text(GOOD, encoding="utf-8")
    assert load_theme(folder).logo == GOOD.encode()


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<text x='1'>نص</text>", "<text> has no place in a logo"),
        ("<image href='data:image/png;base64,xx'/>", "<image> has no place in a logo"),
        ("<script>alert(1)</script>", "<script> has no place in a logo"),
        ("<foreignObject/>", "<foreignObject> has no place in a logo"),
        ("<path d='M0 0' onclick='x()'/>", "onclick=… on <path> is a script"),
        ("<use href='other.svg#a'/>", "<use> refers to other.svg#a"),
        (
            "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='http://x/y'/>",
            "<use> refers to http://x/y",
        ),
        ("<path fill='url(http://x/y)' d='M0 0'/>", "it refers to something outside"),
        ("<style>@import 'x.css';</style>", "it refers to something outside"),
        ("<path opacity='0.5' d='M0 0'/>", "opacity is 0.5"),
        ("<path style='fill:#000;fill-opacity:50%' d='M0 0'/>", "fill-opacity is 50%"),
        ("<style>.a { stroke-opacity: .2 }</style>", "stroke-opacity is .2"),
    ],
)
def test_what_has_no_place_in_a_logo_is_told(folder: Path, inside: str, told: str) -> None:
    (folder / "logo.svg").write_text(SVG.format(more="", inside=inside), encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    assert [problem.line for problem in caught.value.problems][:1] == [2]
    assert any(problem.message.startswith(told) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("svg", "told"),
    [
        ("<svg", "this is not well-formed XML"),
        ("<html/>", "this is not SVG: it begins with <html>"),
        ("<svg viewBox='0 0 1 1'/>", "this is not SVG"),
        ("<svg xmlns='http://www.w3.org/2000/svg' width='100%'/>", "neither viewBox nor width"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 9'/>", "neither viewBox nor"),
        ("<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg/>", "the entity “a” is declared"),
    ],
)
def test_what_is_no_drawing_is_told(folder: Path, svg: str, told: str) -> None:
    (folder / "logo.svg").write_text(svg, encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    assert caught.value.problems[0].message.startswith(told)


def test_odd_proportions_are_no_hindrance_but_told(folder: Path) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90mm' height='10mm'/>"
    (folder / "logo.svg").write_text(svg, encoding="utf-8")
    assert load_theme(folder).logo
    (told,) = (problem for problem in audit_theme(folder) if problem.rule == "logo")
    assert (told.level, told.message) == ("warning", "it is 9 times as wide as it is high")
