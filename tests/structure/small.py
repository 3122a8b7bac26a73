"""Small pages that hold one of everything, for tests of what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.pdf import Attachment, make_pdf
from briefings.resources import templates_folder

FONTS = templates_folder() / "themes" / "default" / "fonts"
TEXT = (
    "تعهدت المملكة المتحدة بمبلغ 140 مليون جنيه، وأعلنت 12 دولة عن مساهمات جديدة في عام 2024. " * 6
)
"""Words and numbers for some lines."""
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><path d="M0 0h20v20z"/></svg>'
)
DATA = Attachment("facts.json", b"[]\n", "application/json", "الحقائق")

_PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>عنوان</title>
<meta name="author" content="كاتب"><meta name="description" content="ملخص">
<meta name="keywords" content="كلمة, أخرى">
<meta name="dcterms.created" content="2026-11-21">
<meta name="dcterms.modified" content="2026-11-22">
<style>@page {{ size: A5; margin: 20mm; @top-center {{ content: "رأس" }}
@bottom-center {{ content: counter(page) }} }}
body {{ font: 12px/20px "Noto Naskh Arabic", "Noto Sans"; margin: 0 }} {style}</style></head>
<body>{body}</body></html>"""

BODY = """<h1>عنوان</h1><h2>باب</h2>
<p>قول <a href="#one" title="المصدر 1: صفحة">[1]</a></p>
<figure><figcaption>صورة</figcaption><img src="brief:a.svg" alt="مربع"></figure>
<table><thead><tr><th scope="col">اسم</th><th scope="col">عدد</th></tr></thead>
<tbody><tr><th scope="row">أول</th><td>1</td></tr>
<tr><th scope="row">ثان</th><td>2</td></tr></tbody>
</table>
<ul><li>بند</li><li>بند</li></ul>
<ol style="break-before: page"><li id="one">صفحة</li></ol>"""


def small_pdf(
    body: str = BODY, style: str = "", attachments: Sequence[Attachment] = (DATA,)
) -> bytes:
    """A PDF on A5 of what stands in ``body``; ``brief:a.svg`` is a black square of 20 px."""
    html = _PAGE.format(body=body, style=style)
    return make_pdf(html, {"a.svg": SQUARE}, FONTS, attachments=attachments).data
