"""``check``: whether the data or a theme is sound, and which facts need attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from ..errors import BriefingError, DataError, Problem, shown
from ..facts.conflicts import conflicts
from ..model import Library, Meeting
from .check_stale import list_stale, stale_options
from .choices import find_meeting
from .names import complete_meetings, or_files
from .options import collected, common_options, json_option, library_of, theme_option
from .output import complain, counted, dim, message, result, result_json, shaped, strong
from .project import data_folder_of


@dataclass(frozen=True, slots=True)
class _CheckOptions:
    documents: Path | None
    meeting: str | None
    conflicts: bool
    unused: bool
    theme: str | None
    stale: bool
    as_of: date | None
    chosen: tuple[str, ...]
    as_json: bool
    data_folder: Path | None


@click.command()
@click.option(
    "--sources",
    "documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the source documents: compare every claim with what is printed there.",
)
@click.option(
    "--meeting",
    metavar="FILE",
    shell_complete=or_files(complete_meetings),
    help="Check the file of a meeting too, against the data.",
)
@stale_options
@click.option("--unused", is_flag=True, help="List the facts that no topic prints.")
@click.option(
    "--conflicts", is_flag=True, help="List too the claims that disagree and are printed together."
)
@theme_option("Check this theme instead of the data: its variables, logo and fonts.")
@json_option
@common_options
@collected(_CheckOptions)
def check(asked: _CheckOptions) -> None:
    """Check that the data is sound, or a theme; list what to renew."""
    context = click.get_current_context()
    others = asked.theme or asked.documents or asked.conflicts
    if asked.stale or asked.as_of or asked.chosen:
        if not asked.stale or asked.unused or others:
            context.fail(
                "--as-of and --topic go with --stale alone; of --stale, --unused and --conflicts"
                " one is listed at a time."
            )
        library = library_of(asked.data_folder)
        day = asked.as_of or date.today()
        list_stale(library, day, asked.chosen, asked.meeting, as_json=asked.as_json)
    elif asked.unused:
        if others or asked.meeting:
            context.fail("--unused lists facts alone: leave the other options of check out.")
        _list_unused(library_of(asked.data_folder), as_json=asked.as_json)
    elif asked.theme is not None:
        if asked.documents or asked.data_folder or asked.meeting or asked.conflicts:
            context.fail("--theme is checked by itself, without the options of the data.")
        _check_theme(context, asked.theme, as_json=asked.as_json)
    else:
        _check_data(context, asked)


def _check_data(context: click.Context, asked: _CheckOptions) -> None:
    problems: Iterable[Problem] = ()
    try:
        library = library_of(asked.data_folder)
        if asked.documents:
            from ..facts.source_documents import check_sources

            problems = check_sources(library, asked.documents)
        named = [find_meeting(library, asked.meeting)] if asked.meeting is not None else []
    except DataError as error:
        problems = error.problems
    problems = sorted(problems)
    if problems:
        _print_problems(problems, as_json=asked.as_json)
        complain(f"{counted(len(problems), 'problem')} in {data_folder_of(asked.data_folder)}")
        context.exit(BriefingError.exit_code)
    told = [*(_unresolved(library) if asked.conflicts else ()), *_hints(library, named)]
    _print_problems(sorted(told), as_json=asked.as_json)
    claims = sum(len(fact.claims) for fact in library.facts.values())
    compared = ", every excerpt and figure compared with its document" if asked.documents else ""
    message(
        f"sound: {counted(len(library.topics), 'topic')}, {counted(len(library.facts), 'fact')}, "
        f"{counted(claims, 'claim')}, {counted(len(library.sources), 'source')}{compared}"
    )


def _check_theme(context: click.Context, name: str, *, as_json: bool) -> None:
    from ..html.theme import audit_theme, find_theme
    from ..resources import templates_folder
    from .cache_option import cache_of

    folder = find_theme(templates_folder() / "themes", name)
    problems = audit_theme(folder, cache_of(refused=False))
    _print_problems(problems, as_json=as_json)
    levels = [problem.level for problem in problems]
    told = f"{counted(levels.count('warning'), 'warning')}, {counted(levels.count('note'), 'note')}"
    if errors := levels.count("error"):
        complain(f"{counted(errors, 'problem')}, {told} in {folder}")
        context.exit(BriefingError.exit_code)
    message(f"sound: the theme {folder}, with {told}")


def _print_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        names = Problem.__slots__
        result_json([{name: getattr(one, name) for name in names} for one in problems])
        return
    for problem in shown(problems):
        result(shaped(str(problem)), lines=True)


def _list_unused(library: Library, *, as_json: bool) -> None:
    """Print the facts that no topic and no meeting names."""
    from ..content.brief import meeting_facts, topic_facts

    people = library.entities
    named = set().union(
        *(topic_facts(topic, people) for topic in library.topics.values()),
        *(meeting_facts(meeting, people) for meeting in library.meetings.values()),
    )
    facts = [fact for fact in library.facts.values() if fact.id not in named]
    if as_json:
        places = [(fact, fact.place) for fact in facts]
        result_json(
            [
                {"fact": one.id, "wording": one.wording, "file": at.file, "line": at.line}
                for one, at in places
            ]
        )
    else:
        for fact in facts:
            where = dim(f"{fact.place.file}:{fact.place.line}")
            told = shaped(fact.wording.replace("{object}", "…"))
            result(f"{strong(fact.id)}  {told}  {where}")
    message(f"{len(facts)} of {counted(len(library.facts), 'fact')} stand in no topic")


def _hints(library: Library, named: Sequence[Meeting]) -> Iterator[Problem]:
    """What is sound and could be better, which refuses nothing; ``named`` are further meetings."""
    from ..content.hints import hints
    from ..content.meeting import meeting_hints

    own = [one for one in named if one is not library.meetings.get(one.id)]
    yield from hints(library, date.today())
    yield from meeting_hints(library, own)


def _unresolved(library: Library) -> Iterator[Problem]:
    """Warn of every two claims that disagree and of which neither is preferred."""
    remedy = (
        "Set “rank: preferred” on one, with a “note” why; let one supersede the other; or give "
        "each its “scope”."
    )
    for conflict in conflicts(library):
        if conflict.is_resolved:
            continue
        earlier, later = conflict.claims
        place, other = later.place, earlier.place
        said = (
            f"“{conflict.fact.id}” is {later.value} in {later.source} ({later.when.iso}) and "
            f"{earlier.value} in {earlier.source} ({earlier.when.iso}, {other.file}:{other.line}); "
            "briefs print both"
        )
        where = place.file, place.line, place.column
        yield Problem(*where, "sources-differ", said, remedy, "warning")
