"""A build, which is what the program does without a command."""

from __future__ import annotations

import stat
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
    MakingOptions,
    day_options,
    find_meeting,
    force_option,
    format_option,
    print_options,
    read_choices,
)
from .names import TopicName, complete_meetings, or_files
from .open_file import open_file
from .options import common_options, json_option, library_of, together
from .output import message, result_json
from .planning import groups_of, list_planned
from .project import announced_project, data_folder_of
from .running import print_files, row_of, run_each

if TYPE_CHECKING:
    from ..archive.editions import Keeping
    from ..build.cache import Cache
    from ..build.output import Document
    from ..build.pipeline import ExecutionContext
    from ..build.request import Order
    from .running import Done, Job

_FILES = (".html", ".htm", ".docx", ".doc", ".odt", ".txt", ".zip")
"""Endings that folders seldom have."""


class _Output(click.Path):
    """A folder or the path of a PDF; an empty text would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an empty text, as unset variables of scripts give, and other kinds of files."""
        if not str(value).strip():
            self.fail("it is empty; name a folder, or a file ending in .pdf.", param, ctx)
        path = Path(value)
        is_file = stat.S_ISREG(mode_of(path))
        if path.suffix.lower() != ".pdf" and (is_file or path.suffix.lower() in _FILES):
            self.fail(f"“{value}” is a file; name a folder, or a file ending in .pdf.", param, ctx)
        return super().convert(value, param, ctx)


@dataclass(frozen=True, slots=True)
class BuildOptions(MakingOptions):
    """The parameters of a build."""

    chosen: tuple[str, ...]
    everything: bool
    meeting: str | None
    open_it: bool


build_options = together(
    click.option("--topic", "chosen", multiple=True, type=TopicName(), help="A topic; repeatable."),
    click.option("--all", "everything", is_flag=True, help="Every topic."),
    click.option(
        "--meeting",
        metavar="FILE",
        shell_complete=or_files(complete_meetings),
        help="The meeting it is for: a YAML file, or the name of one in the data folder.",
    ),
    format_option(
        "One page, a brief, or all topics in one pack.  "
        "[default: brief; pack for a meeting with several topics]"
    ),
    day_options(
        "Date of the edition: 2026-11-24, 24/11/2026, tomorrow.  [default: today]",
        "[default: the edition's date]",
    ),
    click.option(
        "--output",
        type=_Output(path_type=Path),
        default="briefs",
        show_default=True,
        help="Folder for the PDFs, or a name ending in .pdf for a single one.",
    ),
    print_options(of_copy=True),
    force_option,
    click.option(
        "--open",
        "open_it",
        is_flag=True,
        help="Open the PDF in the viewer of the desktop; of several, the first.",
    ),
    click.option(
        "--dry-run", is_flag=True, help="Read and check all, list the files, write nothing."
    ),
    keeping_options,
    cache_option,
    common_options,
    json_option,
)


def run_build(context: click.Context, asked: BuildOptions) -> None:
    """Build the chosen topics; the failure of one does not affect the others."""
    _check_choices(context, asked)
    wanted = _wanted(context, asked)
    announced_project(of_build=True)
    keeping = keeping_of(asked.archive, asked.key, refused=asked.no_archive)
    if asked.dry_run:
        library = library_of(asked.data_folder)
        topics, order = _order_of(context, library, wanted, asked)
        groups = groups_of(topics, order)
        if list_planned(library, groups, order, keeping, as_json=asked.as_json):
            context.exit(BriefingError.exit_code)
        return
    done, failed = _built(context, asked, wanted, keeping)
    documents = [one.document for one in done]
    if asked.as_json:
        result_json([row_of(one) for one in done])
    else:
        print_files(documents)
    if asked.open_it and documents:
        open_file(documents[0].path)
        if len(documents) > 1:
            message(f"of {len(documents)} documents, the first alone is opened")
    if failed:
        context.exit(BriefingError.exit_code)


def _built(
    context: click.Context, asked: BuildOptions, wanted: _Wanted, keeping: Keeping | None
) -> tuple[list[Done], int]:
    """Build documents, or take them from the cache; returns them and the number of failures."""
    from ..build.executors import cores, helpers_for_many, helpers_for_one

    cache, data = cache_of(refused=asked.no_cache), data_folder_of(asked.data_folder)
    is_one = not wanted.is_pack and not wanted.several
    count = cores()
    with helpers_for_one(count, wanted.theme if is_one else None, cache) as two:
        environment = wanted.environment_digest() if cache and keeping is None else None
        known = wanted.key(data, environment) if environment else None
        jobs = _found(cache, known, asked)
        if jobs is not None:
            done, failed = run_each(jobs)
        else:
            from ..build.pipeline import ExecutionContext
            from ..pdf.loading import check_libraries

            check_libraries()
            many = helpers_for_many(count, cache, is_pack=wanted.is_pack)
            with nullcontext(two) if is_one else many as helpers:
                library = library_of(asked.data_folder)
                topics, order = _order_of(context, library, wanted, asked)
                execution = ExecutionContext(helpers, environment)
                made = _jobs(library, topics, order, keeping, execution)
                done, failed = run_each(made, count if helpers.printing else 1)
            # A file that was changed meanwhile may have been read before or after that. Documents
            # have keys only if their environment did not change.
            if cache and known and not failed and wanted.key(data, environment) == known:
                from ..build.build_cache import keep_build

                keep_build(cache, known, [(one.name, one.document) for one in done])
    warn_cache(cache)
    return done, failed


def _check_choices(context: click.Context, asked: BuildOptions) -> None:
    """End the program if nothing is chosen, or if options contradict each other."""
    if not asked.chosen and not asked.everything and asked.meeting is None:
        context.fail(
            "Say what to build: --topic TOPIC, --all or --meeting FILE. "
            "The command “topics” lists the topics."
        )
    if asked.everything and asked.chosen:
        context.fail("--all and --topic exclude each other.")
    opens = asked.open_it and context.get_parameter_source("open_it")
    # As a default of the project file it has no effect on a dry run.
    if opens == ParameterSource.COMMANDLINE and asked.dry_run:
        context.fail("--open and --dry-run exclude each other: a dry run makes no PDF.")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to build: all parameters that shape the documents."""

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
        """Whether a pack is expected, before anything is read."""
        if self.format is None:
            return self.meeting is not None and len(self.chosen) != 1
        return self.format == Format.PACK

    @property
    def several(self) -> bool:
        """Whether several documents are expected."""
        return not self.is_pack and (self.everything or len(self.chosen) > 1)

    @property
    def theme(self) -> Path | None:
        """The folder of the theme; None if it is not found."""
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
        """See :func:`briefings.build.build_cache.environment_digest`."""
        from ..build.build_cache import environment_digest

        return environment_digest(self._style)

    def key(self, data: Path, environment: str | None) -> str | None:
        """The key of the build in the cache; see :func:`briefings.build.build_cache.build_key`."""
        from ..build.build_cache import build_key

        file = Path(self.meeting) if self.meeting else None
        meeting = file if file and file.is_file() else None
        # The path of a theme is part of the names of files.
        where = str(self.theme.resolve()) if self.theme else ""
        return build_key(data, meeting, self._style, {**asdict(self), "where": where}, environment)


def _wanted(context: click.Context, asked: BuildOptions) -> _Wanted:
    edition = asked.edition or date.today()
    if asked.as_of and asked.as_of > edition:
        context.fail(f"--as-of {asked.as_of} is after the date of the edition, {edition}.")
    options, usual_marking = read_choices(context.params, Options), None
    if context.get_parameter_source("marking") is ParameterSource.DEFAULT_MAP:
        options, usual_marking = replace(options, marking=None), options.marking
    return _Wanted(
        tuple(dict.fromkeys(asked.chosen)),
        asked.everything,
        asked.meeting,
        asked.format_,
        edition,
        asked.as_of or edition,
        options,
        usual_marking,
    )


def _order_of(
    context: click.Context, library: Library, wanted: _Wanted, asked: BuildOptions
) -> tuple[tuple[str, ...], Order]:
    """The topics and the order; ends the program if they do not fit together."""
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
        if asked.output.suffix.lower() == ".pdf":
            context.fail("--output must be a folder when several documents are built.")
        if wanted.options.copy:
            context.fail("--copy numbers one document; “batch” makes many.")
    options = wanted.options.marked(gathering.marking if gathering else None, wanted.usual_marking)
    style = options.style(templates_folder(), format_)
    return topics, Order(
        wanted.edition,
        wanted.as_of,
        asked.output,
        style,
        options.arabic,
        gathering,
        options.exports,
        asked.force,
    )


def _found(cache: Cache | None, key: str | None, asked: BuildOptions) -> list[Job] | None:
    """Jobs that write the documents of an earlier build, if all are in the cache."""
    from ..build.build_cache import find_build

    found = find_build(cache, key) if cache and key else None
    if not found or (len(found) > 1 and asked.output.suffix.lower() == ".pdf"):
        return None
    return [
        (name, partial(document.write, asked.output, key, force=asked.force))
        for name, key, document in found
    ]


def _jobs(
    library: Library,
    topics: tuple[str, ...],
    order: Order,
    keeping: Keeping | None,
    execution: ExecutionContext,
) -> list[Job]:
    """Jobs that build each document."""
    from ..build.pipeline import build, check_place

    def job(*named: str) -> Document:
        check_place(library, named, order)
        return build(library, named, order, keeping, execution)

    return [(name, partial(job, *group)) for name, group in groups_of(topics, order)]
