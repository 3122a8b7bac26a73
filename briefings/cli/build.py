"""Building, which is what the program does when no command is named."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ..errors import BriefingError
from ..locales import Arabic, Digits, Months
from .options import Day, common_options, json_option, library_of, theme_option
from .output import complain, message, result, result_json

EXAMPLES = """\
Examples:
  python make_brief.py --topic uk-contributions
  python make_brief.py --topic africa --topic coalition --output briefs/
  python make_brief.py --topic working-groups --date 2026-11-21 --as-of 2024-12-31
  python make_brief.py --all --digits arab --months dual
  python make_brief.py topics
  python make_brief.py facts --topic foreign-fighters
  python make_brief.py check
"""


_SHARED = ("as_json", "data_folder", "quiet", "visual")
"""Names of the parameters that may stand before a command as well as after it."""


class BuildGroup(click.Group):
    """A group whose help starts with examples and which suggests the command that was meant."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first, then usage, options and commands."""
        formatter.write(EXAMPLES + "\n")
        super().format_help(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown word may be a topic that lacks its flag."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.commands, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"For a topic: --topic {args[0]}"
            ctx.fail(f"There is no command “{args[0]}”. {hint}")
        given = [
            parameter.opts[-1]
            for parameter in self.params
            if parameter.name not in _SHARED
            and ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        ]
        if given:
            ctx.fail(f"{', '.join(given)} must stand after “{args[0]}”, or belongs to a build.")
        return super().resolve_command(ctx, args)


class _Output(click.Path):
    """A path that was given: an empty one would silently mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what an unset variable of a script leaves behind."""
        if not str(value).strip():
            self.fail("it is empty; name a folder, or a file ending in .pdf.", param, ctx)
        return super().convert(value, param, ctx)


def build_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a build."""
    for option in (
        json_option,
        common_options,
        theme_option("A shipped theme, or the folder of another.", "default"),
        click.option(
            "--months",
            type=click.Choice([each.value for each in Months]),
            default=Months.GREGORIAN.value,
            show_default=True,
            help="Names of the months: سبتمبر, أيلول or both.",
        ),
        click.option(
            "--digits",
            type=click.Choice([each.value for each in Digits]),
            default=Digits.LATN.value,
            show_default=True,
            help="Digits: 123 or ١٢٣.",
        ),
        click.option(
            "--output",
            type=_Output(path_type=Path),
            default="briefs",
            show_default=True,
            help="Folder for the PDFs, or a name ending in .pdf for a single one.",
        ),
        click.option(
            "--as-of",
            type=Day(),
            help="Day up to which facts count.  [default: the edition's date]",
        ),
        click.option(
            "--date", "edition", type=Day(), help="Date of the edition.  [default: today]"
        ),
        click.option("--all", "everything", is_flag=True, help="Every topic."),
        click.option(
            "--topic", "chosen", multiple=True, metavar="TOPIC", help="A topic; repeatable."
        ),
    ):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Done:
    """A finished document as ``--json`` shows it; seconds are of wall clock time."""

    topic: str
    format: str
    path: str
    pages: int
    sha256: str
    seconds: float


def run_build(
    context: click.Context,
    *,
    chosen: tuple[str, ...],
    everything: bool,
    edition: date | None,
    as_of: date | None,
    output: Path,
    digits: str,
    months: str,
    theme: str,
    data_folder: Path | None,
    as_json: bool,
) -> None:
    """Build the chosen topics; one that fails does not keep the others from being built."""
    from ..pipeline import Order, find_topics
    from ..resources import templates_folder

    if not chosen and not everything:
        context.fail("Say what to build: --topic TOPIC or --all. The command “topics” lists them.")
    edition = edition or date.today()
    if as_of and as_of > edition:
        context.fail(f"--as-of {as_of} is after the date of the edition, {edition}.")
    library = library_of(data_folder)
    topics = tuple(library.topics) if everything else tuple(dict.fromkeys(chosen))
    find_topics(library, topics)
    if len(topics) > 1 and output.suffix.lower() == ".pdf":
        context.fail("--output must be a folder when several topics are built.")
    order = Order(
        edition,
        as_of or edition,
        output,
        templates_folder(),
        theme,
        Arabic(Digits(digits), Months(months)),
    )
    done, failed = _build_each(library, topics, order)
    if as_json:
        result_json([_row(document) for document in done])
    else:
        for document in done:
            result(document.path)
    if failed:
        context.exit(BriefingError.exit_code)


def _build_each(library: Any, topics: tuple[str, ...], order: Any) -> tuple[list[Done], int]:
    from ..pipeline import build

    done, failed = [], 0
    for topic in topics:
        started = time.perf_counter()
        try:
            made = build(library, topic, order)
        except BriefingError as error:
            failed += 1
            complain(f"{topic}: {error}")
            continue
        seconds = time.perf_counter() - started
        noun = "page" if made.pages == 1 else "pages"
        message(f"{topic}: {made.pages} {noun}, {seconds:.1f} s")
        for remark in made.remarks:
            message(f"{topic}: {remark}")
        done.append(
            Done(topic, made.format, str(made.path), made.pages, made.sha256, round(seconds, 3))
        )
    return done, failed


def _row(document: Done) -> dict[str, Any]:
    return {name: getattr(document, name) for name in Done.__slots__}
