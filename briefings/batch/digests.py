"""Digests of everything that a job is made from: equal digests mean equal documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from ..archive.editions import Keeping
from ..build.exporters import formats_beside
from ..build.fingerprint import Recipe, recipe_of
from ..build.request import inputs_digest
from ..content.subset import subset
from ..data import dump
from ..model import Library
from .jobs import Job


def digests_of(
    library: Library, jobs: Sequence[Job], folder: Path, keeping: Keeping | None = None
) -> tuple[str, ...]:
    """SHA-256 of each job: of its data, its row and the recipe; raises ThemeError.

    It depends neither on the number of the row nor on ``folder``, which holds the files.
    """
    files: dict[object, dict[str, bytes]] = {}
    recipes: dict[str, Recipe] = {}
    digests = []
    for job in jobs:
        order = job.order
        data = (job.topics, id(order.meeting))
        if data not in files:
            topics = [library.topics[topic] for topic in job.topics]
            files[data] = dict(dump(subset(library, topics, order.meeting)))
        theme = order.style.theme
        if theme not in recipes:
            recipes[theme] = recipe_of(order.style)
        said = {
            "archive": str(keeping.archive.root) if keeping else None,
            "components": dict(recipes[theme].components),
            "file": job.path.relative_to(folder.absolute()).as_posix(),
            **{name: name in order.exports for name in formats_beside()},
            "inputs": inputs_digest(order, files[data], list(job.topics), {}),
            "signed": bool(keeping and keeping.sign),
            "versions": dict(recipes[theme].versions),
        }
        digests.append(sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())
    return tuple(digests)
