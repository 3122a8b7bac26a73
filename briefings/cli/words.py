"""Hints for words that users type instead of a command."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping

from ..arabic.suggestions import hint, suggest
from .examples import program

_MOST = 4  # topics that are named
_BUILD = "A build needs no command: {program} --topic TOPIC (“topics” lists them)."
_NEW = (
    "A topic is a YAML file in the folder “topics” of the data. Begin with a copy of {data}, and "
    "in it with a copy of a topic; “{program} check --data COPY” tells what is missing, and "
    "“{program} --data COPY --topic NAME” builds it."
)
_LISTS = "What there is: “topics”, “facts”, “meetings”, “themes”, and “editions list”."
_MEANT: Mapping[str, Collection[str]] = {
    _BUILD: ("build", "make", "brief", "create", "generate", "run", "print", "pdf", "render"),
    _NEW: ("new", "init", "add", "start", "begin", "scaffold"),
    _LISTS: ("list", "ls", "lists", "show", "index", "all"),
    "Facts: “facts --search TEXT”; in what was kept: “editions search TEXT”.": (
        *("search", "find", "grep", "query"),
    ),
    "With a build: --format sheet, --format pack, --html.": ("sheet", "pack", "html", "format"),
    "It is an option: --version.": ("version", "about"),
    "Editions are kept by a build with --archive; “{program} editions” lists what can be done "
    "with them.": ("archive", "edition", "history"),
    "It is “editions {word}”.": (*("diff", "open", "prune", "rebuild", "verify", "new-key"),),
    "It is “facts {word}”.": ("export", "import"),
    "It is “check”; “check --stale” lists facts to renew.": (
        *("validate", "lint", "test", "stale", "unused", "conflicts", "verify-data", "status"),
    ),
    "It is “explain”.": ("why", "source", "sources", "where", "trace", "cite"),
    "It is “batch”: one document for each row of a file.": ("mail", "mailing", "merge", "many"),
    "“completion bash” prints what a shell completes from; zsh and fish likewise.": (
        *("complete", "completions", "autocomplete"),
    ),
    "“doctor” tells what is missing on this machine.": (
        *("install", "setup", "set-up", "diagnose", "health", "deps"),
    ),
    "“help” shows the help, “help facts” that of a command.": ("man", "usage", "?", "manual"),
}
"""Hints, and the words that each answers."""


def lead(word: str, commands: Collection[str], topics: Collection[str]) -> str:
    """A hint for a word that is no command: commands, options or topics."""
    if word not in topics:
        for said, words in _MEANT.items():
            if word.casefold() in words:
                data = _data() if "{data}" in said else ""
                return said.format(program=program(), word=word.casefold(), data=data)
    near, found = suggest(word, commands), suggest(word, topics)
    hints = [hint(near, "").capitalize()] if near and word not in topics else []
    if found or not near:
        named = found or [word]
        hints.append(f"For a topic: {' or '.join(f'--topic {name}' for name in named[:_MOST])}")
    return " ".join(hints)


def _data() -> str:
    from ..resources import data_folder

    return shlex.quote(str(data_folder()))
