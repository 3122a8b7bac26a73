"""A logo that would print badly, or not everywhere, is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import ThemeError
from briefings.html.theme import audit_theme, load_theme

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


NESTED_USE = "<g id='a0'><path d='M0 0h1v1z'/></g>" + "".join(
    f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 10)
)
NESTED_CLIP = "<clipPath id='c0'><path d='M0 0h1v1z'/></clipPath>" + "".join(
    f"<clipPath id='c{n}'>" + f"<path clip-path='url(#c{n - 1})' d='M0 0h1'/>" * 10 + "</clipPath>"
    for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        pytest.param(NESTED_USE, "it draws too much", id="use in use"),
        pytest.param(
            f"{NESTED_CLIP}<path clip-path='url(#c9)' d='M0 0'/>", "it draws too much", id="clips"
        ),
        pytest.param(
            f"<style>.x{{clip-path:url(#c9)}}</style>{NESTED_CLIP}<path class='x' d='M0 0'/>",
            "it draws too much",
            id="clips by a rule",
        ),
        pytest.param("<g id='a'><use href='#a'/></g>", "its <g> refers to itself", id="itself"),
        pytest.param(
            "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/>",
            "its <linearGradient> refers to itself",
            id="gradients in a ring",
        ),
        pytest.param(
            "<clipPath id='a'><path style='clip-path:url(#a)' d='M0 0'/></clipPath>"
            "<path clip-path='url(\"#a\")' d='M0 0'/>",
            "its <clipPath> refers to itself",
            id="a clip clips itself",
        ),
        pytest.param("<g>" * 60 + "</g>" * 60, "it has more than", id="deep"),
        pytest.param("<path d='M0 0'/>" * 10_001, "it has more than 10000 elements", id="many"),
        pytest.param(
            "<path d='M0 0" + " 1 2" * 20_000 + "'/>", "d has more than 50000 characters", id="run"
        ),
        pytest.param("<path d='M0 0L1e309 0'/>", "d holds the number “1e309”", id="infinite"),
        pytest.param("<path d='M0 0L1 NaN'/>", "d cannot hold “1 N”", id="no number"),
        pytest.param("<path d='M0 0L1'/>", "d has 1 numbers after L", id="half a point"),
        pytest.param("<path d='M0 0A1 1 0 5 5 1 1'/>", "d has an arc that", id="arc"),
        pytest.param("<path opacity='.' d='M0 0'/>", "opacity cannot be “.”", id="opacity"),
        pytest.param("<g style='opacity:x'/>", "opacity cannot be “x”", id="opacity in a style"),
        pytest.param("<rect width='1e9' height='1'/>", "width holds the number", id="width"),
        pytest.param("<svg viewBox='0 0 9'/>", "viewBox cannot be “0 0 9”", id="viewBox inside"),
        pytest.param("<g transform='rotate(1,2)'/>", "transform cannot be", id="transform"),
        pytest.param("<g transform='scale(nan)'/>", "transform cannot be", id="scale"),
        pytest.param("<path stroke-dasharray='1 x'/>", "stroke-dasharray cannot be", id="dashes"),
        pytest.param(
            "<linearGradient spreadMethod='repeat'/>", "spreadMethod cannot be", id="repeated"
        ),
        pytest.param("<g filter='url(#f)'/>", "filter cannot be", id="filter"),
        pytest.param("<path fill='url(data:x)'/>", "it refers to something outside", id="data"),
        pytest.param(
            "<path style='fill:u\\72l(http://x)'/>", "it refers to something outside", id="escaped"
        ),
        pytest.param("<use href='data:image/svg+xml,x#a'/>", "<use> refers to data:", id="use"),
        pytest.param("<x:text xmlns:x='y'/>", "<text> is no element of SVG", id="text of another"),
        pytest.param("<x:use xmlns:x='y'/>", "<use> is no element of SVG", id="use of another"),
        pytest.param("<style>@media all{}</style>", "its style holds @media", id="media"),
        pytest.param("<style>a:not(b c){}</style>", "its style has a rule for “a:not", id="rule"),
        pytest.param(f"<g style='a:{'9' * 5000}'/>", "it has too long a style", id="digits"),
        pytest.param("<style>p q{fill:url(#a)}</style>", "its style has a rule for", id="within"),
        pytest.param("<path opacity='x'/>" * 25 + "<", "opacity cannot be", id="problems"),
        pytest.param(f"<style>{'(' * 900}</style>", "it has too long a style", id="brackets"),
    ],
)
def test_what_would_never_be_drawn_or_ends_in_no_number_is_refused_at_once(
    folder: Path, inside: str, told: str
) -> None:
    (folder / "logo.svg").write_text(SVG.format(more="", inside=inside), encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    assert caught.value.problems[0].message.startswith(told)
    assert caught.value.problems[0].line > 0
    assert len(caught.value.problems) <= 20


@pytest.mark.parametrize(
    ("svg", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e309 1'/>", "neither viewBox"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 nan 1'/>", "neither viewBox"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9e8 9e8'/>", "viewBox holds"),
        (b"<?xml version='1.0' encoding='x-none'?><svg/>", "it says that it is written in x-none"),
        (b"<?xml version='1.0' encoding='utf-16'?><svg/>", "it says that it is written in utf-16"),
        ("<?xml version='1.0' encoding='utf-16'?><svg/>".encode("utf-16"), "it is not UTF-8"),
        (b"<svg>\xe9</svg>", "it is not UTF-8"),
        (b"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'http://x'> %a;]><svg/>", "the entity “a”"),
        (b"<!DOCTYPE svg [<!ATTLIST svg d CDATA 'x'>]><svg/>", "attributes of <svg> are declared"),
        (b"<!--" + b"x" * 1_000_000 + b"--><svg/>", "it cannot be read: it has more than 1 MB"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_refused(folder: Path, svg: bytes, told: str) -> None:
    (folder / "logo.svg").write_bytes(svg)
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    assert caught.value.problems[0].message.startswith(told)


@pytest.mark.parametrize(
    "svg",
    [
        pytest.param(
            """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape -->
<svg width="60mm" height="20mm" viewBox="0 0 60 20" version="1.1" id="svg5"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:zoom="0.7" showgrid="false">
    <inkscape:grid type="xygrid" id="grid1"/></sodipodi:namedview>
  <defs id="defs2"><inkscape:path-effect effect="spiro" id="path-effect1"/></defs>
  <g inkscape:label="Layer 1" id="layer1" transform="translate(-1.5,2)">
    <path style="fill:#800000;fill-rule:evenodd;stroke:none;stroke-width:0.264583px;
      stroke-linecap:butt;stroke-opacity:1;-inkscape-stroke:none;paint-order:fill markers stroke"
      d="m 1.2,3.4 c 0.5,-.5.7.9 1e-3,0 z M5 5h2v2a1 1 0 01.5.5" sodipodi:nodetypes="ccc"/>
  </g></svg>""",
            id="inkscape",
        ),
        pytest.param(
            """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px" viewBox="0 0 60 20"
 style="enable-background:new 0 0 60 20;" xml:space="preserve">
<style type="text/css">
	.st0{fill:#8C2131;} .st1,.st2{clip-path:url(#SVGID_2_);} g.st3{fill-rule:evenodd;}
</style>
<g><defs><rect id="SVGID_1_" width="60" height="20"/></defs>
<clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/></clipPath>
<g class="st1"><polygon class="st0" points="1,2 3.5-4 5,6 "/></g>
<g class="st2"><circle class="st0" cx="10" cy="10" r="9"/></g></g>
<linearGradient id="a" gradientUnits="userSpaceOnUse" x1="0" y1="-1e1" x2="100%" y2="0"
 gradientTransform="matrix(1 0 0 -1 0 20)"><stop offset="0" style="stop-color:#fff"/>
<stop offset="100%" stop-color="rgb(1, 2, 3)"/></linearGradient>
<rect fill="url(#a)" width="5" height="5" rx="1"/></svg>""",
            id="illustrator",
        ),
    ],
)
def test_a_logo_from_a_drawing_program_serves(folder: Path, svg: str) -> None:
    (folder / "logo.svg").write_text(svg, encoding="utf-8")
    assert load_theme(folder).logo == svg.encode()
    assert not [one for one in audit_theme(folder) if one.rule == "logo"]
