"""The commands of the README run as they stand, and those of the other pages are understood."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefings.cli import cli
from tests.conftest import Program

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^\$? ?(?:python3 |\./)make_brief\.py (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
FOLDERS = ("DIR", "my-theme", "my-data")
"""Names that stand for folders of the reader."""


def commands_of(page: Path) -> list[str]:
    """What follows the program's name, in the blocks of a page; comments and line ends go."""
    blocks = BLOCK.findall(page.read_text("utf-8"))
    found = COMMAND.findall("\n".join(blocks).replace("\\\n", " "))
    return [re.split(r"\s+#(?:\s|$)", line)[0].strip() for line in found]


ALL = [
    pytest.param(line, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, line in enumerate(commands_of(page), 1)
]


def test_there_are_commands_to_look_at() -> None:
    assert len(commands_of(ROOT / "README.md")) > 15
    assert len(ALL) > 50


@pytest.mark.parametrize("line", ALL)
def test_a_command_is_understood(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    for name in set(re.findall(r"[\w./-]+\.(?:yaml|xlsx|csv|pdf|pub|key)\b", line)):
        if "/" not in name:
            (tmp_path / name).write_bytes(b"")
    words = shlex.split(line)
    context = cli.make_context("briefings", words)
    command: click.Command = cli
    while isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        called, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command = found
        context = command.make_context(called, rest, parent=context)


def test_the_commands_of_the_readme_run(tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "working-folder"
    (folder / "mailing.yaml").write_text("- {topics: [africa], ink: mono}\n")
    # The first by the script itself; for the others the program is not loaded again.
    script = [sys.executable, str(ROOT / "make_brief.py")]
    build = ["--topic", "uk-contributions", "--output", "brief.pdf"]
    subprocess.run([*script, *build], cwd=folder, timeout=120, check=True)
    for line in commands_of(ROOT / "README.md"):
        done = program(*shlex.split(line))
        assert done.returncode == 0, f"{line}\n{done.stderr}"
