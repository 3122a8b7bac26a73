"""Building, which is what the program does when no command is named."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ..errors import BriefingError
from ..model import Format, Paper
from .choices import copy_options, find_meeting, print_options, read_choices
from .keeping import keeping_of, keeping_options
from .options import Day, common_options, json_option, library_of
from .output import complain, message, result, result_json

EXAMPLES = """\
Examples:
  python make_brief.py --topic uk-contributions
  python make_brief.py --topic africa --topic coalition --output briefs/
  python make_brief.py --topic working-groups --date 2026-11-21 --as-of 2024-12-31
  python make_brief.py --topic africa --format sheet --ink mono
  python make_brief.py --meeting washington-2024 --duplex
  python make_brief.py --all --digits arab --months dual
  python make_brief.py --topic africa --archive editions/
  python make_brief.py batch mailing.yaml --output briefs/
  python make_brief.py topics
  python make_brief.py facts --topic foreign-fighters
  python make_brief.py explain uk-trained-forces
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


_FILES = (".html", ".htm", ".docx", ".doc", ".odt", ".txt", ".zip")
"""Endings that a folder would hardly have."""


class _Output(click.Path):
    """A path that was given: an empty one would silently mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what an unset variable of a script leaves behind."""
        if not str(value).strip():
            self.fail("it is empty; name a folder, or a file ending in .pdf.", param, ctx)
        path = Path(value)
        if path.suffix.lower() != ".pdf" and (path.is_file() or path.suffix.lower() in _FILES):
            self.fail(f"“{value}” is a file; name a folder, or a file ending in .pdf.", param, ctx)
        return super().convert(value, param, ctx)


def build_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a build."""
    for option in (
        json_option,
        common_options,
        keeping_options,
        copy_options,
        print_options,
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
        click.option(
            "--format",
            "format_",
            type=click.Choice([each.value for each in Format], case_sensitive=False),
            help="One page, a brief, or all topics in one pack.  "
            "[default: brief; pack for a meeting with several topics]",
        ),
        click.option(
            "--meeting",
            metavar="FILE",
            help="The meeting it is for: a YAML file, or the name of one in the data folder.",
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
    topics: tuple[str, ...]
    format: str
    path: str
    html: str | None
    pages: int
    sha256: str
    seconds: float
    edition: str | None
    is_new: bool


def run_build(
    context: click.Context,
    *,
    chosen: tuple[str, ...],
    everything: bool,
    meeting: str | None,
    format_: str | None,
    edition: date | None,
    as_of: date | None,
    output: Path,
    archive: Path | None,
    no_archive: bool,
    key: Path | None,
    data_folder: Path | None,
    as_json: bool,
    **choices: Any,
) -> None:
    """Build the chosen topics; one that fails does not keep the others from being built."""
    from ..orders import Order
    from ..pipeline import find_topics

    if not chosen and not everything and not meeting:
        context.fail(
            "Say what to build: --topic TOPIC, --all or --meeting FILE. "
            "The command “topics” lists the topics."
        )
    if everything and chosen:
        context.fail("--all and --topic exclude each other.")
    edition = edition or date.today()
    if as_of and as_of > edition:
        context.fail(f"--as-of {as_of} is after the date of the edition, {edition}.")
    keeping = keeping_of(archive, key, refused=no_archive)
    library = library_of(data_folder)
    gathering = find_meeting(library, meeting) if meeting else None
    topics = tuple(dict.fromkeys(chosen))
    if everything:
        topics = tuple(library.topics)
    elif not topics and gathering:
        topics = gathering.topics
    find_topics(library, topics)
    is_pack = format_ is None and gathering is not None and len(topics) > 1
    chosen_format = Format.PACK if is_pack else Format(format_ or Format.BRIEF)
    if chosen_format is Format.SHEET and choices["paper"] == Paper.A5:
        context.fail("a sheet needs A4 or Letter: half the paper has no room for one.")
    if chosen_format is not Format.PACK and len(topics) > 1:
        _fit_for_several(context, output, choices)
    style, arabic, html = read_choices(choices, chosen_format, gathering)
    order = Order(edition, as_of or edition, output, style, arabic, gathering, html)
    done, failed = _build_each(library, topics, order, keeping)
    if as_json:
        result_json([_row(document) for document in done])
    else:
        for document in done:
            result(document.path)
            if document.html:
                result(document.html)
    if failed:
        context.exit(BriefingError.exit_code)


def _fit_for_several(context: click.Context, output: Path, choices: Mapping[str, Any]) -> None:
    if output.suffix.lower() == ".pdf":
        context.fail("--output must be a folder when several documents are built.")
    if choices["numbered"]:
        context.fail("--copy numbers one document; “batch” makes many.")


def _build_each(
    library: Any, topics: tuple[str, ...], order: Any, keeping: Any
) -> tuple[list[Done], int]:
    from ..pipeline import build

    jobs: list[tuple[str, tuple[str, ...]]] = [(topic, (topic,)) for topic in topics]
    if order.style.setting.format is Format.PACK:
        jobs = [("pack", topics)]
    done, failed = [], 0
    for name, chosen in jobs:
        started = time.perf_counter()
        try:
            made = build(library, chosen, order, keeping)
        except BriefingError as error:
            failed += 1
            complain(f"{name}: {error}")
            continue
        seconds = time.perf_counter() - started
        noun = "page" if made.pages == 1 else "pages"
        message(f"{name}: {made.pages} {noun}, {seconds:.1f} s")
        if made.edition:
            state = "kept as" if made.is_new else "nothing has changed: it is"
            message(f"{name}: {state} {made.edition}")
        for remark in made.remarks:
            message(f"{name}: {remark}")
        done.append(
            Done(
                ",".join(made.topics),
                made.topics,
                str(made.format),
                str(made.path),
                str(made.html) if made.html else None,
                made.pages,
                made.sha256,
                round(seconds, 3),
                made.edition,
                made.is_new,
            )
        )
    return done, failed


def _row(document: Done) -> dict[str, Any]:
    return {name: getattr(document, name) for name in Done.__slots__}
