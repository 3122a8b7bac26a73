"""The program called in this process, for what needs no process of its own."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess
from unittest.mock import patch

from click.testing import CliRunner, Result

from briefings.cli import cli, main


def call(*arguments: str) -> Result:
    """Call it as ``briefings``; wrong usage has exit code 2, known errors are in ``exception``."""
    with patch.object(sys, "argv", ["/usr/bin/briefings", *arguments]):
        return CliRunner().invoke(cli, list(arguments), prog_name="briefings")


def run_main(*arguments: str) -> CompletedProcess[str]:
    """The whole program, with its messages and exit codes, but for signals and streams."""
    out, err = io.StringIO(), io.StringIO()
    code: object = None
    with (
        patch.object(sys, "argv", ["/usr/bin/briefings", *arguments]),
        patch("briefings.cli._prepare"),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as exit_:
            code = exit_.code
    assert isinstance(code, int)
    return CompletedProcess(arguments, code, out.getvalue(), err.getvalue())
