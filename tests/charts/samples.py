"""Texts with everything that goes wrong in Arabic charts, and charts on real facts."""

from __future__ import annotations

from dataclasses import replace
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
COUNTRIES = ("العراق", "سوريا", "ليبيا")
YEARS = ("2021", "2023")
VALUES = ((30, 45), (22, 18), (15, 19))
GROUPED = Chart(
    "grouped",
    "المبالغ",
    "بديل",
    width_mm=126,
    height_mm=80,
    marks=tuple(
        Mark(f"{value}", country, value, series=year)
        for country, values in zip(COUNTRIES, VALUES, strict=True)
        for year, value in zip(YEARS, values, strict=True)
    ),
)
STACKED = replace(GROUPED, kind="stacked")
DOTS = replace(
    TRAINED,
    kind="dots",
    marks=tuple(
        Mark(f"{value}", country, value, emphasis=value == 45)
        for country, value in zip(COUNTRIES, (30, 45, 9), strict=True)
    ),
)
RANGES = replace(
    DOTS,
    kind="ranges",
    marks=tuple(
        Mark(f"{low} إلى {high}", country, high, low=low)
        for country, low, high in zip(COUNTRIES, (10, 25, 2), (30, 45, 9), strict=True)
    ),
)
MULTIPLES = replace(
    GROUPED,
    kind="multiples",
    marks=tuple(
        Mark(f"{value}", year, value, date(int(year), 7, 1), series=country)
        for country, values in zip(COUNTRIES, VALUES, strict=True)
        for year, value in zip(YEARS, values, strict=True)
    ),
)
SPARK = replace(FUNDING, kind="sparkline", width_mm=16, height_mm=7)
AGES = Chart(
    "age-strip",
    "",
    "بديل",
    marks=(
        Mark("سبتمبر 2016", "", day=date(2016, 9, 15)),
        Mark("2023", "", day=date(2023, 7, 1)),
        Mark("سبتمبر 2024", "", day=date(2024, 9, 30), emphasis=True),
    ),
    until=date(2026, 11, 21),
    gap="الإصدار",
    width_mm=92,
    height_mm=14,
)
OLD = replace(
    FUNDING,
    width_mm=126,
    height_mm=58,
    marks=(
        Mark(
            "25,000",
            "سبتمبر 2016",
            25,
            date(2016, 9, 15),
            span=(date(2016, 9, 1), date(2016, 9, 30)),
        ),
        Mark("111,000", "2023", 111, date(2023, 7, 2), span=(date(2023, 1, 1), date(2023, 12, 31))),
        Mark("120,000", "30 سبتمبر 2024", 120, date(2024, 9, 30), emphasis=True),
    ),
    days=tuple(Mark(str(year), "", day=date(year, 1, 1)) for year in range(2014, 2027)),
    levels=(Mark("50,000", "", 50), Mark("100,000", "", 100)),
    events=(Mark("إعلان تشكيل التحالف، 10 سبتمبر 2014", "", day=date(2014, 9, 10)),),
    until=date(2026, 11, 28),
    gap="لا رقم أحدث منه حتى الإصدار",
)
"""A line over time with all that its axes can show."""
ALL = {
    chart.kind: chart
    for chart in (
        *(TRAINED, FUNDING, LAND, MINISTERIALS, GROUPS, GROUPED, STACKED, DOTS, RANGES),
        *(MULTIPLES, SPARK, AGES),
    )
}
