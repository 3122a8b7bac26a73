"""Building, which is what the program does when no command is named."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..atomic import mode_of
from ..build.options import Options
from ..errors import BriefingError, ThemeError
from ..model import Format, Library, Paper, Style
from .archive_options import keeping_of, keeping_options
from .cache_option import cache_of, cache_option, warn_cache
from .choices import (
    day_options,
    find_meeting,
    force_option,
    format_option,
    print_options,
    read_choices,
)
from .names import TopicName, complete_meetings, or_files
from .open_file import open_file
from .options import common_options, json_option, library_of
from .output import message, result, result_json
from .planning import groups_of, list_planned, outcome_options
from .project import data_folder_of, told_project
from .running import row_of, run_each

if TYPE_CHECKING:
    from ..archive.editions import Keeping
    from ..build.cache import Cache
    from ..build.output import Document
    from ..build.pipeline import ExecutionContext
    from ..build.request import Order
    from .running import Done, Job

_FILES = (".html", ".htm", ".docx", ".doc", ".odt", ".txt", ".zip")
"""Endings that a folder would hardly have."""


class _Output(click.Path):
    """A path that was given: an empty one would silently mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what an unset variable of a script leaves behind."""
        if not str(value).strip():
            self.fail("it is empty; name a folder, or a file ending in .pdf.", param, ctx)
        path = Path(value)
        is_file = stat.S_ISREG(mode_of(path))
        if path.suffix.lower() != ".pdf" and (is_file or path.suffix.lower() in _FILES):
            self.fail(f"“{value}” is a file; name a folder, or a file ending in .pdf.", param, ctx)
        return super().convert(value, param, ctx)


def build_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a build."""
    for option in (
        json_option,
        common_options,
        cache_option,
        keeping_options,
        outcome_options,
        force_option,
        print_options(of_copy=True),
        click.option(
            "--output",
            type=_Output(path_type=Path),
            default="briefs",
            show_default=True,
            help="Folder for the PDFs, or a name ending in .pdf for a single one.",
        ),
        day_options(
            "Date of the edition: 2026-11-24, 24/11/2026, tomorrow.  [default: today]",
            "[default: the edition's date]",
        ),
        format_option(
            "One page, a brief, or all topics in one pack.  "
            "[default: brief; pack for a meeting with several topics]"
        ),
        click.option(
            "--meeting",
            metavar="FILE",
            shell_complete=or_files(complete_meetings),
            help="The meeting it is for: a YAML file, or the name of one in the data folder.",
        ),
        click.option("--all", "everything", is_flag=True, help="Every topic."),
        click.option(
            "--topic", "chosen", multiple=True, type=TopicName(), help="A topic; repeatable."
        ),
    ):
        function = option(function)
    return function


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
    no_cache: bool,
    key: Path | None,
    data_folder: Path | None,
    as_json: bool,
    open_it: bool,
    dry_run: bool,
    force: bool,
    **choices: Any,
) -> None:
    """Build the chosen topics; one that fails does not keep the others from being built."""
    _check_choices(context, chosen, everything=everything, meeting=meeting)
    edition = edition or date.today()
    if as_of and as_of > edition:
        context.fail(f"--as-of {as_of} is after the date of the edition, {edition}.")
    told_project(of_build=True)
    keeping = keeping_of(archive, key, refused=no_archive)
    options, usual_marking = read_choices(choices, Options), None
    if context.get_parameter_source("marking") is ParameterSource.DEFAULT_MAP:
        options, usual_marking = replace(options, marking=None), options.marking
    wanted = _Wanted(
        tuple(dict.fromkeys(chosen)),
        everything,
        meeting,
        format_,
        edition,
        as_of or edition,
        options,
        usual_marking,
    )
    if dry_run:
        library = library_of(data_folder)
        topics, order = _order_of(context, library, wanted, output)
        order = replace(order, force=force)
        if list_planned(library, groups_of(topics, order), order, keeping, as_json=as_json):
            context.exit(BriefingError.exit_code)
        return
    from ..build.executors import cores, helpers_for_many, helpers_for_one

    cache, data = cache_of(refused=no_cache), data_folder_of(data_folder)
    is_one = not wanted.is_pack and not wanted.several
    count = cores()
    with helpers_for_one(count, wanted.theme if is_one else None, cache) as two:
        environment = wanted.environment_digest() if cache and keeping is None else None
        known = wanted.key(data, environment) if environment else None
        jobs = _found(cache, known, output, force=force)
        if jobs is not None:
            done, failed = run_each(jobs)
        else:
            from ..build.pipeline import ExecutionContext
            from ..pdf.loading import check_libraries

            check_libraries()
            many = helpers_for_many(count, cache, is_pack=wanted.is_pack)
            with nullcontext(two) if is_one else many as helpers:
                library = library_of(data_folder)
                topics, order = _order_of(context, library, wanted, output)
                order = replace(order, force=force)
                execution = ExecutionContext(cache, environment, **helpers._asdict())
                made = _jobs(library, topics, order, keeping, execution)
                done, failed = run_each(made, count if helpers.elsewhere else 1)
            # Where a file was changed meanwhile, nobody knows what was read of it. Documents have
            # keys only if their environment stayed as it was.
            if cache and known and not failed and wanted.key(data, environment) == known:
                from ..build.build_cache import keep_build

                keep_build(cache, known, [(one.name, one.document) for one in done])
    warn_cache(cache)
    _hand_out(done, as_json=as_json)
    if open_it and done:
        open_file(done[0].document.path)
        if len(done) > 1:
            message(f"of {len(done)} documents, the first alone is opened")
    if failed:
        context.exit(BriefingError.exit_code)


def _hand_out(done: Sequence[Done], *, as_json: bool) -> None:
    """Print the paths of finished documents, or all that machines want to know of them."""
    if as_json:
        result_json([row_of(one) for one in done])
        return
    for one in done:
        result(str(one.document.path))
        for file in one.document.beside.values():
            result(str(file))


def _check_choices(
    context: click.Context, chosen: Sequence[str], *, everything: bool, meeting: str | None
) -> None:
    """End the program where nothing is chosen, or where options contradict each other."""
    if not chosen and not everything and meeting is None:
        context.fail(
            "Say what to build: --topic TOPIC, --all or --meeting FILE. "
            "The command “topics” lists the topics."
        )
    if everything and chosen:
        context.fail("--all and --topic exclude each other.")
    opens = context.params["open_it"] and context.get_parameter_source("open_it")
    # As a habit of the project file it waits for a build.
    if opens == ParameterSource.COMMANDLINE and context.params["dry_run"]:
        context.fail("--open and --dry-run exclude each other: a dry run makes no PDF.")


def _fit_for_several(context: click.Context, output: Path, options: Options) -> None:
    if output.suffix.lower() == ".pdf":
        context.fail("--output must be a folder when several documents are built.")
    if options.copy:
        context.fail("--copy numbers one document; “batch” makes many.")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """All that was said of what to build, wherever it goes."""

    chosen: tuple[str, ...]
    everything: bool
    meeting: str | None
    format: str | None
    edition: date
    as_of: date
    options: Options
    usual_marking: str | None

    @property
    def is_pack(self) -> bool:
        """Whether it looks as if this would become a pack, before anything is read."""
        if self.format is None:
            return self.meeting is not None and len(self.chosen) != 1
        return self.format == Format.PACK

    @property
    def several(self) -> bool:
        """Whether it looks as if this would become more than one document."""
        return not self.is_pack and (self.everything or len(self.chosen) > 1)

    @property
    def theme(self) -> Path | None:
        """The folder of the theme, if there is one."""
        from ..html.themes import find_theme

        style = self._style
        try:
            return find_theme(style.templates / "themes", style.theme).absolute()
        except ThemeError:
            return None

    @property
    def _style(self) -> Style:
        from ..resources import templates_folder

        return self.options.style(templates_folder(), Format.BRIEF)

    def environment_digest(self) -> str | None:
        """What shapes its documents beside facts and wishes, as a digest."""
        from ..build.build_cache import environment_digest

        return environment_digest(self._style)

    def key(self, data: Path, environment: str | None) -> str | None:
        """What the build is known by in a cache, if it can be told before it begins."""
        from ..build.build_cache import build_key

        file = Path(self.meeting) if self.meeting else None
        meeting = file if file and file.is_file() else None
        # A theme is named in files by where it lies.
        where = str(self.theme.resolve()) if self.theme else ""
        return build_key(data, meeting, self._style, {**asdict(self), "where": where}, environment)


def _order_of(
    context: click.Context, library: Library, wanted: _Wanted, output: Path
) -> tuple[tuple[str, ...], Order]:
    """The topics and the order; ends the program where they do not go together."""
    from ..build.pipeline import find_topics
    from ..build.request import Order
    from ..resources import templates_folder

    gathering = None if wanted.meeting is None else find_meeting(library, wanted.meeting)
    topics = wanted.chosen
    if wanted.everything:
        topics = tuple(library.topics)
    elif not topics and gathering:
        topics = gathering.topics
    find_topics(library, topics)
    is_pack = wanted.format is None and gathering is not None and len(topics) > 1
    format_ = Format.PACK if is_pack else Format(wanted.format or Format.BRIEF)
    if format_ is Format.SHEET and wanted.options.paper is Paper.A5:
        context.fail("a sheet needs A4 or Letter: half the paper has no room for one.")
    if format_ is not Format.PACK and len(topics) > 1:
        _fit_for_several(context, output, wanted.options)
    options = wanted.options.marked(gathering.marking if gathering else None, wanted.usual_marking)
    style = options.style(templates_folder(), format_)
    days = wanted.edition, wanted.as_of
    return topics, Order(*days, output, style, options.arabic, gathering, options.exports)


def _found(cache: Cache | None, key: str | None, output: Path, *, force: bool) -> list[Job] | None:
    """What puts the documents of an earlier build in their place, if they are all in the cache."""
    from ..build.build_cache import find_build

    found = find_build(cache, key) if cache and key else None
    if not found or (len(found) > 1 and output.suffix.lower() == ".pdf"):
        return None
    return [
        (name, partial(document.write, output, key, force=force)) for name, key, document in found
    ]


def _jobs(
    library: Library,
    topics: tuple[str, ...],
    order: Order,
    keeping: Keeping | None,
    execution: ExecutionContext,
) -> list[Job]:
    """What builds each document."""
    from ..build.pipeline import build, check_place

    def job(*named: str) -> Document:
        check_place(library, named, order)
        return build(library, named, order, keeping, execution)

    return [(name, partial(job, *group)) for name, group in groups_of(topics, order)]
