"""Facts searched for, and exchanged with spreadsheets, on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefings import resources
from briefings.cli import cli
from briefings.data import write_schemas
from briefings.data.spreadsheet.exchange import import_facts
from briefings.errors import BriefingError
from tests.conftest import Program

from ..data.folder import write
from ..data.spreadsheet.sheet import bytes_of


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
    assert f"{file}:4:14: “value”" in run.stderr
    assert "as 120000." in run.stderr


def test_options_of_the_list_are_not_lost_silently(program: Program) -> None:
    run = program("facts", "--topic", "africa", "export", "a.csv")
    assert run.returncode == 2
    assert "--topic must stand after “export”" in run.stderr
    run = program("facts", "export", "a.ods")
    assert (run.returncode, run.stdout) == (1, "")
    assert "ends in .xlsx or .csv" in run.stderr


def run_here(*arguments: object) -> Result:
    """Run the program in this process: known errors are raised."""
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_facts_are_never_imported_into_what_comes_with_the_program(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    run_here("facts", "export", file, "--data", write(tmp_path, {}))
    shipped = bytes_of(resources.data_folder())
    run = run_here("facts", "import", file)
    assert isinstance(run.exception, BriefingError)
    assert str(run.exception) == (
        "facts are imported into a folder of your own, not into the one that comes with the "
        f"program: copy {resources.data_folder()}, and name the copy with --data DIR"
    )
    assert bytes_of(resources.data_folder()) == shipped


@pytest.mark.parametrize("is_linked", [False, True])
def test_the_installed_package_is_never_written_into(
    is_linked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write(tmp_path / "briefings" / "share", {})
    file = tmp_path / "facts.csv"
    run_here("facts", "export", file, "--data", data)
    file.write_text(file.read_text("utf-8").replace("sahel-leaders", "leaders"), "utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "briefings")
    before = bytes_of(data)
    folder = data
    if is_linked:
        folder = tmp_path / "mine"
        folder.symlink_to(data)
    for work in (lambda: import_facts(file, folder), lambda: write_schemas(folder / "schema")):
        with pytest.raises(BriefingError, match="belongs to the installed program"):
            work()
    assert bytes_of(data) == before


def test_a_dry_run_of_an_import_tells_what_would_change(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    run_here("facts", "export", file, "--data", data)
    file.write_text(file.read_text("utf-8").replace("sahel-leaders", "leaders"), "utf-8")
    before = bytes_of(data)
    run = run_here("facts", "import", file, "--data", data, "--dry-run")
    assert (run.exit_code, run.stdout) == (0, f"{data / 'facts/groups.yaml'}\n")
    assert "1 new fact, 0 changed; a dry run: nothing was written" in run.stderr
    assert bytes_of(data) == before


def test_an_export_replaces_nothing_but_itself_unless_forced(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    for name in ("facts.csv", "facts.xlsx"):
        file = tmp_path / name
        for _ in range(2):  # what is the same may be written again
            assert run_here("facts", "export", file, "--data", data).exit_code == 0
    edited = (tmp_path / "facts.csv").read_text("utf-8").replace("sahel-leaders", "leaders")
    for name, text in (("facts.csv", edited), ("list.csv", "name,age\nA,5\n"), ("x.xlsx", "?")):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        run = run_here("facts", "export", file, "--data", data)
        assert "holds something else than these facts: import it first" in str(run.exception)
        assert file.read_text("utf-8") == text
        assert run_here("facts", "export", file, "--data", data, "--force").exit_code == 0
        assert file.read_bytes() != text.encode()


def test_an_export_replaces_no_link_unless_forced(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    file.symlink_to(tmp_path / "gone.csv")
    run = run_here("facts", "export", file, "--data", data)
    assert f"{file} is a link: name the file that it leads to" in str(run.exception)
    assert file.is_symlink()
    run = run_here("facts", "export", file, "--data", data, "--force")
    assert (run.exit_code, file.is_symlink()) == (0, False)
    assert "1 facts" not in run.stderr
    assert "1 claims" not in run.stderr


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    run_here("facts", "export", file, "--data", data)
    file.write_text(file.read_text("utf-8").replace("sahel-leaders", "leaders"), "utf-8")
    file.chmod(0o444)
    for force in ([], ["--force"]):
        run = run_here("facts", "export", file, "--data", data, *force)
        assert f"{file} is read-only" in str(run.exception)
    (data / "facts/groups.yaml").chmod(0o444)
    before = bytes_of(data)
    run = run_here("facts", "import", file, "--data", data)
    assert str(run.exception) == (
        f"{data / 'facts/groups.yaml'} cannot be written, and nothing was changed: it is read-only"
    )
    assert bytes_of(data) == before


def test_schemas_replace_no_file_of_another_program(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    run = run_here("schema", folder, "--dry-run")
    assert "7 files would be written" in run.stderr
    assert not folder.exists()
    assert run_here("schema", folder).exit_code == 0
    assert run_here("schema", folder, "--dry-run").stdout == ""
    old = folder / "facts.schema.json"
    old.write_text(old.read_text("utf-8").replace("Arabic", "Latin"), "utf-8")
    assert run_here("schema", folder, "--dry-run").stdout == f"{old}\n"
    assert run_here("schema", folder).exit_code == 0
    assert "Latin" not in old.read_text("utf-8")
    old.write_text("{}", "utf-8")
    run = run_here("schema", folder)
    assert f"{old} is no schema of this program: move it away first" in str(run.exception)
    assert old.read_text("utf-8") == "{}"


def test_a_pipe_beside_the_data_keeps_no_import_waiting(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "facts.csv"
    run_here("facts", "export", file, "--data", data)
    file.write_text(file.read_text("utf-8").replace("sahel-leaders", "leaders"), "utf-8")
    os.mkfifo(data / "other.yaml")
    (data / "private").mkdir()
    (data / "private" / "endless.yaml").symlink_to("/dev/zero")
    assert run_here("facts", "import", file, "--data", data).exit_code == 0
