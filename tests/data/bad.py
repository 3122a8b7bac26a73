"""Bad input, one mistake each: where it is reported, under which rule, and what it names."""

# ruff: noqa: E501 — a table: each mistake keeps to its row
from __future__ import annotations

from typing import NamedTuple

import pytest


class Bad(NamedTuple):
    """A passage of a sound file replaced by a bad one, and the problem that follows."""

    file: str
    old: str
    new: str
    line: int
    column: int
    rule: str
    says: str
    remedy: str


UK, GROUPS, SOURCES = "facts/uk.yaml", "facts/groups.yaml", "sources.yaml"
ENTITIES, UNITS, TOPIC = "entities.yaml", "units.yaml", "topics/uk.yaml"

STRUCTURE = {
    "unknown key": Bad(UK, "  predicate:", "  predicat:", 3, 3, "unknown-key", "predicat", "Did you mean “predicate”?"),
    "unknown key in a claim": Bad(UK, "paragraph: 3", "paragraf: 3", 8, 7, "unknown-key", "paragraf", "“paragraph”"),
    "unknown key of a block": Bad(TOPIC, "    text:", "    txet:", 8, 5, "unknown-key", "the block “text”", "“text”"),
    "unknown key of a topic": Bad(TOPIC, "summary:", "sumary:", 2, 1, "unknown-key", "the topic", "“summary”"),
    "key set by the program": Bad(UK, "  unit: person", "  unit: person\n  id: x", 6, 3, "unknown-key", "set by the program", "subject"),
    "missing key": Bad(UK, "  subject: GB\n", "", 1, 1, "missing-key", "“uk-trained-forces” has no “subject”", "ISO code"),
    "missing key of a claim": Bad(UK, "      paragraph: 3\n", "", 7, 7, "missing-key", "paragraph", "from 1"),
    "missing key of a block": Bad(TOPIC, "    text:\n      - \"منهم {uk-trained-forces@first|number} أولًا.\"\n", "", 6, 5, "missing-key", "the block “text”", "“text:”"),
    "block without kind": Bad(TOPIC, "kind: sources", "title: المصادر", 10, 5, "missing-key", "kind", "key-figures"),
    "text in place of a number": Bad(UK, "paragraph: 3", "paragraph: three", 8, 18, "wrong-type", "three", "digits 0 to 9"),
    "number in quotation marks": Bad(UK, "value: 35000", 'value: "35000"', 10, 14, "wrong-type", "35000", "Remove the quotation marks"),
    "Arabic digits": Bad(UK, "value: 35000", "value: ٣٥٠٠٠", 10, 14, "wrong-type", "٣٥٠٠٠", "digits 0 to 9"),
    "thousands mark": Bad(UK, "value: 35000", "value: 35_000", 10, 14, "wrong-type", "“35_000” is not written", "thousands marks"),
    "scientific notation": Bad(UK, "value: 35000", "value: 3.5e4", 10, 14, "wrong-type", "3.5e4", "in full"),
    "number for machines": Bad(UK, "value: 35000", "value: 0x10", 10, 14, "wrong-type", "“0x10” is not written as numbers", "the digits 0 to 9"),
    "thousands point": Bad(UK, "value: 35000", "value: 35.000", 10, 14, "wrong-type", "“35.000” is not written", "thousands marks"),
    "infinite number": Bad(UK, "value: 35000", "value: .inf", 10, 14, "wrong-type", "“.inf” is not written", "in full"),
    "number without end": Bad(UK, "value: 35000", f"value: {'9' * 5000}", 10, 14, "wrong-type", "too many digits", "18"),
    "fraction of a paragraph": Bad(UK, "paragraph: 3", "paragraph: 3.5", 8, 18, "wrong-type", "3.5", "decimal mark"),
    "paragraph nought": Bad(UK, "paragraph: 3", "paragraph: 0", 8, 18, "too-small", "less than 1", "from 1"),
    "number in place of a text": Bad(TOPIC, "summary: سطر واحد", "summary: 12", 2, 10, "wrong-type", "12", '"12"'),
    "truth in place of a text": Bad(TOPIC, "summary: سطر واحد", "summary: true", 2, 10, "wrong-type", "true", '"true"'),
    "nothing in place of a text": Bad(TOPIC, "summary: سطر واحد", "summary:", 2, 9, "empty-text", "summary", "remove the key"),
    "empty text": Bad(TOPIC, "summary: سطر واحد", 'summary: "  "', 2, 10, "empty-text", "summary", "Write a text"),
    "space at the edge": Bad(TOPIC, "summary: سطر واحد", 'summary: " سطر"', 2, 10, "edge-space", "summary", "Remove"),
    "braces without quotation marks": Bad(TOPIC, "summary: سطر واحد", "summary: {edition}", 2, 10, "wrong-type", "summary", "quotation marks"),
    "text in place of a list": Bad(TOPIC, 'bottom_line:\n  - "درّبت {uk-trained-forces}."', "bottom_line: درّبت", 3, 14, "wrong-type", "bottom_line", "hyphen and a space"),
    "list in place of a text": Bad(TOPIC, "summary: سطر واحد", "summary:\n  - سطر", 3, 3, "wrong-type", "summary", "same line"),
    "empty list": Bad(TOPIC, '\n  - "درّبت {uk-trained-forces}."', " []", 3, 14, "empty-list", "bottom_line", "Add an item"),
    "text in place of keys": Bad(UNITS, "percent:\n  kind: percent\n  name: نسبة مئوية", "percent: نسبة", 11, 10, "wrong-type", "“percent” needs a group of keys", "two spaces further in"),
    "unknown word": Bad(UK, "more-than", "more-then", 11, 18, "unknown-choice", "more-then", "Did you mean “more-than”? Use one of: exact, more-than"),
    "unknown block kind": Bad(TOPIC, "kind: sources", "kind: source", 10, 11, "unknown-kind", "source", "Did you mean “sources”?"),
    "thousands comma": Bad(UK, "value: 35000", "value: 35,000", 10, 14, "wrong-type", "“35,000” is not written", "thousands marks"),
    "comma of a text in braces": Bad(UNITS, "percent:", "much: {kind: percent, name: نسبة, مئوية}\npercent:", 11, 35, "unknown-key", "مئوية", "a comma ends a text"),
    "unknown key like no other": Bad(UK, "  unit: person", "  unit: person\n  xyz: 1", 6, 3, "unknown-key", "“xyz”", "The keys are: subject, predicate"),
    "wrong form of an id": Bad(UK, "source: uk-2017", "source: UK 2017", 7, 15, "wrong-form", "UK 2017", "a to z"),
    "wrong form of a code": Bad(UK, "subject: GB", "subject: GBR", 2, 12, "wrong-form", "GBR", "two capitals"),
    "wrong checksum": Bad(SOURCES, "sha256: 0", "sha256: X", 5, 11, "wrong-form", "sha256", "64"),
    "id with capitals": Bad(UNITS, "person:", "Person:", 1, 1, "wrong-form", "Person", "a to z"),
    "impossible day": Bad(UK, "2023-06", "2023-02-30", 16, 14, "impossible-date", "2023-02-30” is not in the calendar", "2024-09-30"),
    "impossible month": Bad(SOURCES, "2017-02", "2017-13", 6, 14, "impossible-date", "2017-13", "2024-09"),
    "date of another form": Bad(UK, "2023-06", "06/2023", 16, 14, "impossible-date", "06/2023", "2024-09"),
    "period backwards": Bad(UK, "2023-06", "2023-06/2023-05", 16, 14, "impossible-date", "ends before it starts", "period"),
    "date in Arabic digits": Bad(UK, "2023-06", "٢٠٢٣", 16, 14, "impossible-date", "٢٠٢٣", "2024"),
    "no date": Bad(UK, "as_of: 2023-06", "as_of:", 16, 13, "impossible-date", "as_of", "2024"),
}  # fmt: skip

FILE = {
    "key given twice": Bad(UK, "  unit: person\n", "  unit: person\n  unit: person\n", 6, 3, "duplicate-key", "“unit” is given twice; it already stands in line 5", "Keep one"),
    "id given twice": Bad(UNITS, "percent:", "person:", 11, 1, "duplicate-key", "“person” is given twice; it already stands in line 1", "Keep one"),
    "key given twice in braces": Bad(UNITS, "percent:\n  kind: percent", "percent:\n  kind: percent\n  forms: {one: ا, one: ب}", 13, 19, "duplicate-key", "one", "Keep one"),
    "kind given twice": Bad(TOPIC, "kind: sources", "kind: sources\n    kind: caveats", 11, 5, "duplicate-key", "kind", "Keep one"),
    "tab": Bad(UK, "  subject", "\tsubject", 2, 1, "tab", "tab", "spaces"),
    "quotation mark left open": Bad(TOPIC, "summary: سطر واحد", 'summary: "سطر', 4, 6, "yaml-syntax", "", ""),
    "colon in a text": Bad(TOPIC, "title: المملكة", "title: بلد: المملكة", 1, 11, "yaml-syntax", "colon", "quotation marks"),
    "brace left open": Bad(TOPIC, "title: المملكة المتحدة", "title: {المملكة", 2, 8, "yaml-syntax", "", "quotation marks"),
    "star without quotation marks": Bad(TOPIC, "summary: سطر واحد", "summary: *line", 2, 10, "alias", "*line", "quotation marks"),
    "anchor": Bad(UK, "subject: GB", "subject: &a GB", 2, 12, "anchor", "“&a”", "Remove it"),
    "repeated node": Bad(UK, "excerpt: مئة وعشرون ألفًا", "excerpt: &a نص\n      note: *a", 15, 13, "alias", "*a", "Write out"),
    "tag": Bad(UK, "value: 35000", "value: !!str 35000", 10, 14, "tag", "“!!str”", "“!”"),
    "program in a tag": Bad(UK, "value: 35000", "value: !!python/name:os.system x", 10, 14, "tag", "python", "Remove"),
    "backtick without a partner": Bad(UK, "wording: القوات المدرَّبة", 'wording: "القوات `A المدرَّبة"', 4, 12, "unpaired-mark", "no partner", "one after"),
    "direction mark": Bad(UK, "wording: القوات", "wording: ال\u200fقوات", 4, 14, "direction-mark", "U+200F", "Delete"),
    "direction mark as an escape": Bad(UK, "wording: القوات المدرَّبة", r'wording: "القوات \u202b"', 4, 12, "direction-mark", "U+202B", "Delete"),
    "line separator": Bad(UK, "القوات المدرَّبة", "القوات\u2028المدرَّبة", 4, 18, "line-separator", "U+2028", "Enter"),
    "paragraph separator": Bad(UK, "القوات المدرَّبة", "القوات\u2029المدرَّبة", 4, 18, "line-separator", "U+2029", "Enter"),
    "vertical tab": Bad(UK, "القوات المدرَّبة", "القوات\x0bالمدرَّبة", 4, 18, "control-character", "U+000B", "Delete"),
    "form feed": Bad(UK, "القوات المدرَّبة", "القوات\x0cالمدرَّبة", 4, 18, "control-character", "U+000C", "Delete"),
    "null character": Bad(UK, "القوات المدرَّبة", "القوات\x00المدرَّبة", 4, 18, "control-character", "U+0000", "Delete"),
    "private use": Bad(UK, "القوات المدرَّبة", "القوات\ue000المدرَّبة", 4, 18, "private-character", "U+E000", "Replace"),
    "zero width space": Bad(UK, "القوات المدرَّبة", "القوات\u200bالمدرَّبة", 4, 18, "invisible-character", "U+200B", "Delete"),
    "deep nesting": Bad(UK, "value: 35000", "value: " + "[" * 2000 + "]" * 2000, 10, 70, "too-deep", "deep", "brackets"),
    "second document": Bad(UNITS, "percent:", "---\npercent:", 11, 1, "yaml-syntax", "document", "---"),
}  # fmt: skip

RULES = {
    "review before the last claim": Bad(UK, "unit: person", "unit: person\n  review_by: 2022", 1, 1, "review-before-claim", "by 2022, before its last claim, of 2023-06-30", "move “review_by” on"),
    "settled and to be reviewed": Bad(UK, "unit: person", "unit: person\n  review_by: 2026\n  settled: true", 1, 1, "settled-with-review", "“uk-trained-forces” is settled", "Remove “review_by”"),
    "unknown source": Bad(UK, "source: uk-2017", "source: uk-2071", 7, 15, "unknown-source", "uk-2071", "Did you mean “uk-2017”?"),
    "unknown unit": Bad(UK, "unit: person", "unit: persons", 5, 9, "unknown-unit", "persons", "“person”"),
    "unknown country": Bad(UK, "subject: GB", "subject: UK", 2, 12, "unknown-entity", "“UK”", "Did you mean “GB”? Use an ISO 3166-1 code, or add it to data/entities.yaml"),
    "country in small letters": Bad(GROUPS, "object: NO", "object: no", 9, 15, "unknown-entity", "“no”", "Did you mean “NO”?"),
    "Latin comma in a text": Bad(TOPIC, "سطر واحد", "سطر, واحد", 2, 13, "latin-mark", "“,”", "Write ، instead"),
    "Latin question mark after a reference": Bad(TOPIC, "سطر واحد", '"كم {uk-trained-forces}?"', 2, 33, "latin-mark", "“?”", "Write ؟ instead"),
    "Latin percent sign": Bad(TOPIC, "سطر واحد", '"سطر {uk-trained-forces}%"', 2, 34, "latin-mark", "“%”", "Write ٪ instead"),
    "straight quotation mark in a wording": Bad(UK, "wording: القوات", 'wording: ال"قوات', 4, 14, "latin-mark", "“\"”", "Write «» instead"),
    "digit in a text": Bad(TOPIC, "سطر واحد", "سطر عن 87 دولة", 2, 17, "bare-number", "“87” is typed", "{fact-id}"),
    "Arabic digit in a text": Bad(TOPIC, "سطر واحد", "سطر عن ٨٧ دولة", 2, 17, "bare-number", "“٨٧” is typed", "data/entities.yaml"),
    "number word in a text": Bad(TOPIC, "سطر واحد", "سطر عن سبعين دولة", 2, 17, "bare-number", "“سبعين” is typed", "{fact-id}"),
    "dual in a text": Bad(TOPIC, "سطر واحد", "سطر بعد عامين", 2, 18, "bare-number", "“عامين” is typed", "{fact-id}"),
    "digit in a title": Bad(TOPIC, "title: المملكة المتحدة", "title: المملكة المتحدة 2024", 1, 24, "bare-number", "“2024”", "{fact-id}"),
    "digit beside a reference": Bad(TOPIC, '"درّبت {uk-trained-forces}."', '"درّبت {uk-trained-forces} و5 غيرهم."', 4, 33, "bare-number", "“5”", "{fact-id}"),
    "digit in the title of a block": Bad(TOPIC, "title: التدريب", "title: التدريب منذ 2014", 7, 24, "bare-number", "“2014”", "{fact-id}"),
    "number word in a wording": Bad(UK, "wording: القوات المدرَّبة", "wording: ألف عنصر", 4, 12, "digit-in-wording", "figure is typed", "“value”"),
    "claims with one id": Bad(UK, "      as_of: 2023-06", "      as_of: 2023-06\n      id: one\n    - {source: page, paragraph: 1, excerpt: كلمة, value: 1, as_of: 2022, id: one}", 18, 78, "duplicate-claim-id", "“one” in line 12", "another id"),
    "unknown claim": Bad(UK, "      as_of: 2023-06", "      as_of: 2023-06\n      id: late\n      supersedes: lat", 18, 19, "unknown-claim", "no claim “lat”", "“late”"),
    "claim that supersedes itself": Bad(UK, "      as_of: 2023-06", "      as_of: 2023-06\n      id: late\n      supersedes: late", 18, 19, "circular-supersession", "“late” → “late”", "came first"),
    "unknown name in a text": Bad(TOPIC, "سطر واحد", "سطر عن {=EL}", 2, 17, "unknown-entity", "“EL”", "Did you mean “GR”?"),
    "unknown country of a place": Bad(ENTITIES, "country: US", "country: UK", 7, 12, "unknown-country", "“UK”", "Did you mean “GB”?"),
    "unit of a count that does not exist": Bad(TOPIC, "سطر واحد", '"{sahel-leaders|count:persn}"', 2, 11, "unknown-unit", "persn", "Did you mean “person”?"),
    "unit that cannot count": Bad(TOPIC, "سطر واحد", '"{sahel-leaders|count:percent}"', 2, 11, "unit-cannot-count", "which is a percent", "count:state"),
    "part of a person": Bad(UK, "value: 35000", "value: 35000.5", 7, 7, "not-whole", "35000.5 is not whole", "in full"),
    "word in the braces of a note": Bad(UK, "      as_of: 2023-06", '      note: "في {x}"', 16, 17, "note-date", "“x” is not a date", "{2022-12}"),
    "no month in the braces of a reason": Bad(SOURCES, "reason: تذكر الصفحة", "reason: في {2022-13}", 14, 16, "note-date", "“2022-13” is not in the calendar", "{2022-12}"),
    "brace alone in a note": Bad(UK, "  unit: person", "  unit: person\n  notes:\n    - في 2022}", 7, 14, "note-date", "partner", "date"),
    "unknown entity": Bad(GROUPS, "subject: sahel-group", "subject: sahel-groop", 2, 12, "unknown-entity", "sahel-groop", "“sahel-group”"),
    "unknown object": Bad(GROUPS, "object: NO", "object: XX", 9, 15, "unknown-entity", "“XX”", "data/entities.yaml"),
    "unknown fact in a text": Bad(TOPIC, "{uk-trained-forces}", "{uk-trained-force}", 4, 12, "unknown-fact", "uk-trained-force", "“uk-trained-forces”"),
    "unknown fact in a block": Bad(TOPIC, "{uk-trained-forces@", "{uk-trained-force@", 9, 15, "unknown-fact", "uk-trained-force", "“uk-trained-forces”"),
    "excerpt over ten words": Bad(UK, "مئة وعشرون ألفًا", "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة زائد", 14, 16, "excerpt-too-long", "11 words", "leave out"),
    "reason without a date": Bad(UK, "      as_of: 2023-06", "      inferred: لأن", 16, 17, "inferred-without-date", "as_of", "as_of"),
    "typed figure": Bad(UK, "القوات المدرَّبة", "تدريب 35 ألفًا", 4, 18, "digit-in-wording", "figure", "value"),
}  # fmt: skip


def table(*parts: dict[str, Bad]) -> list[object]:
    """The mistakes as parameters of a test, each under its name."""
    return [pytest.param(bad, id=name) for part in parts for name, bad in part.items()]
