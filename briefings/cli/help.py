"""The layout of help, with options under headings and examples at the end; and ``help``."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence

import click

from ..arabic.suggestions import hint, suggest
from ..build.options import Heading, options
from .examples import COMMANDS, examples
from .output import result

_SECTIONS: Mapping[str, Sequence[str]] = {
    "What to build": ("chosen", "everything", "meeting", "format_", "edition", "as_of"),
    **{each: [one.name for one in options() if one.heading is each] for each in Heading},
    "Where it goes": ("output", "force", "open_it", "dry_run", "archive", "no_archive", "key"),
    "How it is made": ("count", "address", "resume", "no_cache"),
    "General": ("data_folder", "as_json", "quiet", "visual", "version", "help"),
}
"""Headings of options, and the parameters below each."""
_OTHER = "More options"
_MANY = 12


class Sectioned(click.Command):
    """A command whose options stand under headings if they are many."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options in the order of the headings, those without a heading last."""
        records = {
            "help" if "--help" in parameter.opts else parameter.name or "": record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option)
            and (record := parameter.get_help_record(ctx)) is not None
        }
        sections = {
            title: [name for name in names if name in records] for title, names in _SECTIONS.items()
        }
        placed = {name for names in sections.values() for name in names}
        sections[_OTHER] = [name for name in records if name not in placed]
        if len(records) <= _MANY:
            sections = {"Options": list(records)}
        for title, names in sections.items():
            if names:
                with formatter.section(title):
                    formatter.write_dl([records[name] for name in names])


class CommandGroup(click.Group):
    """A group that lists its commands with whole summaries."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first paragraph of its help, which Click would cut."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, summary(one)) for name, one in found if one is not None and not one.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one, suggest others."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            known = self.list_commands(ctx)
            meant = hint(suggest(word, known), f"it has: {', '.join(known)}.")
            ctx.fail(f"“{ctx.info_name}” has no command “{word}”; {meant}")
        return super().resolve_command(ctx, args)


def summary(command: click.Command) -> str:
    """The first paragraph of a command's help, in one line."""
    whole = inspect.cleandoc(command.help or "")
    return " ".join(whole.partition("\n\n")[0].split())


def with_examples(command: click.Command, path: str) -> click.Command:
    """Add examples at the end of the help of a command and of those below it."""
    if path in COMMANDS:
        command.epilog = f"\b\n{examples(COMMANDS[path])}"  # Click rewraps all but such a paragraph
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            with_examples(below, f"{path} {name}")
    return command


@click.command(name="help")
@click.argument("words", metavar="[COMMAND]...", nargs=-1)
@click.pass_context
def show_help(context: click.Context, /, *, words: tuple[str, ...]) -> None:
    """Show this help, or that of a command."""
    root = context.find_root()
    command, shown = root.command, root
    for word in words:
        if not isinstance(command, click.Group):
            context.fail(f"“{shown.info_name}” has no commands below it; leave out “{word}”.")
        if command.get_command(shown, word) is None:
            # It suggests commands, and fails.
            command.resolve_command(shown, [word])
        below = command.get_command(shown, word)
        assert below is not None, "a command that does not exist ends the program"
        command, shown = below, click.Context(below, info_name=word, parent=shown)
    result(command.get_help(shown), lines=True)
