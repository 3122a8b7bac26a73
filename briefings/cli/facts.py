"""``facts``: lists facts, and exchanges them with spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..arabic.phrases.messages import stated
from ..errors import BriefingError
from ..model import Fact, Library
from .help import CommandGroup
from .names import TopicName
from .options import common_options, json_option, library_of
from .output import counted, dim, message, result, result_json, shaped, strong
from .project import data_folder_of


@click.group(cls=CommandGroup, invoke_without_command=True)
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
    chosen = facts_of(library, [topic_id] if topic_id else [])
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
            result(f"    {when}  {shaped(stated(library, fact, claim))}  {where}")


@facts.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--topic", "topic_id", type=TopicName(), help="Only the facts of this topic.")
@click.option("--force", is_flag=True, help="Replace a FILE that holds something else.")
@common_options
def export_facts(
    file: Path, *, topic_id: str | None, force: bool, data_folder: Path | None
) -> None:
    """Write the facts into FILE (.xlsx or .csv), one row to a claim."""
    from ..atomic import may_be_replaced
    from ..build.output import put_in_place
    from ..data.spreadsheet.exchange import facts_sheet, refuse_other

    chosen = facts_of(library_of(data_folder), [topic_id] if topic_id else [])
    sheet = facts_sheet(file, chosen)
    if not may_be_replaced(file):
        raise BriefingError(f"{file} is read-only: choose another name, or make it writable")
    if not force:
        refuse_other(file, sheet)
    put_in_place(file.absolute(), sheet)
    claims = sum(len(fact.claims) for fact in chosen)
    message(f"{counted(len(chosen), 'fact')}, {counted(claims, 'claim')}")
    result(str(file))


def facts_of(library: Library, topics: Sequence[str]) -> list[Fact]:
    """The facts that topics print, or all of them without topics, in the order of the library."""
    if not topics:
        return list(library.facts.values())
    from ..build.pipeline import find_topics
    from ..content.brief import topic_facts

    found = find_topics(library, topics)
    named = {fact for topic in found for fact in topic_facts(topic, library.entities)}
    return [fact for fact in library.facts.values() if fact.id in named]


@facts.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check FILE, tell what would change, change nothing.")
@json_option
@common_options
def import_facts(file: Path, *, dry_run: bool, as_json: bool, data_folder: Path | None) -> None:
    """Write the facts of FILE (.xlsx or .csv) that differ into the data folder.

    With anything wrong in any row, nothing is changed.
    """
    from ..data.spreadsheet import exchange

    if data_folder is None:
        raise BriefingError(
            "facts are imported into a folder of your own, not into the one that comes with the "
            f"program: copy {data_folder_of(None)}, and name the copy with --data DIR"
        )
    changes = exchange.import_facts(file, data_folder, dry_run=dry_run)
    if as_json:
        result_json(
            [
                {
                    "fact": one.fact,
                    "file": str(one.file),
                    "change": "new" if one.is_new else "changed",
                    "claims": one.claims,
                    "claims_before": one.before,
                }
                for one in changes
            ]
        )
    else:
        for path in dict.fromkeys(one.file for one in changes):
            result(str(path))
    for one in changes:
        if one.is_new or one.claims < one.before:
            before = "a new fact" if one.is_new else f"{one.before} before"
            message(f"{one.fact}: {counted(one.claims, 'claim')}, {before}")
    fresh = sum(one.is_new for one in changes)
    told = "; a dry run: nothing was written" if dry_run else ""
    message(f"{counted(fresh, 'new fact')}, {len(changes) - fresh} changed{told}")
