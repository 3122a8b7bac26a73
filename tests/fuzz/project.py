"""Damaged project files: ``briefings.toml`` from anywhere must not end a command unexpectedly."""

from __future__ import annotations

from pathlib import Path

from briefings.cli import cli
from briefings.cli.project import read_project

from .running import Target

_COMPLETE = """\
# ours
archive = "editions"
sign = "keys/office.key"
output = "papers"
theme = "diwan"
format = "sheet"
paper = "letter"
digits = "arab"
months = "dual"
marking = "رسمي"
duplex = true
no-cache = false
jobs = 3
cluster = "tcp://127.0.0.1:8786"
"""
_RARE = """\
"calendar" = 'both'
'html' = false
data = '''
.'''
output = "\\u0061\\"b"
"""


def project(folder: Path) -> Target:
    """Project files, as they are read for every command that knows one."""
    sound = [_COMPLETE.encode(), _RARE.encode()]
    for text in sound:  # what is imported once is not imported again in each child
        (folder / "briefings.toml").write_bytes(text)
        read_project(folder, cli)
    return Target("project", folder, sound, lambda _: read_project(folder, cli), "briefings.toml")
