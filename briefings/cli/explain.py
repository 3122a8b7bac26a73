"""``explain``: the origin of a figure, from the data or from a finished PDF."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from ..model import Library
from .arguments import Day
from .names import complete_facts, or_files
from .options import collected, common_options, json_option, library_of
from .output import result_json


@dataclass(frozen=True, slots=True)
class _ExplainOptions:
    what: str
    figure: str | None
    as_of: date | None
    page: int | None
    as_json: bool
    data_folder: Path | None


@click.command()
@click.argument("what", metavar="FACT|FIGURE|PDF", shell_complete=or_files(complete_facts))
@click.argument("figure", required=False)
@click.option(
    "--as-of", type=Day("last"), help="Tell what a brief of this day prints.  [default: today]"
)
@click.option("--page", type=int, metavar="N", help="Only this page of the PDF.")
@json_option
@common_options
@collected(_ExplainOptions)
def explain(asked: _ExplainOptions) -> None:
    """Tell where a figure comes from, and whether it still counts.

    FACT is the id of a fact; FIGURE is as printed or written otherwise: "120,000", "4.3 مليار".
    A PDF is explained from what lies inside it, without the data; a FIGURE after it picks some.
    """
    context, what = click.get_current_context(), asked.what
    if _is_file(what):
        if asked.as_of:
            context.fail("--as-of belongs to the data; a PDF tells of the day it was made for.")
        _explain_pdf(asked)
        return
    if asked.page is not None:
        context.fail(f"--page goes with a PDF, and “{what}” is none.")
    if asked.figure is not None:
        context.fail(f"“{asked.figure}” is one word too many; put a figure of several into quotes.")
    if not re.search(r"\w", what):
        context.fail("name a fact, a figure or a PDF.")
    _explain_data(library_of(asked.data_folder), asked)


def _is_file(what: str) -> bool:
    from ..content.explain import is_fact_id

    # Not pathlib, which raises for a name that is too long.
    return what.lower().endswith(".pdf") or (
        os.path.isfile(what) and not is_fact_id(what)  # noqa: PTH113
    )


def _explain_pdf(asked: _ExplainOptions) -> None:
    from ..content.explain import choose_figures, read_figures

    rows = choose_figures(read_figures(Path(asked.what)), page=asked.page, figure=asked.figure)
    if asked.as_json:
        result_json(rows)
        return
    from .explain_report import print_rows

    print_rows(rows)


def _explain_data(library: Library, asked: _ExplainOptions) -> None:
    from ..content.explain import explain_fact, explain_figure, is_fact_id, story_row, uses_of

    what, as_of = asked.what, asked.as_of or date.today()
    if what in library.facts or is_fact_id(what):
        fact_ids, stories = [what], explain_fact(library, what, as_of).claims
    else:
        stories = explain_figure(library, what, as_of)
        fact_ids = list(dict.fromkeys(story.fact.id for story in stories))
    if asked.as_json:
        uses = {fact_id: uses_of(library, fact_id) for fact_id in fact_ids}
        result_json([story_row(library, one, uses[one.fact.id]) for one in stories])
        return
    from .explain_report import print_fact, print_matches

    if len(fact_ids) == 1:
        print_fact(library, explain_fact(library, fact_ids[0], as_of))
    else:
        print_matches(library, stories)
