"""Texts with everything that goes wrong in Arabic charts, and charts on real facts."""

from __future__ import annotations

from datetime import date

from briefings.model import Chart, Mark

FIRST, OTHER = "#0a4a5f", "#84919a"
FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"

LINES = {
    "joined": "المملكة المتحدة",
    "lam-alef": "لأن الإمارات والله",
    "number": f"أكثر من {FSI}4.3{PDI} مليار جنيه إسترليني",
    "percent": f"من {LRI}-58%{PDI} إلى {LRI}95%{PDI}",
    "date": f"{FSI}30 أيلول/سبتمبر 2024{PDI}",
    "range": "بين 2014–2024",
    "brackets": "المواد المناهضة (UNDP) «داعش»",
    "latin-first": "UNDP (FFIS) في العراق",
    "handle": f"حساب {LRI}@UKagainstDaesh{PDI} على تويتر",
    "arabic-digits": "٤٫٣ مليار (٩٥٪)",
}

# Draws LINES with whatever Matplotlib the interpreter has; argv: folder, fonts…
DRAW_LINES = """
import json, sys
from pathlib import Path
from briefings.charts.canvas import Canvas
from briefings.charts.engine import settings
from briefings.model import ChartStyle
folder, *fonts = sys.argv[1:]
style = ChartStyle(text="#000000", fonts=tuple(fonts), size_pt=30)
with settings():
    import matplotlib
    for name, text in json.loads(sys.stdin.read()).items():
        canvas = Canvas(style, 700, 60)
        canvas.put(canvas.block(text), 0, 0)
        canvas.finish(60)
        Path(folder, name + ".svg").write_bytes(canvas.svg(""))
print(matplotlib.__version__)
"""

TRAINED = Chart(
    "bars",
    "تضاعف عدد المتدربين",
    "بديل",
    marks=(
        Mark(f"أكثر من {FSI}25,000{PDI}", f"أيلول/سبتمبر {FSI}2016{PDI}", 25_000),
        Mark(f"أكثر من {FSI}111,000{PDI}", "2023", 111_000),
        Mark(f"أكثر من {FSI}120,000{PDI}", f"أيلول/سبتمبر {FSI}2024{PDI}", 120_000, emphasis=True),
    ),
)
FUNDING = Chart(
    "line",
    "التمويل",
    "بديل",
    marks=(
        Mark("2.3", "أيلول/سبتمبر 2016", 2.3e9, date(2016, 9, 20)),
        Mark("3.8", "2023", 3.8e9, date(2023, 7, 1)),
        Mark("4.3", "أيلول/سبتمبر 2024", 4.3e9, date(2024, 9, 30), emphasis=True),
    ),
)
LAND = Chart(
    "share",
    "الأراضي المحررة",
    "بديل",
    whole=100,
    marks=(Mark(f"{LRI}95%{PDI}", "من الأراضي", 95, emphasis=True),),
)
MINISTERIALS = Chart(
    "timeline",
    "الاجتماعات الوزارية",
    "بديل",
    width_mm=174,
    height_mm=70,
    marks=tuple(
        Mark(city, str(year), day=date(year, 6, 15), emphasis=year == 2024)
        for year, city in (
            (2014, "جدة"),
            (2015, "باريس"),
            (2016, "روما"),
            (2017, "واشنطن"),
            (2018, "بروكسل"),
            (2019, "واشنطن"),
            (2020, "افتراضي"),
            (2021, "روما"),
            (2022, "مراكش"),
            (2024, "واشنطن"),
        )
    ),
)
GROUPS = Chart(
    "matrix",
    "من يقود ماذا",
    "بديل",
    width_mm=174,
    height_mm=70,
    rows=("الولايات المتحدة", "المملكة المتحدة", "ألمانيا"),
    columns=("دعم الاستقرار", "مواجهة الدعاية"),
    cells=((False, True), (False, True), (True, False)),
)
ALL = {chart.kind: chart for chart in (TRAINED, FUNDING, LAND, MINISTERIALS, GROUPS)}
