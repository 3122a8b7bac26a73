"""``facts`` and ``check`` as users and scripts meet them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tests.conftest import Program
from tests.data.folder import spoilt, write

DATA = Path(__file__).resolve().parents[2] / "data"


def test_facts_for_machines_have_one_object_a_claim(program: Program) -> None:
    rows = json.loads(program("facts", "--json").stdout)
    syria = [row for row in rows if row["fact"] == "uk-syria-funding"]
    # Read off the three documents by hand; the middle one prints «3،8 مليار».
    assert [
        (row["value"], row["qualifier"], row["as_of"], row["paragraph"], row["source_sha256"][:8])
        for row in syria
    ] == [
        (2300000000, "more-than", "2016-09", 2, "8abf559d"),
        (3800000000, "more-than", "2023", 4, "5de8ad45"),
        (4300000000, "more-than", "2024-09-30", 11, "75ad29db"),
    ]
    leads = [row for row in rows if row["fact"] == "wg-stabilisation-leads"]
    assert [(row["value"], row["object"], row["unit"]) for row in leads] == [
        (None, "AE", None),
        (None, "DE", None),
    ]
    assert {"unit", "source", "excerpt", "rank"} <= set(rows[0])


def test_facts_of_one_topic(program: Program) -> None:
    rows = json.loads(program("facts", "--topic", "africa", "--json").stdout)
    assert {"fg-africa-leads", "threat-shift"} <= {row["fact"] for row in rows}
    assert "uk-air-strikes" not in {row["fact"] for row in rows}


def test_sound_data_is_told_so(program: Program) -> None:
    assert json.loads(program("check", "--json").stdout) == []
    run = program("check")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr.startswith("sound: 9 topics, ")


def test_stale_facts_are_listed_with_place_value_and_remedy(
    program: Program, small_data: Path
) -> None:
    stale = ["check", "--stale", "--data", str(small_data)]
    run = program(*stale, "--as-of", "2025-06-30")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == "0 of 2 facts to renew by 2025-06-30\n"
    assert program(*stale, "--as-of", "٦/٢٠٢٥").stderr == run.stderr
    # Two years after June 2023; the relation, of the year 2023, is due at the end of 2026.
    run = program(*stale, "--as-of", "2026-08-01")
    assert run.stdout.splitlines() == [
        "uk-trained-forces  القوات المدرَّبة",
        "    2023-06     120,000 شخص",
        "    review by 2025-06-30, 1 year 1 month overdue  data/facts/uk.yaml:1",
    ]
    assert run.stderr == "1 of 2 facts to renew by 2026-08-01\n"
    (row,) = json.loads(program(*stale, "--as-of", "2025-07-02", "--json").stdout)
    assert row.pop("remedy").startswith("Look for a newer source and add its claim;")
    assert row == {
        "fact": "uk-trained-forces",
        "wording": "القوات المدرَّبة",
        "date": "2023-06",
        "value": "120,000 شخص",
        "review_by": "2025-06-30",
        "overdue": 2,
        "file": "data/facts/uk.yaml",
        "line": 1,
    }
    rows = json.loads(program(*stale, "--as-of", "2030-01-01", "--json").stdout)
    assert [one["fact"] for one in rows] == ["uk-trained-forces", "sahel-leaders"]


def test_stale_facts_of_a_topic_or_a_meeting_are_those_it_prints(program: Program) -> None:
    stale = ["check", "--stale", "--as-of", "2026-11-24", "--json"]
    africa = {row["fact"] for row in json.loads(program(*stale, "--topic", "africa").stdout)}
    assert "fg-africa-leads" in africa
    assert not {"fg-africa-announced", "uk-air-strikes"} & africa
    pack = program(*stale, "--meeting", "washington-2024").stdout
    assert "uk-air-strikes" in {row["fact"] for row in json.loads(pack)}


def test_facts_that_only_the_summary_names_are_facts_of_the_topic(
    program: Program, tmp_path: Path
) -> None:
    file = "topics/uk.yaml"
    data = write(tmp_path, {file: spoilt(file, "سطر واحد", '"{sahel-leaders}"')})
    for command, others in (
        (("facts", "--topic", "uk"), {"uk-trained-forces"}),
        (("check", "--stale", "--topic", "uk", "--as-of", "2030-01-01"), {"uk-trained-forces"}),
        (("explain", "sahel-leaders"), set()),
    ):
        rows = json.loads(program(*command, "--data", str(data), "--json").stdout)
        assert {row["fact"] for row in rows} == {"sahel-leaders"} | others
    ((use,),) = (row["used_in"] for row in rows)
    assert (use["topic"], use["block"]) == ("uk", "summary")
    unused = program("check", "--unused", "--data", str(data), "--json").stdout
    assert json.loads(unused) == []


def test_all_problems_are_told_with_place_and_remedy(program: Program, broken_data: Path) -> None:
    run = program("check", "--data", str(broken_data))
    assert run.returncode == 1
    assert re.search(r"^data/facts/uk\.yaml:\d+:\d+: .*more-then", run.stdout, re.MULTILINE)
    assert re.search(r"^data/topics/africa\.yaml:\d+:\d+: .*threat-shfit", run.stdout, re.MULTILINE)
    assert "threat-shift" in run.stdout
    rows = json.loads(program("check", "--json", "--data", str(broken_data)).stdout)
    assert {row["rule"] for row in rows} >= {"unknown-fact"}
    assert all(row["line"] > 0 and row["column"] > 0 and row["remedy"] for row in rows)


def test_nothing_is_built_from_broken_data(
    program: Program, broken_data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = program("--topic", "africa", "--data", str(broken_data), "--output", str(out))
    assert (run.returncode, run.stdout) == (1, "")
    assert "Traceback" not in run.stderr
    assert not out.exists()


def test_the_sources_are_compared(program: Program, sources_folder: Path, tmp_path: Path) -> None:
    run = program("check", "--sources", str(sources_folder))
    assert run.returncode == 0
    assert "every excerpt and figure compared" in run.stderr
    altered = shutil.copytree(sources_folder, tmp_path / "sources")
    file = altered / "001_66a3e30d3216139e.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("120,000", "130,000"), "utf-8")
    rows = json.loads(program("check", "--json", "--sources", str(altered)).stdout)
    assert {"document-altered", "excerpt-not-found"} <= {row["rule"] for row in rows}


def test_the_file_of_a_meeting_is_checked(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text("title: محادثات\ndate: 2026-12-03\ntopics: [afrika]\n", "utf-8")
    run = program("check", "--meeting", str(file))
    assert run.returncode == 1
    assert f"{file}:3:10: there is no topic “afrika”" in run.stdout
    assert program("check", "--meeting", "washington-2024").returncode == 0


def test_answers_that_cannot_be_said_aloud_are_hints_and_no_mistake(
    program: Program, tmp_path: Path
) -> None:
    asked = (
        "  - kind: questions\n    questions:\n      - question: كم درّبتم؟\n        answer:\n"
        '          - "بحسب المصدر {uk-trained-forces}."\n  - kind: sources'
    )
    topic = spoilt("topics/uk.yaml", "  - kind: sources", asked)
    data = write(tmp_path, {"topics/uk.yaml": topic})
    run = program("check", "--data", str(data))
    assert run.returncode == 0
    assert (
        "\ndata/topics/uk.yaml:14:19: note: “المصدر” is what a paper says of its sources"
    ) in run.stdout
    assert "sound: 1 topic" in run.stderr
    rows = json.loads(program("check", "--data", str(data), "--json").stdout)
    assert [(row["level"], row["rule"]) for row in rows] == [
        ("note", "no-request"),
        ("note", "source-in-answer"),
    ]


def test_conflicts_are_listed_and_are_no_mistake(program: Program, tmp_path: Path) -> None:
    data = write(tmp_path, {"facts/uk.yaml": spoilt("facts/uk.yaml", "2023-06", "2017-02")})
    run = program("check", "--data", str(data), "--conflicts")
    assert run.returncode == 0
    assert run.stdout.startswith(
        "data/facts/uk.yaml:12:7: warning: “uk-trained-forces” is 120000 in page (2017-02) and "
        "35000 in uk-2017 (2017-02, data/facts/uk.yaml:7); briefs print both [sources-differ]\n"
        "    Set “rank: preferred” on one, with a “note” why; let one supersede the other; or give "
        "each its “scope”.\n"
    )
    assert "warning" not in program("check", "--data", str(data)).stdout
    rows = json.loads(program("check", "--data", str(data), "--conflicts", "--json").stdout)
    assert [(row["level"], row["line"]) for row in rows] == [("warning", 12), ("note", 1)]
    assert json.loads(program("check", "--conflicts", "--json").stdout) == []
