"""A small sound data folder as text, to be spoilt one line at a time."""

from __future__ import annotations

from pathlib import Path

SHA = "0123456789abcdef" * 4

SOUND = {
    "sources.yaml": f"""\
uk-2017:
  title: إسهام المملكة المتحدة
  publisher: التحالف الدولي
  document: uk.txt
  sha256: {SHA}
  published: 2017-02
page:
  title: صفحة بلا تاريخ
  publisher: التحالف الدولي
  document: page.txt
  sha256: {SHA}
  inferred:
    date: 2023
    reason: تذكر الصفحة أحداث ذلك العام.
""",
    "entities.yaml": """\
sahel-group:
  kind: group
  name: مجموعة الساحل
USWAS:
  kind: place
  name: واشنطن العاصمة
  country: US
""",
    "units.yaml": """\
person:
  kind: count
  name: أشخاص
  forms:
    zero: لا أشخاص
    one: شخص واحد
    two: شخصان
    few: أشخاص
    many: شخصًا
    other: شخص
percent:
  kind: percent
  name: نسبة مئوية
""",
    "facts/uk.yaml": """\
uk-trained-forces:
  subject: GB
  predicate: trained
  wording: القوات المدرَّبة
  unit: person
  claims:
    - source: uk-2017
      paragraph: 3
      excerpt: أكثر من 35 ألف عنصر
      value: 35000
      qualifier: more-than
    - source: page
      paragraph: 12
      excerpt: مئة وعشرون ألفًا
      value: 120000
      as_of: 2023-06
""",
    "facts/groups.yaml": """\
sahel-leaders:
  subject: sahel-group
  predicate: leads
  wording: قيادة {object} للمجموعة
  claims:
    - source: page
      paragraph: 1
      excerpt: تقودها النرويج
      object: NO
""",
    "topics/uk.yaml": """\
title: المملكة المتحدة
summary: سطر واحد
bottom_line:
  - "درّبت {uk-trained-forces}."
blocks:
  - kind: text
    title: التدريب
    text:
      - "منهم {uk-trained-forces@first|number} أولًا."
  - kind: sources
""",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write the sound folder with some files changed (or, with None, left out); gives its path."""
    data = folder / "data"
    for name, text in {**SOUND, **files}.items():
        if text is not None:
            path = data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return data


def spoilt(file: str, old: str, new: str) -> str:
    """The text of a sound file with one passage replaced at its first place."""
    assert old in SOUND[file], f"{old!r} is not in {file}"
    return SOUND[file].replace(old, new, 1)
