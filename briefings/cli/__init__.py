"""The command line: the only place that knows flags, colours, the clock and exit codes."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from ..errors import BriefingError
from .build import BuildGroup, build_options, run_build
from .commands import check, facts, schema, topics
from .output import complain

UNEXPECTED = 3
INTERRUPTED = 130


@click.group(
    cls=BuildGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@build_options
@click.pass_context
def cli(context: click.Context, /, **options: object) -> None:
    """Make printable Arabic briefs from cited facts. Without a command, build."""
    if context.invoked_subcommand is None:
        run_build(context, **options)  # type: ignore[arg-type]  # click hands over what it parsed


for command in (topics, facts, check, schema):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the program and exit: 0 done, 1 known error, 2 usage, 3 unexpected, 130 interrupted."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; nothing was left half-written")
        sys.exit(INTERRUPTED)
    except BriefingError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader has gone (as `head` does); a second failure at exit would print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("BRIEFINGS_TRACEBACK"):
            raise
        complain(
            f"unexpected {type(error).__name__}: {error}\n"
            "This is a defect of the program. To report it, run again with BRIEFINGS_TRACEBACK=1."
        )
        sys.exit(UNEXPECTED)
    sys.exit(code or 0)
