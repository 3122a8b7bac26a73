"""Small PDFs that list their figures inside, as every finished brief does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf

ROW: dict[str, Any] = {
    "printed": "أكثر من 120,000 عنصر",
    "kind": "figure",
    "page": 1,
    "topic": "uk",
    "fact": "trained",
    "value": 120000,
    "object": None,
    "unit": "element",
    "qualifier": "more-than",
    "as_of": "2024-09-30",
    "as_of_inferred": False,
    "source": "new-page",
    "source_title": "صفحة جديدة",
    "publisher": "ناشر ثانٍ",
    "source_date": "2024-09-30",
    "paragraph": 11,
    "excerpt": "دربت أكثر من 120,000 من",
    "rank": "normal",
    "wording": "عناصر دُرّبوا",
}
MARK = {**ROW, "printed": "[1]", "kind": "cite"}
SHARE = {
    **ROW,
    "printed": "95٪",
    "page": 2,
    "fact": "share",
    "value": 95,
    "unit": "percent",
    "qualifier": "exact",
    "as_of": "2016-09",
    "as_of_inferred": True,
    "source": "old-page",
    "source_title": "صفحة قديمة",
    "paragraph": 4,
    "excerpt": "خسر 95% من الأراضي",
}
DATE = {**ROW, "printed": "30 سبتمبر 2024", "kind": "date", "page": 2}
ROWS = [ROW, MARK, SHARE, DATE]


def pdf_with(path: Path, pages: int = 2, password: str = "", **files: bytes) -> Path:
    """A PDF of empty pages with these files inside; ``figures`` means ``figures.json``."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        for name, data in files.items():
            pdf.attachments[f"{name}.json"] = data
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        pdf.save(path, encryption=locked)
    return path


def figures_pdf(path: Path) -> Path:
    """Two pages: a figure and its mark on the first, a share and a date on the second."""
    return pdf_with(path, figures=json.dumps(ROWS, ensure_ascii=False).encode(), facts=b"[]")
