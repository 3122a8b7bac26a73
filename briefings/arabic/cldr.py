"""CLDR data through Babel, which is imported on first use: loading it takes about 40 ms."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale


@cache
def locale(territory: str | None = None) -> Locale:
    """Arabic, or Arabic as written in a territory (``SY``)."""
    from babel.core import Locale

    return Locale("ar", territory)


def plural_category(value: float | Decimal) -> str:
    """``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``; fractions are ``other``."""
    number = Decimal(str(value))
    whole = int(number)
    return str(locale().plural_form(whole if whole == number else number))


def territories() -> Mapping[str, str]:
    """Arabic names of countries and regions by code.

    Countries have two letters (``GB``); CLDR names regions of the UN too, by three digits.
    """
    names: Mapping[str, str] = locale().territories
    return names


def months(territory: str | None = None) -> Mapping[int, str]:
    """Month names, 1 to 12, as they stand in a date."""
    names: Mapping[int, str] = locale(territory).months["format"]["wide"]
    return names
