"""The names that options take, and their completion in shells.

Completion must be quick: names come from the names of files, or from the first lines of entries,
without loading a library. Unreadable files give no names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from ..atomic import MEGABYTE, read_regular
from .project import data_folder_of

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_ENTRY = re.compile(r"^([a-z0-9]+(?:-[a-z0-9]+)*):", re.MULTILINE)
_PLAIN = re.compile(r"\w[\w.+-]*")
"""A name without special characters of shells: bash inserts candidates as they are."""
_MOST_BYTES = 10 * MEGABYTE  # of one file of facts


class TopicName(click.ParamType[str]):
    """The id of a topic; several ids in one word are refused."""

    name = "TOPIC"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that it is one name; whether the topic exists is checked by the library."""
        from ..arabic.reading.arguments import SEPARATORS

        text = str(value).strip()
        names = [name for name in re.split(rf"\s*[{SEPARATORS}]\s*", text) if name]
        if len(names) > 1 and param is not None:
            option = param.opts[0]
            each = " ".join(f"{option} {name}" for name in names)
            how = f"repeat the option: {each}" if param.multiple else "name one of them"
            self.fail(f"“{text}” names {len(names)} topics; {how}.", param, ctx)
        return names[0] if names else text

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete topics of the data folder."""
        return complete_topics(ctx, param, incomplete)


def completes(names: Callable[[click.Context], Iterable[str]]) -> Complete:
    """Make a completion function of a function that gives names; its errors give none."""

    @wraps(names)
    def complete(
        context: click.Context,
        _: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem]:
        try:
            with context.scope(cleanup=False):
                found = sorted(set(filter(_PLAIN.fullmatch, names(context))))
        except Exception:  # noqa: BLE001 — a message would disturb the line
            return []
        return [CompletionItem(name) for name in found if name.startswith(incomplete)]

    return complete


def or_files(complete: Complete) -> Complete:
    """The same, but files and folders if no name matches."""

    def either(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return complete(context, parameter, incomplete) or [CompletionItem(incomplete, type="file")]

    return either


def topic_names(data: Path) -> list[str]:
    """The names of the topics in a data folder, without reading them."""
    return _stems(data / "topics")


def meeting_names(data: Path) -> list[str]:
    """The names of the meetings in a data folder, without reading them."""
    return _stems(data / "meetings")


@completes
def complete_topics(context: click.Context) -> Iterable[str]:
    """Complete topics of the data folder."""
    return topic_names(_data(context))


@completes
def complete_meetings(context: click.Context) -> Iterable[str]:
    """Complete meetings of the data folder."""
    return meeting_names(_data(context))


@completes
def complete_themes(context: click.Context) -> Iterable[str]:  # noqa: ARG001
    """Complete shipped themes."""
    from ..resources import templates_folder

    return [path.name for path in (templates_folder() / "themes").iterdir() if path.is_dir()]


@completes
def complete_facts(context: click.Context) -> Iterable[str]:
    """Complete facts of the data folder."""
    found: list[str] = []
    for file in (_data(context) / "facts").glob("*.yaml"):
        # An unreadable file does not affect the others.
        with suppress(OSError, UnicodeDecodeError):
            found += _ENTRY.findall(read_regular(file, _MOST_BYTES).decode("utf-8"))
    return found


def _stems(folder: Path) -> list[str]:
    return [path.stem for path in folder.glob("*.yaml")]


def _data(context: click.Context) -> Path:
    return data_folder_of(given_folder(context, "data_folder"))


def given_folder(context: click.Context, name: str) -> Path | None:
    """A folder that was given with an option of the command or before it."""
    above: click.Context | None = context
    while above is not None:
        if above.params.get(name):
            return Path(above.params[name])
        above = above.parent
    return None
