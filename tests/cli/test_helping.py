"""Help: whole, alike everywhere, and with examples that can be typed."""

from __future__ import annotations

import ast
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from briefings.batch.cluster import PACKAGE
from briefings.cli import cli
from briefings.cli.examples import BUILD, COMMANDS, program

from .calling import call


def commands(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands with the words they are called by."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, help_option_names=["-h", "--help"])
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


ALL = dict(commands())
BY_NAME = pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "build")


@BY_NAME
def test_help_is_whole_and_has_an_example(path: tuple[str, ...]) -> None:
    shown = call(*path, "-h").output
    assert shown == call("help", *path).output == call(*path, "--help").output
    assert re.search(rf"^ +briefings {' '.join(path)}", shown, re.MULTILINE)
    # Click ends a summary or a default that it has cut with three full stops.
    assert "..." not in shown.replace("]...", "").replace("[ARGS]...", "")
    for parameter in ALL[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts
            assert re.search(r"[.:]( *$|  \[| *\S+\.$)", parameter.help), parameter.opts
            assert len(re.findall(rf"^  {parameter.opts[-1]}\b", shown, re.MULTILINE)) == 1


def test_summaries_are_whole() -> None:
    shown = " ".join(call("editions", "-h").output.split())
    for path, command in ALL.items():
        if path[:1] == ("editions",) and len(path) == 2:
            assert command.help is not None
            first = " ".join(command.help.partition("\n\n")[0].split())
            assert f"{path[1]} {first}" in shown


def test_options_of_a_build_stand_under_headings() -> None:
    shown = call("-h").output
    for many in (shown, call("batch", "-h").output):
        assert "More options" not in many, "a new option of a build has its heading in helping.py"
    sections = re.findall(r"^(\S.*):$", shown, re.MULTILINE)
    assert sections == [
        *("Examples", "What to build", "How it reads", "How it looks", "Where it goes"),
        *("How it is made", "General", "Commands"),
    ]


def test_json_is_described_alike_everywhere() -> None:
    told = {
        parameter.help
        for command in ALL.values()
        for parameter in command.params
        if isinstance(parameter, click.Option) and "--json" in parameter.opts
    }
    assert told == {"Print a JSON list for machines."}


EXAMPLES = [*BUILD, *(line for lines in COMMANDS.values() for line in lines)]


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_is_understood(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mailing.yaml", "mailing.xlsx", "mailing.csv", "facts.xlsx", "office.pub"):
        Path(name).touch()
    Path("my-data").mkdir()
    context = cli.make_context("briefings", shlex.split(line))
    while isinstance(context.command, click.Group) and (
        rest := [*context._protected_args, *context.args]
    ):
        found, command, rest = context.command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(found, rest, parent=context)


@pytest.mark.parametrize(
    ("started", "typed"),
    [
        ("/usr/local/bin/briefings", "briefings"),
        ("make_brief.py", "python3 make_brief.py"),
        ("./make_brief.py", "python3 make_brief.py"),
        ("/srv/our desk/make_brief.py", "python3 '/srv/our desk/make_brief.py'"),
        ("/usr/lib/python3/site-packages/briefings/__main__.py", "python3 -m briefings"),
        ("-c", "briefings"),
        ("", "briefings"),
    ],
)
def test_messages_name_the_program_as_it_was_started(
    started: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [started])
    assert program() == typed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["help", "fatcs"], "Did you mean “facts”?"),
        (["help", "facts", "exprot"], "“facts” has no command “exprot”; did you mean “export”?"),
        (["help", "topics", "all"], "“topics” has no commands below it; leave out “all”"),
        (["editions", "lst"], "“editions” has no command “lst”; did you mean “list”?"),
        (["editions", "what"], "it has: diff, list, new-key, open, prune"),
    ],
)
def test_an_unknown_command_of_a_group_is_answered(words: list[str], told: str) -> None:
    run = call(*words)
    assert run.exit_code == 2
    assert told in run.output


def test_no_message_of_the_program_needs_a_checkout(checkout: Path) -> None:
    """Where a checkout is named, it is there; how to start the program is asked of one function."""
    allowed = {"briefings/cli/examples.py": "make_brief.py", "briefings/build/doctor.py": "make"}
    for path in sorted((checkout / "briefings").rglob("*.py")):
        name = path.relative_to(checkout).as_posix()
        for said in _said(ast.parse(path.read_text("utf-8"))):
            for word in ("make_brief", "make brief", "docs/", "briefings[", ".venv/bin"):
                assert word not in said or allowed.get(name, "-") in said, f"{name}: {said}"


def _said(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    quiet = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.value


def test_the_package_for_clusters_is_that_of_the_distribution(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["optional-dependencies"]["cluster"] == [PACKAGE]
