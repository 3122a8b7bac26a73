"""What every chart keeps: its size, its bytes, its quiet; and what it refuses."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import date
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.charts import engine
from briefings.content.blocks.chart_spec import KINDS
from briefings.errors import ChartError
from briefings.model import AxisDirection, Chart, ChartStyle, Mark
from tests.charts.drawing import draw, drawing_of, placed
from tests.charts.pictures import Picture, check_labels_apart
from tests.charts.samples import (
    ALL,
    DOTS,
    FUNDING,
    GROUPED,
    GROUPS,
    LAND,
    MINISTERIALS,
    RANGES,
    TRAINED,
)

EVERY = pytest.mark.parametrize("kind", ALL)

DRAW_ALL = """
import hashlib, json, sys
from briefings.model import ChartStyle
from tests.charts.drawing import drawing_of
from tests.charts.samples import ALL
fields = json.loads(sys.stdin.read())
style = ChartStyle(**{k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()})
made = {kind: repr(drawing_of(c, style)).encode() for kind, c in ALL.items()}
print(json.dumps({kind: hashlib.sha256(one).hexdigest() for kind, one in made.items()}))
"""

# What a user's own settings could spoil.
HOSTILE = "svg.fonttype: none\nfigure.dpi: 300\nfont.size: 30\npath.sketch: 5, 50, 9\n"


def test_every_kind_has_a_drawer_and_a_sample() -> None:
    assert set(KINDS) - {"map"} == set(ALL)


@EVERY
def test_the_picture_has_the_width_asked_for_and_no_more_height(
    style: ChartStyle, kind: str
) -> None:
    chart = ALL[kind]
    drawing = drawing_of(chart, style)
    root = Picture(drawing.svg).root
    box = [float(n) for n in root.get("viewBox", "").split()]

    assert drawing.width == pytest.approx(chart.width_mm * 72 / 25.4)
    assert drawing.height <= chart.height_mm * 72 / 25.4 + 0.01
    # One unit of the drawing is one point on paper, so that 8 pt text prints at 8 pt.
    assert box == pytest.approx([0, 0, drawing.width, drawing.height], abs=0.01)
    assert root.get("width", "").endswith("pt")


@EVERY
def test_the_picture_holds_no_text_and_stands_alone(style: ChartStyle, kind: str) -> None:
    root = Picture(draw(ALL[kind], style)).root
    names = {element.tag.split("}")[1] for element in root.iter()}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    used = set(re.findall(r"#([\w.-]+)", draw(ALL[kind], style).decode()))

    assert names <= {"svg", "defs", "style", "g", "path", "use", "pattern", "rect"}
    assert set(ids) <= used  # an id that nothing refers to could meet another's
    assert len(ids) == len(set(ids))
    assert b"font" not in draw(ALL[kind], style)


@EVERY
def test_every_label_is_in_the_picture(style: ChartStyle, kind: str) -> None:
    chart = ALL[kind]
    drawing = drawing_of(chart, style)
    said = " ".join(label.text for label in drawing.labels)

    for mark in chart.marks:
        assert not mark.label or kind == "sparkline" or mark.label.split()[0] in said
    for label in drawing.labels:
        left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * label.width
        assert -0.1 <= left <= left + label.width <= drawing.width + 0.1
        assert 0 < label.y < drawing.height
        assert label.size >= 7.5


def test_a_label_has_the_place_of_matplotlibs_text(style: ChartStyle) -> None:
    """Worked out by hand: a bar of one row, its name at the right edge."""
    chart = replace(TRAINED, marks=(Mark("H", "اسم", 1),))
    name, value = drawing_of(chart, style).labels

    # 84 mm are 238.11 pt, of which 0.75 are kept free at either side.
    assert (name.text, name.anchor) == ("اسم", "right")
    assert name.x == pytest.approx(237.36, abs=0.01)
    # The row is 3 sizes of 9 pt high: its middle is 13.5; the digits' base 0.3 sizes below.
    assert name.y == value.y == pytest.approx(13.5 + 2.7, abs=0.01)
    assert (value.anchor, value.size, value.bold) == ("right", 9, False)


@EVERY
def test_nothing_is_painted_behind_the_picture(style: ChartStyle, kind: str) -> None:
    picture = Picture(draw(ALL[kind], style))
    width = float(picture.root.get("viewBox", "").split()[2])

    assert not [shape for shape in picture.filled(style.paper) if shape.width > 0.9 * width]


def test_bytes_repeat_whatever_the_surroundings(style: ChartStyle, tmp_path: Path) -> None:
    results = []
    for seed, zone, matplotlibrc in (("1", "UTC", ""), ("2", "Asia/Baghdad", HOSTILE)):
        home = tmp_path / seed
        home.mkdir()
        (home / "matplotlibrc").write_text(matplotlibrc)
        before = sorted(home.rglob("*"))
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "HOME": str(home)}
        surroundings["MATPLOTLIBRC"] = str(home)
        surroundings["PYTHONPATH"] = str(Path(__file__).parents[2])
        done = subprocess.run(
            [sys.executable, "-c", DRAW_ALL],
            input=json.dumps(asdict(style)),
            cwd=home,
            env={k: v for k, v in os.environ.items() if k == "PATH"} | surroundings,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert sorted(home.rglob("*")) == before, "nothing is written to the home folder"
        results.append(json.loads(done.stdout))

    made = {k: repr(drawing_of(c, style)).encode() for k, c in ALL.items()}
    here = {k: hashlib.sha256(one).hexdigest() for k, one in made.items()}
    assert results == [here, here]


def test_importing_the_package_does_not_import_matplotlib() -> None:
    code = "import sys, briefings.charts; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_the_font_list_spares_the_scan_of_the_machine(tmp_path: Path) -> None:
    code = (
        "from briefings.charts.engine import settings\n"
        "with settings():\n"
        "    from matplotlib.font_manager import fontManager\n"
        "    print(len(fontManager.ttflist), 'MPLCONFIGDIR' in __import__('os').environ)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (done.stdout, done.stderr) == ("1 False\n", "")


def test_settings_are_put_back() -> None:
    from matplotlib import rcParams

    before = dict(rcParams)
    with engine.settings():
        assert rcParams["svg.fonttype"] == "path"
    assert dict(rcParams) == before


@EVERY
def test_nothing_to_show(style: ChartStyle, kind: str) -> None:
    empty = replace(ALL[kind], marks=(), rows=(), columns=(), cells=())
    with pytest.raises(ChartError, match="has nothing to show"):
        draw(empty, style)


@pytest.mark.parametrize("value", [None, nan, inf])
@pytest.mark.parametrize("kind", ["bars", "line", "share"])
def test_a_value_that_cannot_be_drawn(style: ChartStyle, kind: str, value: float | None) -> None:
    mark = Mark("؟", "العراق", value, date(2024, 1, 1))
    with pytest.raises(ChartError, match=r"“العراق”.*has no value"):
        draw(replace(ALL[kind], marks=(mark,)), style)


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        pytest.param(replace(FUNDING, marks=(Mark("1", "أ", 1),)), "has no day", id="undated"),
        pytest.param(replace(FUNDING, height_mm=14), "do not fit", id="flat-line"),
        pytest.param(replace(LAND, whole=None), "no whole", id="share-of-nothing"),
        pytest.param(replace(LAND, whole=90), "larger than the whole", id="share-of-less"),
        pytest.param(replace(LAND, marks=(Mark("", "أ", -1),)), "below zero", id="negative-share"),
        pytest.param(replace(GROUPS, cells=((True,),)), "not 3 × 2", id="ragged"),
        pytest.param(replace(GROUPS, cells=((False, False),) * 3), "no cell", id="unmarked"),
        pytest.param(replace(GROUPS, width_mm=22), "column head “دعم الاستقرار”", id="narrow"),
        pytest.param(replace(TRAINED, height_mm=10), "needs a height of 17 mm", id="low"),
        pytest.param(
            replace(TRAINED, marks=(Mark("م" * 80, "أ", 1),)), "leaves no room", id="long-label"
        ),
        pytest.param(
            replace(GROUPED, marks=tuple(Mark("1", "أ", 1, series=s) for s in "123")),
            "3 series, and its style 2 colours",
            id="series",
        ),
        pytest.param(replace(RANGES, marks=DOTS.marks), "has no low value", id="no-low"),
        pytest.param(
            replace(MINISTERIALS, marks=(Mark("م" * 200, "أ"),)),
            "does not fit in a picture 174 mm wide",
            id="long-event",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(style: ChartStyle, chart: Chart, message: str) -> None:
    with pytest.raises(ChartError, match=message):
        draw(chart, style)


WORDS = ["أكثر من", "4.3", "مليار", "جنيه", "إسترليني", "UNDP", "(95%)", "المجموعة المصغرة"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
marks = st.builds(
    Mark,
    texts,
    texts,
    st.one_of(st.just(0.0), st.integers(-9, 9).map(float), st.floats(-1e12, 1e12)),
    st.dates(date(2014, 1, 1), date(2026, 1, 1)),
    st.booleans(),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["bars", "line", "share", "timeline"]),
    some=st.lists(marks, min_size=1, max_size=12),
    direction=st.sampled_from(AxisDirection),
)
def test_no_label_is_clipped_or_covered(
    style: ChartStyle, kind: str, some: list[Mark], direction: AxisDirection
) -> None:
    if kind == "share":
        some = [replace(mark, value=abs(mark.value or 0)) for mark in some]
    whole = sum(mark.value or 0 for mark in some) or 1.0
    chart = Chart(kind, "عنوان", "بديل", "", tuple(some), whole, direction=direction)
    chart = replace(chart, width_mm=174, height_mm=250)
    with engine.settings():
        try:
            canvas = placed(chart, style)
        except ChartError as error:
            if kind == "line" and "do not fit without overlap" in str(error):
                return  # points can lie too close; the other kinds always have room here
            raise
    assert canvas.height <= chart.height_mm * 72 / 25.4 + 0.01
    check_labels_apart(canvas)
