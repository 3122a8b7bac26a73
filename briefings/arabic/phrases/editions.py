"""The comparison of two editions, and the Arabic of the README files in an archive."""

from __future__ import annotations

COMPARISON = "مقارنة إصدارين"
CHANGED_FACTS = "ما تغيّر في الحقائق"
NOTHING_CHANGED = "لم يتغيّر بين الإصدارين شيء، لا في الحقائق ولا في الصياغة."
NO_FACT_CHANGED = "لم تتغيّر الحقائق بين الإصدارين."

README_OF_ARCHIVE = """\
أرشيف الموجزات المطبوعة

يضم كل مجلد فرعي إصدارًا واحدًا كما وُزِّع: ملف الطباعة ونصه والحقائق والمصادر التي أُعدّ منها. ويدل اسم
المجلد على السلسلة وتاريخ الإصدار ورقمه. تُقرأ الملفات كما هي دون حاجة إلى أي برنامج خاص.
يُرجى عدم تغيير أي شيء داخل مجلدات الإصدارات، فكل تغيير يظهر عند التحقق منها. وللتأكد من سلامة إصدار
ما تُنفَّذ الأوامر المذكورة أعلاه داخل مجلده.
"""

README_OF_EDITION = """
بالعربية
هذا المجلد إصدار محفوظ من وثيقة إحاطة كما سُلّمت، ولا يجوز تغيير شيء فيه.
الوثيقة نفسها في data/{pdf}، ونصها في data/text.html.
والحقائق التي تستند إليها، بقيمها وتواريخها ومصادرها، في data/facts.json.
"""
"""To be formatted with the name of its ``pdf``."""


def comparison_title(title: str) -> str:
    """The title of the comparison of a topic in two editions."""
    return f"ما تغيّر بين إصدارين: {title}"


def comparison_summary(before: str, after: str) -> str:
    """The summary of a comparison, which names both editions."""
    return f"ما تغيّر بين {before} و{after}"


def with_day_of_facts(edition: str, day: str) -> str:
    """The name of an edition with the day up to which its facts count."""
    return f"{edition} · الحقائق حتى {day}"
