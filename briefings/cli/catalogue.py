"""The commands, and the answer to words that are none."""

from __future__ import annotations

from importlib import import_module

import click
from click.core import ParameterSource

from ..errors import BriefingError
from .arguments import checked
from .examples import BUILD, examples
from .help import CommandGroup, Sectioned, with_examples
from .names import topic_names
from .project import data_folder_of, defaults_for

_SHARED = ("as_json", "data_folder", "quiet", "visual")
"""Parameters that may stand before a command as well as after it."""


class BuildGroup(CommandGroup, Sectioned):
    """The program: a group of commands, whose modules are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(f".{module}", __package__), name or cmd_name)
        return checked(with_examples(command, cmd_name))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first, then usage, options and commands."""
        formatter.write(examples(BUILD) + "\n\n")
        super().format_help(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take defaults of builds and batches from the project file."""
        given, rest, _ = self.make_parser(ctx).parse_args(args=list(args))
        is_help = any(one.is_eager and one.name in given for one in self.get_params(ctx))
        is_help = is_help or any(one in ctx.help_option_names for one in rest)
        if not rest or rest[0] == "batch":
            batch = self.get_command(ctx, "batch") if rest else None
            defaults = defaults_for(batch or self, is_help=is_help)
            ctx.default_map = {"batch": defaults} if batch else defaults
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown word, suggest commands and topics."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from .words import lead

            hint = lead(args[0], self.list_commands(ctx), _topics(ctx))
            ctx.fail(f"There is no command “{args[0]}”. {hint}")
        given = [
            parameter.opts[-1]
            for parameter in self.params
            if parameter.name not in _SHARED
            and ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        ]
        if given:
            ctx.fail(f"{', '.join(given)} must stand after “{args[0]}”, or belongs to a build.")
        name, command, rest = super().resolve_command(ctx, args)
        if (
            ctx.params.get("data_folder")
            and command
            and all(one.name != "data_folder" for one in command.params)
        ):
            ctx.fail(f"“{name}” reads no --data.")
        return name, command, rest


def _topics(context: click.Context) -> list[str]:
    """The topics, for a hint; none if the data folder cannot be read."""
    try:
        return topic_names(data_folder_of(context.params.get("data_folder")))
    except (BriefingError, OSError):
        return []


COMMANDS = {
    "batch": "batch",
    "check": "check",
    "completion": "completion",
    "doctor": "doctor",
    "editions": "editions",
    "explain": "explain",
    "facts": "facts",
    "help": "help:show_help",
    "meetings": "listing",
    "schema": "listing",
    "themes": "listing",
    "topics": "listing",
}
"""The module of each command, and its name there where that is another."""
