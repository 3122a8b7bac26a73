"""The locale: words numbers, dates and names with the chosen digits, months and calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefings.model import Entity, Qualifier, Unit, UnitKind, When

from . import amounts, bidi, dates, elapsed, names, numbers, ranges
from .amounts import Amount
from .dates import Calendar, Months
from .digits import Digits, in_digits
from .numbers import Case
from .ranges import QualifiedValue

_DATE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Arabic:
    """Arabic with one choice of digits, months and calendar; every method returns finished text.

    Left-to-right parts are isolated (see :mod:`.bidi`). Values are in base units.
    """

    digits: Digits = Digits.LATN
    months: Months = Months.GREGORIAN
    calendar: Calendar = Calendar.GREGORIAN

    def digits_of(self, text: str) -> str:
        """``text`` in the chosen digits, except codes, addresses and ISO dates."""
        return in_digits(text, self.digits)

    def prose(self, text: str) -> str:
        """A note of the data, with ISO dates in braces worded and Latin words isolated.

        Raises ValueError, with a sentence for the user, if braces hold no date.
        """
        worded = _DATE.sub(lambda match: self.date(When.parse(match[1])), text)
        return bidi.isolate_latin(self.digits_of(worded))

    def number(self, value: float, decimals: int | None = None) -> str:
        """``120,000`` or ``١٢٠٬٠٠٠``, with all digits, or rounded half up to ``decimals``."""
        return self.digits_of(numbers.number(value, decimals))

    def compact(self, value: float, case: Case = Case.NOMINATIVE) -> str:
        """«4.3 مليار», without a noun; in full below a million, or if it would have to round."""
        return self.digits_of(numbers.compact(value, case))

    def quantity(
        self,
        value: float,
        unit: Unit,
        qualifier: Qualifier = Qualifier.EXACT,
        case: Case = Case.NOMINATIVE,
        *,
        in_words: bool = False,
    ) -> str:
        """«أكثر من 120,000 عنصر», «عمليتان», ``90٪``. Raises like :meth:`amount`.

        ``in_words``: three to ten as prose has them, «ثمانية قياديين».
        """
        return str(self._finished(amounts.amount(value, unit, qualifier, case, in_words=in_words)))

    def amount(
        self,
        value: float,
        unit: Unit,
        qualifier: Qualifier = Qualifier.EXACT,
        case: Case = Case.NOMINATIVE,
    ) -> Amount:
        """The parts of :meth:`quantity`, for key-figure tiles.

        ``case`` is the case that the sentence requires of an exact figure. Raises ValueError for a
        counted unit without forms, and for an order of magnitude below ten or of a share.
        """
        return self._finished(amounts.amount(value, unit, qualifier, case))

    def count(self, n: int, unit: Unit) -> str:
        """An exact :meth:`quantity`: «8 قياديين»."""
        return self.quantity(n, unit)

    def qualifier(self, qualifier: Qualifier) -> str:
        """«أكثر من», «نحو», «ما يصل إلى»; empty for exact figures and orders of magnitude."""
        return amounts.QUALIFIERS[qualifier]

    def range(self, low: float, high: float, unit: Unit | None = None) -> str:
        """«من 3 إلى 5 عمليات»; raises ValueError if ``low`` is above ``high``."""
        if low > high:
            raise ValueError(f"a range cannot run from {low} to {high}")
        if low == high:
            return self.compact(low) if unit is None else self.quantity(low, unit)
        first = self.compact(low, Case.OBLIQUE)
        last = self.compact(high, Case.OBLIQUE)
        if unit is not None:
            last = self.quantity(high, unit, case=Case.OBLIQUE)
            if unit.kind in (UnitKind.PERCENT, UnitKind.FRACTION):
                first = self.quantity(low, unit, case=Case.OBLIQUE)
        return f"من {first} إلى {last}"

    def between(
        self,
        values: Sequence[QualifiedValue],
        unit: Unit,
        case: Case = Case.NOMINATIVE,
        *,
        noun: bool = True,
        in_words: bool = False,
    ) -> str:
        """«ما بين 67 و70 عضوًا»: the values of sources that disagree, given in ascending order.

        Keeps qualifiers: «67 عضوًا أو أكثر من 70 عضوًا». ``in_words`` as in :meth:`quantity`.
        Raises like :meth:`amount`.
        """
        told = ranges.phrase(values, unit, case, noun=noun, in_words=in_words)
        return self.digits_of(bidi.isolate_latin(told))

    def between_amount(self, values: Sequence[QualifiedValue], unit: Unit) -> Amount:
        """The parts of :meth:`between`, for a tile: «تتباين المصادر», «67 إلى 70», «عضوًا»."""
        return self._finished(ranges.parts(values, unit))

    def _finished(self, parts: Amount) -> Amount:
        noun = self.digits_of(bidi.isolate_latin(parts.noun))
        return Amount(parts.qualifier, self.digits_of(parts.figure), noun)

    def times(self, ratio: float) -> str:
        """«مثلَي», «4.8 أمثال»: a multiple, after a preposition. ValueError unless positive."""
        return self.digits_of(numbers.times(ratio))

    def date(self, when: When) -> str:
        """«30 سبتمبر 2024», «سبتمبر 2016», «2023», «من يناير إلى مايو 2024»."""
        return self.digits_of(dates.wording(when, self.months))

    def day(self, day: dt.date, *, short: bool = False) -> str:
        """The day of an edition or a meeting, in the chosen calendar.

        With ``short``, Gregorian alone if both calendars are chosen. Raises SelectionError if the
        Umm al-Qura tables do not cover the day.
        """
        calendar = self.calendar
        if short and calendar is Calendar.BOTH:
            calendar = Calendar.GREGORIAN
        return self.digits_of(dates.day(day, calendar, self.months))

    def short_date(self, when: When) -> str:
        """A date for axes and tables; differs from :meth:`date` for periods of months."""
        return self.digits_of(dates.short(when, self.months))

    def month(self, when: When) -> str:
        """The month in which a date ends, or its year if no more is known: «سبتمبر 2024»."""
        return self.digits_of(dates.month(when, self.months))

    def elapsed(self, when: When, day: dt.date) -> str:
        """«أكثر من سنتين», «ثلاثة أشهر»: how long before ``day`` a date ended, as a subject."""
        return self.digits_of(elapsed.elapsed(when, day))

    def date_within(self, when: When) -> str:
        """The date of one event, which a period bounds: «بين 2014 و2016»."""
        return self.digits_of(dates.within(when, self.months))

    def joined(self, items: Sequence[str]) -> str:
        """«أ وب وج»."""
        return names.joined(items)

    def pages(self, numbers: Sequence[int]) -> str:
        """«صفحة 4»، «الصفحتان 4 و5»، «الصفحات 3 و5 إلى 7 و9»: pages in ascending order."""
        text = names.joined(_spans(numbers))
        if len(numbers) == 1:
            return self.digits_of(f"صفحة {text}")
        noun = "الصفحتان" if len(numbers) == 2 else "الصفحات"
        return self.digits_of(f"{noun} {text}")

    def copy_number(self, number: int, total: int) -> str:
        """«نسخة رقم 7 من 90»."""
        return self.digits_of(f"نسخة رقم {number} من {total}")

    def place_name(self, code: str, entities: Mapping[str, Entity], short: bool = False) -> str:
        """The name of a country or entity; KeyError if neither the data nor CLDR have the code."""
        return self.digits_of(names.place_name(code, entities, short=short))


def _spans(numbers: Sequence[int]) -> list[str]:
    """Numbers as «3», runs of three or more as «5 إلى 7», whose order is unambiguous."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans: list[str] = []
    for run in runs:
        spans += [f"{run[0]} إلى {run[-1]}"] if len(run) > 2 else map(str, run)
    return spans
