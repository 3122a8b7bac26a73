"""Names of countries and entities, and lists of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.model import Entity

from . import bidi, cldr

# ISO 3166-1, and XK (Kosovo), which is in general use. Every check of the data needs the codes, and
# loading CLDR would add a tenth to its time; a test compares this list with CLDR.
_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
_COUNTRIES = frozenset(_CODES.split())


def is_country(code: str) -> bool:
    """Whether ``code`` is an ISO 3166-1 alpha-2 code, or XK."""
    return code in _COUNTRIES


def place_name(code: str, entities: Mapping[str, Entity], *, short: bool = False) -> str:
    """The name in the data, else in CLDR; raises KeyError if neither has the code."""
    entity = entities.get(code)
    if entity is not None:
        return bidi.isolate_latin(entity.short if short and entity.short else entity.name)
    if not is_country(code):
        raise KeyError(f"“{code}” is neither an entity of the data nor an ISO 3166-1 country code")
    return cldr.territories()[code]


def joined(items: Iterable[str]) -> str:
    """«أ وب وج»: the items, each after the first with «و», as CLDR has it for Arabic lists."""
    pattern = str(cldr.locale().list_patterns["standard"]["end"])
    return pattern.removeprefix("{0}").removesuffix("{1}").join(items)
