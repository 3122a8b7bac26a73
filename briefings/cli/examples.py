"""Examples in help, and what to type to start this program: messages name commands that work."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..arabic.phrases.messages import SEARCH_EDITIONS, SEARCH_FACTS

SCRIPT = "make_brief.py"

BUILD: Sequence[str] = (
    "--topic uk-contributions",
    "--topic africa --topic coalition --output briefs/",
    "--topic working-groups --date 2026-11-21 --as-of 2024-12-31",
    "--topic africa --format sheet --ink mono",
    "--meeting washington-2024 --duplex",
    "--all --digits arab --months dual",
    "--topic africa --archive editions/",
    "batch mailing.yaml --output briefs/",
    "topics",
    "facts --topic foreign-fighters",
    "explain uk-trained-forces",
    "check",
)
"""Examples of builds, and of the commands that users need first."""

COMMANDS: Mapping[str, Sequence[str]] = {
    "batch": (
        "batch mailing.yaml --output briefs/",
        "batch mailing.xlsx --date 2026-12-03 --jobs 4",
        "batch mailing.csv --dry-run",
    ),
    "check": (
        "check",
        "check --stale --meeting washington-2024",
        "check --theme my-theme",
        "check --data my-data --conflicts",
    ),
    "completion": ("completion bash",),
    "doctor": ("doctor",),
    "editions": ("editions list", SEARCH_EDITIONS[0], "editions verify"),
    "editions diff": ("editions diff africa", "editions diff africa --pdf changes.pdf"),
    "editions list": ("editions list --topic africa --since 2026",),
    "editions new-key": ("editions new-key office.key",),
    "editions open": ("editions open africa", "editions open africa-2026-11-24-1 --folder"),
    "editions prune": ("editions prune --keep last=5 --keep yearly --dry-run",),
    "editions rebuild": ("editions rebuild africa-2026-11-24-1",),
    "editions search": SEARCH_EDITIONS[1:],
    "editions show": ("editions show africa",),
    "editions verify": (
        "editions verify",
        "editions verify africa --key office.pub",
        'editions verify --code "africa-2026-11-24-1 340f dc73 71cf"',
    ),
    "explain": (
        "explain uk-trained-forces",
        "explain uk-trained-forces --as-of 2023",
        'explain "120,000"',
        'explain brief.pdf --page 2 "120,000"',
    ),
    "facts": ("facts --topic africa", SEARCH_FACTS, "facts export facts.xlsx"),
    "facts export": ("facts export facts.xlsx --topic africa",),
    "facts import": ("facts import facts.xlsx --data my-data",),
    "help": ("help", "help facts export"),
    "meetings": ("meetings", "meetings --json"),
    "schema": ("schema my-data/schema",),
    "themes": ("themes",),
    "topics": ("topics", "topics --data my-data"),
}
"""The examples of each command, by its path."""


def examples(lines: Sequence[str]) -> str:
    """Examples with their heading, one per line."""
    started = program()
    return "\n".join(
        ["Examples:" if len(lines) > 1 else "Example:", *(f"  {started} {line}" for line in lines)]
    )


def program() -> str:
    """The command that started this program, or ``briefings``.

    ``python3 make_brief.py`` for the script of a checkout, with the folder that was typed, and
    ``python3 -m briefings`` for the module.
    """
    typed = Path(sys.argv[0] if sys.argv else "")
    if typed.name == SCRIPT:
        return f"python3 {shlex.quote(str(typed))}"
    # Python itself puts the full path of the module's file there.
    if typed.name == "__main__.py":
        return "python3 -m briefings"
    return "briefings"
