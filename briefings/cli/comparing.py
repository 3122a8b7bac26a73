"""Editions side by side, and made anew."""

from __future__ import annotations

from pathlib import Path

import click

from .keeping import archive_of, archive_option
from .options import json_option, speech_options
from .output import message, result_json


@click.command()
@click.argument("first", metavar="EDITION")
@click.argument("second", metavar="[EDITION]", required=False)
@click.option(
    "--pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also print the changes on one page, into this file.",
)
@archive_option
@json_option
@speech_options
def diff(
    *, first: str, second: str | None, pdf: Path | None, archive: Path | None, as_json: bool
) -> None:
    """Tell what changed from one edition to another; of one alone, since the one before it."""
    from ..editions import compare, comparison_rows, find_edition, one_before

    kept = archive_of(archive)
    after = find_edition(kept, second or first)
    before = find_edition(kept, first) if second else one_before(kept, after)
    comparison = compare(before, after)
    if as_json:
        result_json(comparison_rows(comparison))
    else:
        print_comparison(comparison)
    if pdf:
        from ..editions import print_comparison_page
        from ..pipeline import put_in_place
        from ..resources import templates_folder

        put_in_place(pdf.absolute(), print_comparison_page(comparison, templates_folder()))
        message(f"printed: {pdf}")
