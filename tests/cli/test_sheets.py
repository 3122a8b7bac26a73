"""Facts searched for, and exchanged with spreadsheets, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Program

from ..library.folder import write


def test_facts_are_searched_for(program: Program) -> None:
    rows = json.loads(program("facts", "--search", "١٢٠ العناصر المُدرَّبة", "--json").stdout)
    assert rows == []
    run = program("facts", "--search", "دربتهم 120,000", "--json", "--quiet")
    assert {row["fact"] for row in json.loads(run.stdout)} == {
        "uk-trained-forces",
        "uk-training-since",
    }
    assert run.stderr == ""
    run = program("facts", "--search", "120", "--topic", "africa")
    assert (run.stdout, run.stderr) == ("", "0 facts found\n")


def test_a_fact_goes_out_and_comes_back_changed(program: Program, tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    run = program("facts", "export", str(file), "--data", str(data))
    assert (run.returncode, run.stdout) == (0, f"{file}\n")
    assert run.stderr == "2 facts, 3 claims\n"
    text = file.read_text("utf-8-sig").replace("120000", "130000")
    file.write_text(text.replace("sahel-leaders", "leaders"), "utf-8")
    run = program("facts", "--data", str(data), "import", str(file), "--json")
    assert json.loads(run.stdout) == [
        {
            "fact": "uk-trained-forces",
            "file": str(data / "facts/uk.yaml"),
            "change": "changed",
            "claims": 2,
            "claims_before": 2,
        },
        {
            "fact": "leaders",
            "file": str(data / "facts/groups.yaml"),
            "change": "new",
            "claims": 1,
            "claims_before": 0,
        },
    ]
    assert run.stderr == "leaders: 1 claim, a new fact\n1 new fact, 1 changed\n"
    run = program("facts", "import", str(file), "--data", str(data))
    assert (run.stdout, run.stderr) == ("", "0 new facts, 0 changed\n")


def test_a_misspelt_id_that_takes_a_claim_away_is_told(program: Program, tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    program("facts", "export", str(file), "--data", str(data))
    before, _, after = file.read_text("utf-8-sig").rpartition("uk-trained-forces")
    file.write_text(f"{before}uk-traned-forces{after}", "utf-8")
    run = program("facts", "import", str(file), "--data", str(data))
    assert run.stderr.splitlines() == [
        "uk-trained-forces: 1 claim, 2 before",
        "uk-traned-forces: 1 claim, a new fact",
        "1 new fact, 1 changed",
    ]


def test_bad_cells_are_told(program: Program, tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    program("facts", "export", str(file), "--data", str(data))
    file.write_text(file.read_text("utf-8-sig").replace("120000", '"120,000"'), "utf-8")
    run = program("facts", "import", str(file), "--data", str(data))
    assert (run.returncode, run.stdout) == (1, "")
    assert f"{file}:4:13: “value”" in run.stderr
    assert "as 120000." in run.stderr


def test_options_of_the_list_are_not_lost_silently(program: Program) -> None:
    run = program("facts", "--topic", "africa", "export", "a.csv")
    assert run.returncode == 2
    assert "--topic must stand after “export”" in run.stderr
    run = program("facts", "export", "a.ods")
    assert (run.returncode, run.stdout) == (1, "")
    assert "ends in .xlsx or .csv" in run.stderr
