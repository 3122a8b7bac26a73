"""Building, which is what the program does when no command is named."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..atomic import mode_of
from ..errors import BriefingError, ThemeError
from ..model import Format, Library, Paper, Style
from .archive_options import keeping_of, keeping_options
from .choices import (
    copy_options,
    day_options,
    find_meeting,
    force_option,
    format_option,
    print_options,
    read_choices,
)
from .execution import cache_of, cache_option, cores, helpers, tell_of, two_processes
from .names import TopicName, complete_meetings, or_files
from .open_file import open_file
from .options import common_options, data_folder_of, json_option, library_of
from .output import message, result, result_json
from .planning import groups_of, list_planned, outcome_options
from .project import told_project
from .running import row_of, run_each

if TYPE_CHECKING:
    from ..archive.editions import Keeping
    from ..build.cache import Cache
    from ..build.output import Document
    from ..build.pipeline import Means
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
        copy_options,
        force_option,
        print_options,
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
    if context.get_parameter_source("marking") is ParameterSource.DEFAULT_MAP:
        choices |= {"marking": None, "usual_marking": choices["marking"]}
    wanted = _Wanted(
        tuple(dict.fromkeys(chosen)),
        everything,
        meeting,
        format_,
        edition,
        as_of or edition,
        choices,
    )
    if dry_run:
        library = library_of(data_folder)
        topics, order = _order_of(context, library, wanted, output)
        order = replace(order, force=force)
        if list_planned(library, groups_of(topics, order), order, keeping, as_json=as_json):
            context.exit(BriefingError.exit_code)
        return
    cache, data = cache_of(refused=no_cache), data_folder_of(data_folder)
    is_one = not wanted.is_pack and not wanted.several
    with two_processes(cache, wanted.theme if is_one else None) as two:
        around = wanted.surroundings() if cache and keeping is None else None
        known = wanted.key(data, around) if around else None
        jobs = _found(cache, known, output, force=force)
        if jobs is not None:
            done, failed = run_each(jobs)
        else:
            kind = {"is_pack": wanted.is_pack, "several": wanted.several}
            with helpers(cache, around, two, **kind) as means:
                library = library_of(data_folder)
                topics, order = _order_of(context, library, wanted, output)
                order = replace(order, force=force)
                made = _jobs(library, topics, order, keeping, means)
                done, failed = run_each(made, cores() if means.elsewhere else 1)
            # Where a file was changed meanwhile, nobody knows what was read of it. Documents have
            # keys only if what is around them stayed as it was.
            if cache and known and not failed and wanted.key(data, around) == known:
                from ..build.build_cache import keep_build

                keep_build(cache, known, [(one.name, one.document) for one in done])
    tell_of(cache)
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
        if one.document.html:
            result(str(one.document.html))


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


def _fit_for_several(context: click.Context, output: Path, choices: Mapping[str, Any]) -> None:
    if output.suffix.lower() == ".pdf":
        context.fail("--output must be a folder when several documents are built.")
    if choices["numbered"]:
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
    choices: Mapping[str, Any]

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
        from ..resources import templates_folder

        try:
            return find_theme(templates_folder() / "themes", self.choices["theme"]).absolute()
        except ThemeError:
            return None

    @property
    def _style(self) -> Style:
        from ..resources import templates_folder

        return Style(templates_folder(), self.choices["theme"])

    def surroundings(self) -> str | None:
        """What shapes its documents beside facts and wishes, as a digest."""
        from ..build.build_cache import surroundings

        return surroundings(self._style)

    def key(self, data: Path, around: str | None) -> str | None:
        """What the build is known by in a cache, if it can be told before it begins."""
        from ..build.build_cache import build_key

        file = Path(self.meeting) if self.meeting else None
        meeting = file if file and file.is_file() else None
        # A theme is named in files by where it lies.
        where = str(self.theme.resolve()) if self.theme else ""
        return build_key(data, meeting, self._style, {**asdict(self), "where": where}, around)


def _order_of(
    context: click.Context, library: Library, wanted: _Wanted, output: Path
) -> tuple[tuple[str, ...], Order]:
    """The topics and the order; ends the program where they do not go together."""
    from ..build.pipeline import find_topics
    from ..build.request import Order

    gathering = None if wanted.meeting is None else find_meeting(library, wanted.meeting)
    topics = wanted.chosen
    if wanted.everything:
        topics = tuple(library.topics)
    elif not topics and gathering:
        topics = gathering.topics
    find_topics(library, topics)
    is_pack = wanted.format is None and gathering is not None and len(topics) > 1
    format_ = Format.PACK if is_pack else Format(wanted.format or Format.BRIEF)
    if format_ is Format.SHEET and wanted.choices["paper"] == Paper.A5:
        context.fail("a sheet needs A4 or Letter: half the paper has no room for one.")
    if format_ is not Format.PACK and len(topics) > 1:
        _fit_for_several(context, output, wanted.choices)
    style, arabic, html = read_choices(wanted.choices, format_, gathering)
    return topics, Order(wanted.edition, wanted.as_of, output, style, arabic, gathering, html)


def _found(cache: Cache | None, key: str | None, output: Path, *, force: bool) -> list[Job] | None:
    """What puts the documents of an earlier build in their place, if they are all in the cache."""
    from ..build.build_cache import find_build

    found = find_build(cache, key) if cache and key else None
    if not found or (len(found) > 1 and output.suffix.lower() == ".pdf"):
        return None
    return [
        (name, partial(document.hand_over, output, key, force=force))
        for name, key, document in found
    ]


def _jobs(
    library: Library,
    topics: tuple[str, ...],
    order: Order,
    keeping: Keeping | None,
    means: Means,
) -> list[Job]:
    """What builds each document."""
    from ..build.pipeline import build, check_place

    def job(*named: str) -> Document:
        check_place(library, named, order)
        return build(library, named, order, keeping, means)

    return [(name, partial(job, *group)) for name, group in groups_of(topics, order)]
