"""The README and bag-info.txt of an edition, for readers without this program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ENGLISH = """\
{edition}
{line}

Title             {title}
Edition           {date}, number {number} of that day
Facts as of       {as_of}
Format            {format}, {pages}
{meeting}Made by           briefings {version}

This folder is an edition of an Arabic briefing document, kept as it was handed over. It is a
BagIt bag (RFC 8493): nothing in it may be changed.

What is here
  data/{pdf}
                    the document, as printed; open it with any PDF viewer (PDF/A-3a)
  data/text.html    its text, for any browser
  data/facts.json   the claims that it rests on: value, qualifier, date, source, paragraph, excerpt
  data/figures.json every figure as printed, page by page, with the claim behind it
  data/chart-*.csv  what each chart shows, if there are any
  data/library/     the facts, sources, names, units and the plan that it was made from (YAML)
  data/earlier/     the same of the editions that it was compared with, if any
  data/edition.json all its particulars: options, digests, versions
  data/constraints.txt
                    the versions of the packages that made it, for pip

Is it unaltered?
  sha256sum --check manifest-sha256.txt       (all lines must say OK)
  python3 -m bagit --validate .                (pip install bagit)
  minisign -Vm manifest-sha256.txt -p KEY.pub (if manifest-sha256.txt.minisig is here)

To make the same document again
  briefings editions rebuild {edition} --archive (the folder two levels above)
  It says what differs where the same bytes cannot be had.
"""

_ARABIC = """
بالعربية
هذا المجلد إصدار محفوظ من وثيقة إحاطة كما سُلّمت، ولا يجوز تغيير شيء فيه.
الوثيقة نفسها في data/{pdf}، ونصها في data/text.html.
والحقائق التي تستند إليها، بقيمها وتواريخها ومصادرها، في data/facts.json.
"""


def readme_of(record: Mapping[str, Any]) -> bytes:
    """The README of the edition that a record describes."""
    meeting, pages = record["meeting"], record["pages"]
    values = {
        "edition": record["edition"],
        "line": "=" * len(record["edition"]),
        "title": record["title"],
        "date": record["date"],
        "number": record["number"],
        "as_of": record["facts_as_of"],
        "format": record["format"],
        "pages": "1 page" if pages == 1 else f"{pages} pages",
        "meeting": f"Meeting           {meeting['date']}: {meeting['title']}\n" if meeting else "",
        "version": record["versions"]["briefings"],
        "pdf": record["files"]["pdf"],
    }
    return (_ENGLISH + _ARABIC).format(**values).encode()


def bag_info(record: Mapping[str, Any], day: str) -> dict[str, str]:
    """The lines of ``bag-info.txt``; ``day`` is the ISO date on which the edition is stored."""
    return {
        "Bag-Software-Agent": f"briefings {record['versions']['briefings']}",
        "Bagging-Date": day,
        "External-Description": f"{record['title']} ({record['format']})",
        "External-Identifier": record["edition"],
    }
