"""Renew the tables of docs/command-line.md: ``.venv/bin/python docs/make_command_line.py``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

PAGE = Path(__file__).with_name("command-line.md")
BEGIN = "<!-- The tables below are made by docs/make_command_line.py; a test compares them. -->"


def tables() -> str:
    """Every command with its arguments and options, as the program itself describes them."""
    sys.path.insert(0, str(PAGE.parents[1]))
    from briefings.cli import cli

    return "\n".join(_command(cli, ()))


def renewed(page: str) -> str:
    """The page with its tables as they are now."""
    before, _, _ = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables()}\n"


def _command(command: click.Command, path: tuple[str, ...]) -> Iterator[str]:
    context = click.Context(
        command,
        info_name=" ".join(("briefings", *path)),
        help_option_names=["-h", "--help"],  # click keeps the first that it is asked for
    )
    usage = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    yield f"## {' '.join(path) or 'A build, without a command'}"
    yield ""
    yield f"`{' '.join(['briefings', *path, '[OPTIONS]', *usage])}`"
    yield ""
    for paragraph in (command.help or "").split("\n\n"):
        yield from (_text(paragraph), "")
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _command(below, (*path, name))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    options = (one for one in command.params if isinstance(one, click.Option))
    shown = [record for one in options if (record := one.get_help_record(context)) is not None]
    if shown:
        yield "| Option | What it does |"
        yield "|---|---|"
        yield from (f"| `{_cell(name)}` | {_cell(_text(told))} |" for name, told in shown)
        yield ""


def _text(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
