"""Arabic words that tell whether a number beside a Latin phrase belongs to that phrase.

«دعم Windows 11» ends with a number of the phrase; in «قدّمت UNDP 120 مليون دولار» and «تقرير UNICEF
15 مارس» the number belongs to the Arabic that follows, in «عام 2023 Reuters» to what precedes.
"""

from __future__ import annotations

import re

from .scripts import normalise


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _words(
    """يناير جانفي فبراير فيفري مارس ابريل افريل مايو ماي يونيو يونيه جوان يوليو يوليوز
    جويليه اغسطس غشت اوت سبتمبر شتنبر اكتوبر نوفمبر نونبر ديسمبر دجنبر كانون شباط اذار نيسان
    ايار حزيران تموز اب ايلول تشرين محرم صفر ربيع جمادي رجب شعبان رمضان شوال"""
)
_MONTHS_OF_TWO_WORDS = re.compile(
    "(?:كانون|تشرين|ربيع|جمادي) (?:ال)?(?:اول|اولي|ثاني|ثانيه|اخر|اخره)$"
)
_ERAS = frozenset(("م", "هـ", "ه", "ق"))
_COUNTED = _words(
    """الف الفا الفين الاف مليون مليونا مليونين ملايين مليار مليارا مليارين مليارات تريليون
    تريليونات بالمئه بالمائه دولار دولارا دولارات جنيه جنيها جنيهات يورو درهم درهما دراهم
    ريال ريالا ريالات دينار دينارا دنانير ليره ليرات شخص شخصا اشخاص فرد فردا افراد نسمه اسره
    اسر طفل طفلا اطفال امراه نساء رجل رجلا رجال لاجئ لاجئا لاجئين نازح نازحا نازحين عنصر
    عنصرا عناصر مقاتل مقاتلا مقاتلين قتيل قتيلا قتلي جريح جريحا جرحي عضو عضوا اعضاء دوله دول
    بلد بلدا بلدان يوم يوما ايام شهر شهرا اشهر شهور سنه سنوات عام عاما اعوام ساعه ساعات
    دقيقه دقائق مره مرات طن طنا اطنان متر مترا امتار كيلومتر كيلومترا كيلومترات كلم كم هكتار
    هكتارا غاره غارات منظمه منظمات مشروع مشروعا مشاريع مدرسه مدارس مستشفي مستشفيات مركز
    مركزا مراكز موظف موظفا موظفين درجه درجات نقطه نقاط"""
)
_GOVERNORS = _words(
    """عام العام سنه السنه رقم ارقام الرقم الساعه ساعه الماده ماده الفقره فقره الصفحه صفحه ص
    البند بند القرار قرار القانون قانون العدد عدد الفصل فصل الطبعه المجلد حوالي نحو زهاء
    قرابه"""
)
_WORD_AFTER = re.compile("[ \u00a0]+([\u0621-\u0652\u0670\u0671]+)")
_WORD_BEFORE = re.compile("([\u0621-\u0652\u0670\u0671]+)[ \u00a0]+$")
_PREFIX = re.compile("[وفبلك](?:ال)?|لل")
_LONGEST = 40
"""Characters before or after a number in which its neighbour is sought."""


def is_month(word: str) -> bool:
    """Whether a normalised word names a month, or is the first word of its name."""
    return word in MONTHS


def is_counted(text: str, end: int) -> bool:
    """Whether the word after ``end`` makes the number before it an Arabic amount or date."""
    word = _after(text, end)
    return word in _COUNTED or is_month(word) or word in _ERAS


def precedes_month(text: str, end: int) -> bool:
    """Whether the number that ends at ``end`` is the day of a date: «18 ديسمبر»."""
    return is_month(_after(text, end))


def follows_month(text: str, start: int) -> bool:
    """Whether the number that begins at ``start`` is the year of a date: «ديسمبر 2015»."""
    before = normalise(text[max(0, start - _LONGEST) : start]).rstrip(" \u00a0")
    return bool(_MONTHS_OF_TWO_WORDS.search(before)) or is_month(
        _stem(_before(text, start), MONTHS)
    )


def is_governed(text: str, start: int) -> bool:
    """Whether the word before ``start`` claims the number there: «عام 2023», «الساعة 10:00»."""
    word = _before(text, start)
    return _stem(word, _GOVERNORS) in _GOVERNORS or follows_month(text, start)


def follows_arabic(text: str, start: int) -> bool:
    """Whether an Arabic word stands right before ``start``, with nothing but space between."""
    return bool(_before(text, start))


def _after(text: str, end: int) -> str:
    found = _WORD_AFTER.match(text, end, end + _LONGEST)
    return normalise(found[1]) if found else ""


def _before(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, start - _LONGEST) : start])
    return normalise(found[1]) if found else ""


def _stem(word: str, known: frozenset[str]) -> str:
    """The word without attached particles, where that makes it one of the known words."""
    found = _PREFIX.match(word)
    stems = (word, word[found.end() :], word[1:]) if found else (word,)
    return next((stem for stem in stems if stem in known), word)
