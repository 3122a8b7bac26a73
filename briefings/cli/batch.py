"""``batch``: makes many documents from a file with one row for each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..errors import BriefingError
from .archive_options import keeping_of, keeping_options
from .cache_option import cache_of, cache_option, perform_cached, warn_cache
from .choices import (
    MakingOptions,
    day_options,
    force_option,
    format_option,
    print_options,
    read_choices,
)
from .help import Sectioned
from .options import collected, common_options, json_option, library_of
from .output import complain, counted, message, result, result_json
from .progress import progress
from .project import announced_project
from .running import print_files

if TYPE_CHECKING:
    from ..archive.editions import Keeping
    from ..batch import Base, BatchRow, Job, Outcome
    from ..build.cache import Cache
    from ..build.executors import WorkerPool


@dataclass(frozen=True, slots=True)
class BatchOptions(MakingOptions):
    """The parameters of a batch; ``address`` is that of a cluster's scheduler."""

    file: Path
    count: int | None
    address: str | None
    resume: bool


@click.command(cls=Sectioned)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@day_options("Date of the editions.  [default: today]", "[default: that date]")
@format_option("One page, a brief, or a pack.  [default: brief; pack for several topics]")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default="briefs",
    show_default=True,
    help="Folder for the PDFs and their manifest.",
)
@click.option(
    "--jobs",
    "count",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many are printed at the same time.  [default: one for each processor]",
)
@click.option(
    "--cluster",
    "address",
    metavar="ADDRESS",
    help="Print on a Dask cluster, whose scheduler is at tcp://HOST:PORT.",
)
@click.option("--resume", is_flag=True, help="Leave out what the manifest says is there already.")
@click.option("--dry-run", is_flag=True, help="Read and check the file, list what would be made.")
@print_options(of_copy=False)
@force_option
@keeping_options
@cache_option
@json_option
@common_options
@collected(BatchOptions)
def batch(asked: BatchOptions) -> None:
    """Make one document for each row of FILE (.yaml, .csv or .xlsx).

    The options say what holds for rows that leave it out.
    """
    from ..batch import Base, executor_for, read_batch
    from ..build.executors import cores
    from ..resources import templates_folder

    context = click.get_current_context()
    announced_project(of_build=True)
    keeping = keeping_of(asked.archive, asked.key, refused=asked.no_archive)
    base = Base(
        library_of(asked.data_folder),
        templates_folder(),
        asked.output,
        date.today(),
        _given(context, ParameterSource.COMMANDLINE),
        _given(context, ParameterSource.DEFAULT_MAP),
    )
    jobs = read_batch(asked.file, base)
    if asked.force:
        jobs = tuple(map(_forced, jobs))
    if asked.dry_run:
        waiting = _not_yet(base, jobs, keeping) if asked.resume else jobs
        _list(waiting, as_json=asked.as_json)
        message(f"{len(waiting)} of {counted(len(jobs), 'document')} would be made")
        return
    cache, count = cache_of(refused=asked.no_cache), asked.count
    if asked.address is None:
        count = max(1, min(count or cores(), len(jobs)))
    with executor_for(count, asked.address) as executor:
        outcomes = _run(base, jobs, keeping, executor, cache=cache, resume=asked.resume)
    warn_cache(cache)
    outcomes.sort(key=lambda one: one.job.row)
    if asked.as_json:
        result_json([_row(one) for one in outcomes])
    else:
        print_files(one.document for one in outcomes if one.document)
    _print_remarks(outcomes)
    failed = [one for one in outcomes if one.document is None]
    for one in failed:
        complain(f"{one.job.place}: {one.error.partition(chr(10))[0]}")
    there = sum(one.is_resumed for one in outcomes)
    made = len(outcomes) - there - len(failed)
    resumed = f", {there} there already" if asked.resume else ""
    message(f"{counted(made, 'document')} made{resumed}, {len(failed)} failed")
    if failed:
        context.exit(BriefingError.exit_code)


def _print_remarks(outcomes: Sequence[Outcome]) -> None:
    """Print the remarks on documents, each once for all rows that share it."""
    places: dict[str, list[str]] = {}
    for one in outcomes:
        for remark in one.document.remarks if one.document else ():
            places.setdefault(remark, []).append(one.job.place)
    for remark, (first, *others) in places.items():
        also = f" and {counted(len(others), 'more row')}" if others else ""
        message(f"{first}{also}: {remark}")


def _given(context: click.Context, by: ParameterSource) -> BatchRow:
    """The values for all rows from the command line, or from the project file."""
    from ..batch import BatchRow
    from ..model import Format, Precision, When

    given = {
        name: value
        for name, value in context.params.items()
        if value is not None and context.get_parameter_source(name) is by
    }
    edition, as_of = (
        When(given[name], given[name], Precision.DAY) if name in given else None
        for name in ("edition", "as_of")
    )
    format_ = Format(given["format_"]) if "format_" in given else None
    return replace(read_choices(given, BatchRow), date=edition, as_of=as_of, format=format_)


def _run(
    base: Base,
    jobs: Sequence[Job],
    keeping: Keeping | None,
    executor: WorkerPool | None,
    *,
    cache: Cache | None,
    resume: bool,
) -> list[Outcome]:
    from ..batch import digests_of, line_of, open_manifest, outcome_of, run
    from ..pdf.loading import check_libraries

    folder = base.output
    with open_manifest(folder, resume=resume) as manifest:
        if manifest.spoilt:
            lines = counted(manifest.spoilt, "line")
            complain(f"{manifest.path}: {lines} cannot be read; what they told of is made again")
        digest = dict(zip(jobs, digests_of(base.library, jobs, folder, keeping), strict=True))
        outcomes = [
            outcome_of(job, line, folder)
            for job in jobs
            if (line := manifest.finished(digest[job])) is not None
        ]
        there = {one.job for one in outcomes}
        # Files that this batch has made may be replaced by a row that was corrected since.
        made = {folder.absolute() / name for name in manifest.made()} if resume else set()
        waiting = [_forced(job) if job.path in made else job for job in jobs if job not in there]
        digest |= {_forced(job): digest[job] for job in jobs}
        is_remote = executor is not None and executor.is_remote
        if waiting and not is_remote:
            check_libraries()
        work = perform_cached if cache and is_remote else None
        try:
            with (
                progress("batch") as report,
                closing(
                    run(base.library, waiting, executor, keeping, cache, work=work)
                ) as documents,
            ):
                for done, outcome in enumerate(documents, start=1):
                    manifest.add(line_of(outcome, digest[outcome.job], folder))
                    outcomes.append(outcome)
                    report(done, len(waiting))
        except (KeyboardInterrupt, SystemExit, BriefingError, OSError):
            complain(
                f"stopped after {len(outcomes)} of {len(jobs)}; "
                "the same command with --resume makes the rest"
            )
            raise
        manifest.settle(digest[job] for job in jobs)
    return outcomes


def _forced(job: Job) -> Job:
    return replace(job, order=replace(job.order, force=True))


def _not_yet(base: Base, jobs: Sequence[Job], keeping: Keeping | None) -> list[Job]:
    from ..batch import digests_of, read_manifest

    manifest = read_manifest(base.output)
    digests = digests_of(base.library, jobs, base.output, keeping)
    return [job for job, one in zip(jobs, digests, strict=True) if manifest.finished(one) is None]


def _list(jobs: Sequence[Job], *, as_json: bool) -> None:
    if as_json:
        result_json([_planned(job) for job in jobs])
        return
    for job in jobs:
        result(f"{job.path}  {', '.join(job.topics)}")


def _planned(job: Job) -> dict[str, Any]:
    from ..build.exporters import files_beside, shown

    return {
        "row": job.row,
        "place": job.place,
        "topics": job.topics,
        "format": str(job.order.style.setting.format),
        "date": job.order.edition.isoformat(),
        "as_of": job.order.as_of.isoformat(),
        "recipient": job.copy.recipient or None,
        "copy": job.copy.written or None,
        "path": str(job.path),
        **shown(files_beside(job.path, job.order.exports)),
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    document = outcome.document
    return {
        **_planned(outcome.job),
        "pages": document.pages if document else None,
        "sha256": document.sha256 if document else None,
        "seconds": round(outcome.seconds, 3),
        "edition": document.edition if document else None,
        "is_new": document.is_new if document else False,
        "remarks": list(document.remarks) if document else [],
        "is_resumed": outcome.is_resumed,
        "error": outcome.error or None,
    }
