"""What meetings and themes there are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings import resources

from .calling import call


def test_meetings_for_people_and_machines() -> None:
    assert json.loads(call("meetings", "--json").stdout) == [
        {
            "meeting": "washington-2024",
            "title": "اجتماع التحالف الوزاري في واشنطن",
            "date": "2024-09",
            "topics": ["washington-2024", "uk-contributions", "coalition", "working-groups"],
        }
    ]
    lines = call("meetings").stdout.splitlines()
    assert lines[0].split()[:3] == ["washington-2024", "2024-09", "اجتماع"]
    assert lines[1].strip() == "washington-2024, uk-contributions, coalition, working-groups"


def test_without_meetings_there_is_an_empty_list(small_data: Path) -> None:
    assert json.loads(call("meetings", "--json", "--data", str(small_data)).stdout) == []
    run = call("meetings", "--data", str(small_data))
    assert (run.stdout, run.stderr) == ("", "0 meetings\n")


def test_themes_are_listed_with_their_folders_whatever_is_in_them(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = checkout / "templates" / "themes"
    default, diwan = json.loads(call("themes", "--json").stdout)
    assert (default["theme"], default["folder"]) == ("default", str(shipped / "default"))
    assert diwan["about"].startswith("Diwan: black text on white paper under one green rule;")

    (tmp_path / "themes" / "bare" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(resources, "templates_folder", lambda: tmp_path)
    lines = call("themes").stdout.splitlines()
    assert [line.strip() for line in lines] == ["bare", str(tmp_path / "themes" / "bare")]
