"""Names of places, and names in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefings.model import Entity

from . import bidi, cldr

_ALPHA_2 = re.compile("[A-Z]{2}")
# Two-letter codes that CLDR names though they are no country: unions and zones, test locales, and
# parts of countries that ISO 3166-1 only reserves. XK (Kosovo) stays: it is in general use.
_NO_COUNTRY = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)


def is_country(code: str) -> bool:
    """Whether ``code`` is an ISO 3166-1 alpha-2 code, or XK, that CLDR has a name for."""
    if not _ALPHA_2.fullmatch(code) or code in _NO_COUNTRY:
        return False
    return code in cldr.territories()


def place_name(code: str, entities: Mapping[str, Entity], *, short: bool = False) -> str:
    """The name that the data give, else that of CLDR. KeyError when neither knows the code."""
    entity = entities.get(code)
    if entity is not None:
        return bidi.isolate_latin(entity.short if short and entity.short else entity.name)
    if not is_country(code):
        raise KeyError(f"“{code}” is neither an entity of the data nor an ISO 3166-1 country code")
    return cldr.territories()[code]


def joined(items: Sequence[str]) -> str:
    """«أ وب وج»: every item after the first is joined by «و», as CLDR has it for Arabic."""
    return cldr.conjunction().join(items)
