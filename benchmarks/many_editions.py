"""How an archive answers as it grows: ``.venv/bin/python -m benchmarks.many_editions [SIZE …]``.

Makes archives of synthetic editions, valid bags of 40 series over years whose passages mostly
repeat, then measures the making of the index, and the program at work on the archive: commands
that ask, and a build that keeps its edition. These should hardly grow with the archive; the making
of the index, and reading all to verify it, grow in proportion.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefings.archive.bags import bag
from briefings.archive.index import FILE, Index

ROOT = Path(__file__).resolve().parent.parent
SIZES = (0, 1_000, 20_000)
_SERIES = 40
_PASSAGES = 60
_FACTS = 40
_RUNS = 3
_FIRST_DAY = dt.date(2020, 1, 1)
_WORDS = """
    التحالف الدولي المملكة المتحدة مجموعة العمل دعم الاستقرار في العراق وسوريا مكافحة
    تمويل التنظيم المقاتلون الأجانب خلية الاتصالات إعادة الإعمار برامج بناء القدرات
    المدنية الأمن الحدود أفريقيا تدريب القوات عناصر الشرطة المساعدات الإنسانية اجتماع
    وزاري واشنطن مؤتمر المانحين تعهدات مليون دولار النازحون العودة الطوعية المخيمات الصحة
    التعليم المياه الأسلحة الدعاية المنصات شركات الشراكة الأعضاء رئاسة مشتركة بيان ختامي
    السنة الماضية تقرير
""".split()  # noqa: SIM905 — readable as text
COMMANDS = {
    "list, newest 20": ["list", "--limit", "20"],
    "list, all": ["list"],
    "list by topic, newest 20": ["list", "--topic", "topic-3", "--limit", "20"],
    "show": ["show", "africa"],
    "diff": ["diff", "africa"],
    "search, common word": ["search", "التحالف"],
    "search, common word, by topic": ["search", "التحالف", "--topic", "topic-3"],
    "search, rare word": ["search", "نادرة"],
    "search, three words": ["search", "الامن المتحده تحالف"],
    "search, a number": ["search", "1,543"],
    "search, two digits": ["search", "67"],
    "search, two letters": ["search", "في"],
}
"""Asked of the program, each in a process of its own."""


def make_editions(root: Path, start: int, stop: int) -> None:
    """Add the editions of these numbers to an archive, in turn to each of 40 series."""
    chance = random.Random(start)  # noqa: S311 — nothing secret
    texts = {series: _texts(series) for series in range(_SERIES)}
    for number in range(start, stop):
        series = number % _SERIES
        # An edition changes a few figures of the one before it, and says now and then a new thing.
        for _ in range(4):
            place = chance.randrange(_PASSAGES)
            words, _ = texts[series][place]
            texts[series][place] = (words, chance.randrange(10, 2_000))
        if not number % 97:
            texts[series][chance.randrange(_PASSAGES)] = (_sentence(chance) + " نادرة", number)
        _write_bag(root, f"series-{series}", number // _SERIES, texts[series])


def _texts(series: int) -> list[tuple[str, int]]:
    chance = random.Random(f"series {series}")  # noqa: S311
    return [(_sentence(chance), chance.randrange(10, 2_000)) for _ in range(_PASSAGES)]


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randrange(8, 30)))


def _write_bag(root: Path, series: str, place: int, texts: list[tuple[str, int]]) -> None:
    day = (_FIRST_DAY + dt.timedelta(days=4 * place)).isoformat()
    name = f"{series}-{day}-1"
    payload = dict(_payload(name, series, day, texts))
    files = bag(payload, readme=b"synthetic\n", info={"Bagging-Date": day})
    for file, data in files.items():
        path = root / series / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _payload(
    name: str, series: str, day: str, texts: list[tuple[str, int]]
) -> Iterator[tuple[str, bytes]]:
    topic = f"topic-{int(series.removeprefix('series-')) % 10}"
    title = f"إحاطة عن {_WORDS[int(series.removeprefix('series-'))]}"
    record = {
        "edition": name,
        "series": series,
        "date": day,
        "number": 1,
        "title": title,
        "format": "brief",
        "topics": [topic],
        "titles": {topic: title},
        "meeting": None,
        "facts_as_of": day,
        "facts_since": {topic: name},
        "previous": {topic: None},
        "pages": 3,
        "options": {"paper": "a4"},
        "inputs": hashlib.sha256(name.encode()).hexdigest(),
        "files": {
            "pdf": f"{series}.pdf",
            "text": "text.html",
            "facts": "facts.json",
            "figures": "figures.json",
        },
    }
    said = "".join(f"<p>{words} {value:,} شخص</p>\n" for words, value in texts)
    rows = [_fact(place, *text) for place, text in enumerate(texts[:_FACTS])]
    yield "edition.json", _json(record)
    yield "text.html", f"<html><body><h1>{title}</h1><p>إصدار {day}</p>\n{said}</body>".encode()
    yield "facts.json", _json(rows)
    yield "figures.json", _json([{**row, "printed": f"{row['value']:,}"} for row in rows])
    yield f"{series}.pdf", b"%PDF-1.7\n%%EOF\n"


def _fact(place: int, words: str, value: int) -> dict[str, Any]:
    return {
        "fact": f"fact-{place}",
        "wording": words[:60],
        "value": value,
        "object": None,
        "unit": "person",
        "as_of": "2024-09-30",
        "excerpt": words[-40:],
        "note": None,
        "kind": "figure",
        "page": 1,
    }


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def measure(root: Path) -> Mapping[str, str]:
    """What is measured of an archive, to which a real series is added."""
    results = {}
    started = time.perf_counter()
    Index(root).close()
    results["make the index"] = f"{time.perf_counter() - started:.2f} s"
    results["size of the index"] = f"{(root / FILE).stat().st_size / 1e6:.1f} MB"
    # The first build of the two is not counted: its edition has nothing to be compared with.
    kept = [_run(root, "--topic", "africa", "--date", f"2030-01-0{day}") for day in range(1, 6)]
    results["build and keep one more"] = f"{min(kept[1:]):.2f} s"
    for name, command in COMMANDS.items():
        seconds = min(_run(root, "editions", *command) for _ in range(_RUNS))
        results[name] = f"{seconds:.2f} s"
    seconds = _run(root, "editions", "verify")
    megabytes = sum(file.stat().st_size for file in root.glob("*/*/**/*") if file.is_file()) / 1e6
    results["verify all"] = f"{seconds:.1f} s, {megabytes:.0f} MB"
    return results


def _run(root: Path, *arguments: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(ROOT / "make_brief.py"), *arguments, "--archive", str(root)]
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=root.parent, env=environment, capture_output=True)  # noqa: S603
    return time.perf_counter() - started


def main() -> None:
    """Print a table, a column for each size; whole processes, the best of three runs."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    columns = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as aside:
            root = Path(aside) / "archive"
            root.mkdir()
            make_editions(root, 0, size)
            columns.append(measure(root))
    print("| editions |", " | ".join(f"{size:,}" for size in sizes), "|")
    print("|---" * (len(sizes) + 1), "|", sep="")
    for name in columns[0]:
        print(f"| {name} |", " | ".join(column[name] for column in columns), "|")


if __name__ == "__main__":
    main()
