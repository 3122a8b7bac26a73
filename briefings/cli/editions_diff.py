"""``editions diff`` and ``editions rebuild``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..arabic import Arabic
from ..arabic.phrases import messages
from ..errors import ArchiveError, BriefingError
from ..model import Rich, marked_text, unmarked
from .archive_options import archive_of, archive_options, complete_editions
from .choices import force_option
from .names import TopicName
from .options import collected, theme_option
from .output import complain, counted, dim, message, result, result_json, shaped, strong

if TYPE_CHECKING:
    from ..archive.editions import Comparison, TopicChanges


@dataclass(frozen=True, slots=True)
class _DiffOptions:
    first: str
    second: str | None
    topic: str | None
    pdf: Path | None
    theme: str | None
    force: bool
    dry_run: bool
    archive: Path | None
    as_json: bool


@click.command()
@click.argument("first", metavar="EDITION", shell_complete=complete_editions)
@click.argument("second", metavar="[EDITION]", required=False, shell_complete=complete_editions)
@click.option("--topic", type=TopicName(), help="Only this topic of packs.")
@click.option(
    "--pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also print what changed on one page, into this file.",
)
@theme_option("Theme of that page.  [default: that of the later edition]")
@force_option
@click.option("--dry-run", is_flag=True, help="Print nothing into the file of --pdf.")
@archive_options
@collected(_DiffOptions)
def diff(asked: _DiffOptions) -> None:
    """Tell what changed from one edition to another; of one alone, since the one before it."""
    from ..archive.editions import compare, comparison_rows, find_edition, one_before

    kept = archive_of(asked.archive)
    after = find_edition(kept, asked.second or asked.first)
    before = find_edition(kept, asked.first) if asked.second else one_before(kept, after)
    comparison = compare(before, after, asked.topic)
    if asked.pdf:
        _print_page(comparison, asked.pdf, asked)
    if asked.as_json:
        result_json(comparison_rows(comparison))
    else:
        print_comparison(comparison)


def _print_page(comparison: Comparison, file: Path, asked: _DiffOptions) -> None:
    from ..archive.editions import look_of
    from ..archive.editions.comparison import print_comparison as print_page
    from ..build.output import put_document
    from ..build.request import identity_of_page
    from ..resources import templates_folder

    if len(comparison.topics) != 1:
        named = ", ".join(one.topic for one in comparison.topics)
        raise ArchiveError(f"a page tells of one topic: choose it with --topic from {named}")
    (one,) = comparison.topics
    style, _ = look_of(comparison.after, templates_folder(), asked.theme)
    if asked.dry_run:
        message(f"would be printed into {file}")
        return
    wanted = ("diff", str(comparison.before.id), str(comparison.after.id), one.topic)
    page = print_page(one.before, one.after, style, Arabic())
    page = page.identified(identity_of_page(wanted, style))
    put_document(file.absolute(), page.data, force=asked.force)
    message(f"printed into {file}")


def print_comparison(comparison: Comparison) -> None:
    """Print what changed: facts and texts in Arabic, then options and programs."""
    result(f"{strong(str(comparison.before.id))} → {strong(str(comparison.after.id))}")
    for one in comparison.topics:
        _print_topic(one)
    for word, topics in (("no longer in it", comparison.gone), ("new in it", comparison.new)):
        if topics:
            result(f"{word}: {', '.join(topics)}")
    for head, sentences in (("Print", comparison.options), ("Programs", comparison.recipe)):
        if sentences:
            result(strong(head))
        for sentence in sentences:
            result(f"  {sentence}")
    if comparison.is_empty:
        message("nothing that a reader would see has changed")


def _print_topic(one: TopicChanges) -> None:
    from ..archive.editions.comparison import compose_comparison
    from ..content.blocks.changes import ChangesView
    from ..content.blocks.rewordings import RewordingsView

    result("")
    result(strong(shaped(f"{one.topic}: {one.after.topic.title}")))
    for view in compose_comparison(one.before, one.after, Arabic()).views:
        if isinstance(view, ChangesView):
            for row in view.rows:
                result(f"  {strong(shaped(row.kind))}  {shaped(_plain(row.stated))}")
                _pair(_saying(row.before), _saying(row.now))
            if not view.rows:
                result(f"  {shaped(_plain(view.sentence))}")
        elif isinstance(view, RewordingsView):
            for text in view.rows:
                result(f"  {strong(shaped(messages.REWORDED))}  {shaped(text.where)}")
                _pair(_plain(text.before), _plain(text.now))


def _pair(before: str, now: str) -> None:
    for label, text in ((messages.BEFORE, before), (messages.NOW, now)):
        if text:
            result(f"      {dim(shaped(label))}  {shaped(text)}")


def _saying(saying: Any) -> str:
    return messages.LIST_SEPARATOR.join(filter(None, (_plain(saying.said), unmarked(saying.below))))


def _plain(rich: Rich) -> str:
    return unmarked(marked_text(rich))


@dataclass(frozen=True, slots=True)
class _RebuildOptions:
    edition: str
    output: Path | None
    theme: str | None
    force: bool
    dry_run: bool
    archive: Path | None
    as_json: bool


@click.command()
@click.argument("edition", metavar="EDITION", shell_complete=complete_editions)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the PDF.  [default: none is written, the bytes are compared alone]",
)
@theme_option("Folder of its theme, where that is no shipped one.")
@force_option
@click.option("--dry-run", is_flag=True, help="Compare the bytes, and write none to --output.")
@archive_options
@collected(_RebuildOptions)
def rebuild(asked: _RebuildOptions) -> None:
    """Make an edition again from what it holds, and compare every byte with what was kept."""
    from ..archive.editions import find_edition, rebuild
    from ..build.output import put_document
    from ..resources import templates_folder

    found = find_edition(archive_of(asked.archive), asked.edition)
    made = rebuild(found, templates_folder(), asked.theme)
    path = asked.output.absolute() / f"{found.id}.pdf" if asked.output else None
    if path and not asked.dry_run:
        put_document(path, made.printed.data, force=asked.force)
    if asked.as_json:
        row = {"edition": str(found.id), "path": str(path) if path else None}
        result_json([row | {"altered": made.altered, "differences": made.differences}])
    elif path:
        result(str(path))
    if not made.altered:
        message(f"{found.id}: the same bytes")
        if made.differences:
            told = counted(len(made.differences), "component")
            message(f"although {told} differ: {'; '.join(made.differences)}")
        return
    complain(f"{found.id} comes out different in {', '.join(made.altered)}")
    reasons = made.differences or ("nothing that is recorded differs: verify the edition",)
    for reason in reasons:
        complain(reason)
    click.get_current_context().exit(BriefingError.exit_code)
