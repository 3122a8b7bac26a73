"""The data behind a chart, for those who want to calculate with it."""

from __future__ import annotations

import csv
import io
from datetime import date

from briefings.content.blocks import chart_csv
from briefings.model import Chart, Mark

FSI, PDI = "\u2068", "\u2069"


def test_a_row_for_each_mark_with_its_exact_value_and_day() -> None:
    marks = (
        Mark(f"أكثر من {FSI}25,000{PDI}", f"{FSI}30{PDI} سبتمبر", 25_000, date(2016, 9, 30)),
        Mark("0.3 من «الكل», تقريبًا", "ما بقي", 0.1 + 0.2),
        Mark("\u061c-5\u200e", "", -5.0),
        Mark("اجتماع\u00a0وزاري", "2014"),
    )
    assert chart_csv(Chart("bars", "ع", "ب", marks=marks)) == (
        "category,label,value,day\r\n"
        '30 سبتمبر,"أكثر من 25,000",25000,2016-09-30\r\n'
        'ما بقي,"0.3 من «الكل», تقريبًا",0.30000000000000004,\r\n'
        ",-5,-5.0,\r\n"
        "2014,اجتماع وزاري,,\r\n"
    )


def test_a_matrix_has_a_row_for_each_country_and_a_column_for_each_group() -> None:
    chart = Chart(
        "matrix",
        "ع",
        "ب",
        rows=("ألمانيا", "الإمارات"),
        columns=("الاستقرار", f"خلية {FSI}UNDP{PDI}"),
        cells=((True, False), (True, True)),
    )
    assert list(csv.reader(io.StringIO(chart_csv(chart), newline=""))) == [
        ["category", "الاستقرار", "خلية UNDP"],
        ["ألمانيا", "1", "0"],
        ["الإمارات", "1", "1"],
    ]
