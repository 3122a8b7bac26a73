"""The command line: flags, colours, the clock and exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from ..errors import BriefingError
from .arguments import checked
from .build import BuildOptions, build_options, run_build
from .catalogue import BuildGroup
from .completion import VARIABLE, answer
from .examples import program
from .options import collected
from .output import complain, complain_of
from .version import version_option

UNEXPECTED = 3
INTERRUPTED = 130
TERMINATED = 128 + signal.SIGTERM
_COLLECT = 50_000


@click.group(
    cls=BuildGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@version_option
@build_options
@collected(BuildOptions)
def cli(asked: BuildOptions) -> None:
    """Make printable Arabic briefs from cited facts. Without a command, build."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        run_build(context, asked)


def main() -> NoReturn:
    """Run the program and exit: 0 done, 1 known error, 2 usage, 3 unexpected, 130 interrupted."""
    _prepare()
    if instruction := os.environ.get(VARIABLE):
        sys.exit(answer(cli, instruction))
    try:
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        complain_of(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; nothing was left half-written")
        code = INTERRUPTED
    except BriefingError as error:
        complain(str(error))
        code = error.exit_code
    except BrokenPipeError:
        # The reader has ended, as `head` does, which is no failure. Python would write again at
        # exit and print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except ModuleNotFoundError as error:
        from ..build.doctor import how_to_repair

        complain(f"{error.name} is not installed here; {how_to_repair()}")
        code = BriefingError.exit_code
    except OSError as error:
        complain(_system_message(error))
        code = BriefingError.exit_code
        _abandon_output()
    except Exception as error:
        if os.environ.get("BRIEFINGS_TRACEBACK"):
            raise
        known = _known(error)
        complain(
            known
            or f"unexpected {type(error).__name__}: {error}\n"
            "This is a defect of the program. To report it, run again with BRIEFINGS_TRACEBACK=1."
        )
        code = BriefingError.exit_code if known else UNEXPECTED
    gc.freeze()  # or Python would collect garbage once more
    sys.exit(code)


def _run() -> int:
    # Not cli.main(), which treats a closed pipe as a failure.
    try:
        checked(cli)
        with cli.make_context(program(), sys.argv[1:]) as context:
            cli.invoke(context)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    return 0


def _prepare() -> None:
    # Imports and facts stay: collecting garbage among them is a tenth of the time of a quick
    # command.
    gc.set_threshold(_COLLECT)
    for stream in (sys.stdout, sys.stderr):
        # Arabic is escaped on terminals that cannot show it.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    # An exception lets the build remove unfinished files.
    sys.exit(TERMINATED)


def _system_message(error: OSError) -> str:
    """The message of a system error, with its paths."""
    names = [
        os.fsdecode(name)
        for name in (error.filename, error.filename2)
        if isinstance(name, str | bytes | os.PathLike)
    ]
    reason = error.strerror or str(error) or type(error).__name__
    return f"{' -> '.join(names) or 'the system, which names no file'}: {reason}"


def _known(error: Exception) -> str | None:
    """The message of an exception that is not a defect, wherever it is raised; else None."""
    from concurrent.futures import BrokenExecutor

    if isinstance(error, BrokenExecutor | EOFError):
        return (
            "a process that worked for this one was ended from outside, perhaps for want of "
            "memory: try again, with fewer at a time (--jobs 1, or one topic)"
        )
    if isinstance(error, MemoryError):
        return "there is not enough memory for this: try again with fewer topics at a time"
    if isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed":
        return f"“{error.object}” is not in UTF-8: give the file or the text another name"
    if isinstance(error, ValueError) and "TZif" in str(error):
        return "the time zone of this machine cannot be read: set TZ=UTC, or mend /etc/localtime"
    return None


def _abandon_output() -> None:
    """Prevent a second failure of a full disk or a closed stdout when Python exits."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
