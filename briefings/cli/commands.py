"""The commands that list and check; none of them loads a heavy library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..errors import BriefingError, DataError, Problem, shown
from ..model import Claim, Fact, Library
from .check_conflicts import unresolved
from .check_stale import list_stale, stale_options
from .check_unused import list_unused
from .facts_sheets import export_facts, facts_of, import_facts
from .help import Group
from .names import TopicName, complete_meetings, or_files
from .options import common_options, json_option, library_of, theme_option
from .output import complain, counted, dim, message, result, result_json, shaped, strong
from .project import data_folder_of


@click.command()
@json_option
@common_options
def topics(as_json: bool, data_folder: Path | None) -> None:
    """List the topics, one line each."""
    library = library_of(data_folder)
    if as_json:
        result_json(
            [
                {"topic": topic.id, "title": topic.title, "summary": topic.summary}
                for topic in library.topics.values()
            ]
        )
        return
    width = max((len(topic) for topic in library.topics), default=0)
    for topic in library.topics.values():
        result(f"{strong(topic.id.ljust(width))}  {shaped(f'{topic.title} — {topic.summary}')}")


@click.group(cls=Group, invoke_without_command=True)
@click.option("--topic", "topic_id", type=TopicName(), help="Only the facts of this topic.")
@click.option(
    "--search", metavar="TEXT", help="Only facts that hold every word of it, however spelt."
)
@json_option
@common_options
@click.pass_context
def facts(
    context: click.Context,
    *,
    topic_id: str | None,
    search: str | None,
    as_json: bool,
    data_folder: Path | None,
) -> None:
    """List facts and their claims; or exchange them with a spreadsheet."""
    if context.invoked_subcommand is not None:
        if topic_id is not None or search is not None:
            option = "--search" if topic_id is None else "--topic"
            context.fail(f"{option} must stand after “{context.invoked_subcommand}”, if it has it.")
        return
    library = library_of(data_folder)
    chosen = facts_of(library, topic_id)
    if search is not None:
        from ..facts.search import search_facts

        found = {fact.id for fact in search_facts(library, search)}
        chosen = [fact for fact in chosen if fact.id in found]
        message(f"{counted(len(chosen), 'fact')} found")
    if as_json:
        from ..content.provenance import claim_row

        result_json([claim_row(library, fact, claim) for fact in chosen for claim in fact.claims])
        return
    for fact in chosen:
        result(f"{strong(fact.id)}  {shaped(fact.wording.replace('{object}', '…'))}")
        for claim in fact.claims:
            when = dim(claim.when.iso.ljust(10))
            where = dim(f"{claim.source} §{claim.paragraph}")
            result(f"    {when}  {shaped(_said(library, fact, claim))}  {where}")


for command in (export_facts, import_facts):
    facts.add_command(command)


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
@click.pass_context
def check(
    context: click.Context,
    *,
    documents: Path | None,
    meeting: str | None,
    conflicts: bool,
    unused: bool,
    theme: str | None,
    stale: bool,
    as_of: date | None,
    chosen: tuple[str, ...],
    as_json: bool,
    data_folder: Path | None,
) -> None:
    """Check that the data is sound, or a theme; list what to renew."""
    if stale or as_of or chosen:
        if not stale or theme or documents or unused or conflicts:
            context.fail(
                "--as-of and --topic go with --stale alone; of --stale, --unused and --conflicts"
                " one is listed at a time."
            )
        library = library_of(data_folder)
        list_stale(library, as_of or date.today(), chosen, meeting, as_json=as_json)
        return
    if unused:
        if theme or documents or meeting or conflicts:
            context.fail("--unused lists facts alone: leave the other options of check out.")
        list_unused(library_of(data_folder), as_json=as_json)
        return
    if theme is not None:
        if documents or data_folder or meeting or conflicts:
            context.fail("--theme is checked by itself, without the options of the data.")
        _check_theme(context, theme, as_json)
        return
    problems: Iterable[Problem] = ()
    try:
        library = library_of(data_folder)
        if documents:
            from ..facts.source_documents import check_sources

            problems = check_sources(library, documents)
        if meeting is not None:
            from .choices import find_meeting

            find_meeting(library, meeting)
    except DataError as error:
        problems = error.problems
    problems = sorted(problems)
    if problems or not conflicts:
        _print_problems(problems, as_json)
    if problems:
        complain(f"{counted(len(problems), 'problem')} in {data_folder_of(data_folder)}")
        context.exit(BriefingError.exit_code)
    if conflicts:
        _print_problems(sorted(unresolved(library)), as_json)
    claims = sum(len(fact.claims) for fact in library.facts.values())
    compared = ", every excerpt and figure compared with its document" if documents else ""
    message(
        f"sound: {counted(len(library.topics), 'topic')}, {counted(len(library.facts), 'fact')}, "
        f"{counted(claims, 'claim')}, {counted(len(library.sources), 'source')}{compared}"
    )


def _check_theme(context: click.Context, name: str, as_json: bool) -> None:
    from ..html.theme import audit_theme, find_theme
    from ..resources import templates_folder
    from .cache_option import cache_of

    folder = find_theme(templates_folder() / "themes", name)
    problems = audit_theme(folder, cache_of(refused=False))
    _print_problems(problems, as_json)
    levels = [problem.level for problem in problems]
    told = f"{counted(levels.count('warning'), 'warning')}, {counted(levels.count('note'), 'note')}"
    if errors := levels.count("error"):
        complain(f"{counted(errors, 'problem')}, {told} in {folder}")
        context.exit(BriefingError.exit_code)
    message(f"sound: the theme {folder}, with {told}")


def _print_problems(problems: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        result_json([_problem_row(problem) for problem in problems])
        return
    for problem in shown(problems):
        result(shaped(str(problem)), lines=True)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="List the files that would change, and write none.")
def schema(folder: Path, *, dry_run: bool) -> None:
    """Write the JSON Schemas that editors complete from into FOLDER."""
    from ..batch import Row
    from ..data import write_schemas

    changed = write_schemas(folder, lists={"batch": Row}, dry_run=dry_run)
    if dry_run:
        for path in changed:
            result(str(path))
        message(f"{counted(len(changed), 'file')} would be written")
        return
    result(str(folder))


def _said(library: Library, fact: Fact, claim: Claim) -> str:
    from ..arabic import Arabic

    arabic = Arabic()
    if claim.value is None or fact.unit is None:
        return arabic.place_name(claim.object or "", library.entities)
    return arabic.quantity(claim.value, library.units[fact.unit], claim.qualifier)


def _problem_row(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in Problem.__slots__}
