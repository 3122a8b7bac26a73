"""Fuzzers of everything that the program reads: damaged input must end in a known error.

A *target* is one reader with sound inputs to damage. It stands in a module of this package as a
function that takes an empty folder and returns a `Target`; `targets.py` lists all of them. Each
damaged input is read in a child process of its own, which may take 10 s and 1 GB more than the
process it was forked from. Allowed outcomes: the input is read, or a BriefingError is raised.

    .venv/bin/python -m tests.fuzz                      all targets, ten minutes
    .venv/bin/python -m tests.fuzz font logo --seconds 60
    .venv/bin/python -m tests.fuzz font --seed 7 --only 412     one damaged input again

`test_fuzz.py` runs the first few inputs of every target as part of the suite.
"""
