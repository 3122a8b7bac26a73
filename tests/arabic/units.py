"""Units of the tests, as ``data/units.yaml`` writes them."""

from __future__ import annotations

from briefings.model import Unit, UnitForms, UnitKind

PEOPLE = Unit(
    "people",
    UnitKind.COUNT,
    "بالأشخاص",
    UnitForms("لا أشخاص", "شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص", "شخصين"),
)
OPERATIONS = Unit(
    "operations",
    UnitKind.COUNT,
    "بالعمليات",
    UnitForms("لا عمليات", "عملية واحدة", "عمليتان", "عمليات", "عملية", "عملية"),
)
LEADERS = Unit(
    "leaders",
    UnitKind.COUNT,
    "بالقياديين",
    UnitForms("لا قياديين", "قيادي واحد", "قياديان", "قياديين", "قياديًا", "قيادي"),
)
FIGHTERS = Unit(
    "fighters",
    UnitKind.COUNT,
    "بالعناصر",
    UnitForms("لا عناصر", "عنصر واحد", "عنصران", "عناصر", "عنصرًا", "عنصر"),
)
POUNDS = Unit(
    "gbp",
    UnitKind.CURRENCY,
    "بالجنيه الإسترليني",
    UnitForms(
        "لا جنيهات إسترلينية",
        "جنيه إسترليني واحد",
        "جنيهان إسترلينيان",
        "جنيهات إسترلينية",
        "جنيهًا إسترلينيًا",
        "جنيه إسترليني",
    ),
)
PERCENT = Unit("percent", UnitKind.PERCENT, "نسبة مئوية")
FRACTION = Unit("fraction", UnitKind.FRACTION, "جزء")
