"""Texts as people write them, each with what is set as one piece between ⟦ and ⟧.

Every line was judged by eye: how it then stands in a right-to-left paragraph. ~ is an Arabic letter
mark, · a no-break space that holds the groups of a number together.
"""

from __future__ import annotations

import re

import pytest

from briefings.arabic import isolate_latin

WRITTEN = """\
عنوان 192.168.1.1 ونسخة 3.11.2
بلغ 1.5 مليار $ أو ⟦5 $⟧ أو ⟦€5,5⟧
موقع ⟦33.3152° N, 44.3661° E⟧ تقريبًا
زاوية ⟦15°⟧ وسالب ⟦-15°⟧
رقم ⟦978-3-16-148410-0⟧ وحساب ⟦GB29 NWBK 6016 1331 9268 19⟧
حمض ⟦H₂SO₄⟧ وكثافة ⟦5 kg/m³⟧
هامش ~⟦±5⟧% وحد ≤ 3 و⟦10^6⟧
نسبة ½ و3½ و⟦1/2⟧
في الربع ⟦Q3 2024⟧ والنصف ⟦H1/2024⟧ والسنة ⟦FY2023/24⟧
عند ⟦2024-05-01T10:00Z⟧ أو ⟦10:00-11:00⟧
مسافة ⟦5–10 km⟧ وأيام ⟦Mon–Fri⟧
شركة ⟦O'Neill & Sons⟧ وصحيفة ⟦“The Times” (London)⟧
د. ⟦Ph.D.⟧ من ⟦Washington, D.C.⟧ أمس
ملف ⟦report_v2.docx⟧ و⟦C:\\Windows⟧ و⟦file.pdf⟧
المرتبة ⟦#1⟧ و⟦@un⟧ و⟦www.bbc.com/arabic⟧
القرارات 2170 و2178 و2253 (2015)
المادة 5(2)(أ) من القانون ⟦13/2005⟧
المواد ⟦12-15⟧ و20
النتيجة ⟦3-1⟧ أو ⟦3:1⟧ أو ⟦50/50⟧
العدد ۱۲۰٬۰۰۰ و١٢٠٬٠٠٠ و 120٬000
⟦24/7⟧ خدمة ⟦Helpline⟧
من ⟦8:30⟧ صباحًا إلى 5 مساءً ⟦GMT⟧
الجدول 1.2 والشكل ⟦3-4⟧
تقرير ⟦(A/78/5)⟧ و⟦(S/2023/95, Annex II)⟧
الصفحات ⟦5-7⟧، 9، ⟦11-13⟧
الغرفة ⟦B2.14⟧ في ⟦Block C-3⟧
الطابق ⟦-1⟧ والغرفة ⟦+5⟧
المؤشر ⟦(GTI)⟧ لعام 2023 ⟦(IEP 2024)⟧
قال: ⟦"Yes, we can!"⟧ ثم غادر
عملية ⟦Inherent Resolve (OIR)⟧ بقيادة ⟦CENTCOM⟧، تامبا
نحو ⟦$120-150⟧ مليون و⟦£3.5–4bn⟧
بين 5 و~10 % من ⟦GDP⟧
تاريخ ⟦1/6/2024 - 30/6/2024⟧
الفترة ⟦2014-2017 / 2019-2021⟧
المنظمة ⟦(World Health Organization - WHO)⟧ في جنيف
برنامج ⟦(UNDP/UNICEF)⟧ ومكتب ⟦OCHA-Iraq⟧
الساعة ⟦14:00⟧ ⟦GMT+3⟧ في قاعة ⟦Council Chamber 2⟧
البند 7 (ب): ⟦Report of the Secretary-General (S/2024/12)⟧
1) مقدمة 2) نتائج
⟦IS-K⟧ و⟦ISIS-K⟧ و⟦AQ⟧
مبلغ ⟦5,000 US$⟧ و⟦5,000 USD⟧ نقدًا
ملاحظة: *⟦UNDP⟧* و_⟦UN⟧_
نسبة ~12.5%؛ ثم ~13%
ارتفع من ~10% إلى ~15%.
⟦COVID-19⟧ و⟦SARS-CoV-2⟧ و⟦H5N1⟧
طائرة ⟦F-35A Lightning II⟧ ومروحية ⟦AH-64E⟧
القناة 4 ⟦(Channel 4 News)⟧
الطلب رقم ⟦REF: 2024/0017-B⟧
يوم ⟦3 May 2024⟧ في ⟦London⟧
من ⟦London⟧ إلى ⟦Paris⟧ عبر ⟦A26/E15⟧
كتاب ⟦Smith et al. (2019), p. 12⟧
صوت ⟦14-0-1⟧ لصالح القرار
السعر ⟦5€/kg⟧ أو ⟦€5/kg⟧
مليون+ شخص
⟦+44 (0)20 7008 1500⟧
⟦0044 20 7008 1500⟧
هاتف: ⟦(+964) 770 123 4567⟧ تحويلة 12
⟦١٢-١٥⟧ مارس و⟦١٠:٣٠⟧
نمو 3.2- في المئة
الأمم المتحدة ⟦(UNDP)⟧ قالت “نعم” في 1445هـ/2024م
قدّمت ⟦UNDP⟧ 120 مليون دولار
تقرير ⟦UNICEF⟧ 15 مارس 2024
العنوان: ⟦10 Downing Street, London⟧
شركة ⟦3M Company⟧ ثم ⟦Yahoo! Inc.⟧ وغيرها
من ⟦U.S.⟧ و⟦U.K.⟧ معًا
صدر عن ⟦Le Monde «La guerre» à Paris⟧ بالأمس
⟦Россия⟧ اليوم و⟦Αθήνα⟧
⟦UNDP⟧، ⟦UNICEF⟧، ⟦WHO⟧
صاروخ ⟦Fateh-110⟧ وطائرة ⟦Su-24⟧ و⟦MQ-9⟧
تمويل ⟦$1.5bn/yr⟧ لعام 2024
أكثر من ⟦120·000+⟧ شخص
في ⟦15-03-2024⟧ ⟦UNDP⟧
نسبة ~3.5 % و⟦GDP 5% growth⟧
اتصلوا ⟦(020) 7008 1500⟧ و⟦0770 123 4567⟧ و⟦05-06-2024⟧
"""


@pytest.mark.parametrize("written", WRITTEN.splitlines())
def test_a_written_text_is_cut_where_a_reader_would(written: str) -> None:
    typed = re.sub("[⟦⟧~]", "", written).replace("·", " ")
    marks = {0x2066: "⟦", 0x2069: "⟧", 0x61C: "~", 0xA0: "·"}
    assert isolate_latin(typed).translate(marks) == written
