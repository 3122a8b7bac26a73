"""The program called in this process, for what needs no process of its own."""

from __future__ import annotations

import sys
from unittest.mock import patch

from click.testing import CliRunner, Result

from briefings.cli import cli


def call(*arguments: str) -> Result:
    """Call it as ``briefings``; wrong usage has exit code 2, known errors are in ``exception``."""
    with patch.object(sys, "argv", ["/usr/bin/briefings", *arguments]):
        return CliRunner().invoke(cli, list(arguments), prog_name="briefings")
