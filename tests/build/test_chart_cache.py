"""Charts from the cache, from another process and from this one are the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import briefings.build.chart_cache
from briefings.build.cache import Cache
from briefings.build.chart_cache import draw_all
from briefings.build.environment import package_versions
from briefings.build.executors import Processes
from briefings.errors import ChartError
from briefings.model import Chart, ChartStyle
from tests.charts.drawing import drawing_of
from tests.charts.samples import FUNDING, TRAINED

EMPTY = Chart("bars", "عنوان", "بديل")
FONTS = Path(__file__).parents[2] / "templates/themes/default/fonts"


@pytest.fixture
def look(tmp_path: Path) -> ChartStyle:
    names = ("NotoNaskhArabic-Regular-subset.ttf", "NotoSans-Regular-subset.ttf")
    (tmp_path / "fonts").mkdir()
    fonts = tuple(str(shutil.copy(FONTS / name, tmp_path / "fonts")) for name in names)
    return ChartStyle(fonts=fonts, bold_fonts=fonts)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


class Broken(Executor):
    """Breaks down when a call is handed in, or when its result is asked for."""

    def __init__(self, *, late: bool) -> None:
        self._late = late

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        if not self._late:
            raise BrokenExecutor
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        return future


def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(chart: Chart, *_: object) -> bytes:
        raise AssertionError(f"{chart.title} is drawn")

    monkeypatch.setattr(briefings.build.chart_cache, "draw", refuse)


def test_charts_are_drawn_in_another_process_in_their_order(look: ChartStyle) -> None:
    with Processes() as executor:
        drawn = draw_all([TRAINED, FUNDING], look, None, executor)
        assert drawn() == [drawing_of(TRAINED, look), drawing_of(FUNDING, look)]


@pytest.mark.parametrize("late", [False, True])
def test_where_the_other_process_breaks_down_they_are_drawn_here(
    look: ChartStyle, *, late: bool
) -> None:
    drawn = draw_all([TRAINED], look, None, Broken(late=late))
    assert drawn() == [drawing_of(TRAINED, look)]


def test_what_cannot_be_drawn_is_told_in_the_same_words(look: ChartStyle, cache: Cache) -> None:
    with pytest.raises(ChartError) as here:
        draw_all([TRAINED, EMPTY], look, None, None)
    with Processes() as executor:
        drawn = draw_all([TRAINED, EMPTY], look, cache, executor)
        with pytest.raises(ChartError) as there:
            drawn()
    assert str(there.value) == str(here.value)


@pytest.mark.parametrize("beside", [False, True])
def test_a_chart_is_drawn_once(
    look: ChartStyle, cache: Cache, monkeypatch: pytest.MonkeyPatch, *, beside: bool
) -> None:
    with ThreadPoolExecutor(1) as executor:
        first = draw_all([TRAINED], look, cache, executor if beside else None)()
    no_drawing(monkeypatch)
    assert draw_all([TRAINED], look, cache, None)() == first == [drawing_of(TRAINED, look)]


def test_the_place_of_the_fonts_does_not_matter(
    look: ChartStyle, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = draw_all([TRAINED], look, cache, None)()
    shutil.copytree(tmp_path / "fonts", tmp_path / "elsewhere")
    fonts = tuple(font.replace("/fonts/", "/elsewhere/") for font in look.fonts)
    no_drawing(monkeypatch)
    assert draw_all([TRAINED], replace(look, fonts=fonts), cache, None)() == first


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"chart": replace(TRAINED, title="عنوان آخر")}, id="title"),
        pytest.param({"chart": replace(TRAINED, width_mm=84.01)}, id="width"),
        pytest.param({"chart": replace(TRAINED, marks=TRAINED.marks[1:])}, id="marks"),
        pytest.param({"look": {"text": "#1b2a34"}}, id="colour"),
        pytest.param({"look": {"size_pt": 7.5}}, id="size"),
        pytest.param({"font": b"\0"}, id="font"),
        pytest.param({"package": "matplotlib"}, id="package"),
        pytest.param({"package": "python-bidi"}, id="another-package"),
        pytest.param({"program": "0" * 64}, id="program"),
        pytest.param({"native": (("/lib/libfreetype.so.6", 1, 1),)}, id="system-library"),
    ],
)
def test_whatever_shapes_a_chart_has_it_drawn_anew(
    look: ChartStyle, cache: Cache, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    draw_all([TRAINED], look, cache, None)
    if "font" in change:
        with Path(look.fonts[1]).open("ab") as font:
            font.write(change["font"])
    if "package" in change:
        monkeypatch.setattr(
            briefings.build.chart_cache,
            "package_versions",
            lambda names: {**package_versions(names), change["package"]: "99"},
        )
    if "program" in change:
        monkeypatch.setattr(
            briefings.build.chart_cache, "program_digest", lambda *_: change["program"]
        )
    if "native" in change:
        monkeypatch.setattr(briefings.build.chart_cache, "native_files", lambda: change["native"])
    no_drawing(monkeypatch)
    with pytest.raises(AssertionError, match="is drawn"):
        draw_all(
            [change.get("chart", TRAINED)], replace(look, **change.get("look", {})), cache, None
        )


def test_a_font_that_is_replaced_meanwhile_leaves_nothing_wrong(
    look: ChartStyle, cache: Cache, tmp_path: Path
) -> None:
    class Late(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
            shutil.copy(FONTS / "NotoNaskhArabic-Bold-subset.ttf", look.fonts[0])
            future: Future[Any] = Future()
            future.set_result(fn(*args))
            return future

    draw_all([TRAINED], look, cache, Late())()
    assert not cache.has_any("chart")
