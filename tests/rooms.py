"""The rooms of the package, from the one that knows everything to the one that knows nothing.

A room imports from rooms below it and never from one above. CONTRIBUTING shows this list
(``python -m docs.make_rooms`` writes it there), and ``test_rooms.py`` holds the package to it.
"""

ROOMS = {
    "cli": "commands: flags, colours, the clock, exit codes; `catalogue.py` says where each stands",
    "batch": "many documents: rows, jobs, manifest, running them here or on a cluster",
    "archive": "editions: bags, index, verify, sign, prune, compare, rebuild",
    "build": "a request becomes a file: pipeline, renderers, cache, fingerprint, executors",
    "data": "YAML and spreadsheets become a checked library, and back",
    "content": "a library becomes a brief or a pack: composer, blocks, what changed, explain",
    "html": "templates and themes: values handed over become HTML",
    "facts": "rules on facts: selection, conflicts, freshness, evidence, references, search, files",
    "charts": "a chart's plan becomes a picture",
    "pdf": "HTML becomes a checked PDF: engine, text layer, tags, merging, reading back",
    "arabic": "how Arabic is worded, ordered and read",
    "model": "the words of the project as frozen values",
}
FILES = {
    "atomic": "how files are read, named and locked; writing beside and moving into place",
    "resources": "where templates, themes and data stand",
    "searchpath": "where Python looks for modules: nowhere that depends on the working folder",
    "errors": "what can go wrong, and the exit code each kind of failure ends with",
}
"""What stands beside the rooms; every room may import it."""

ORDER = (*ROOMS, *FILES)
