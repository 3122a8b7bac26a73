"""Lets the process that workers are forked from find this package, behind everything else.

That process is told of one folder to look into, this one, which has no other module: see
:mod:`briefings.cli.workers`.
"""

import sys
from os.path import abspath, dirname

_HOME = dirname(dirname(dirname(dirname(abspath(__file__)))))  # noqa: PTH100, PTH120 — quick
if _HOME not in sys.path:
    sys.path.append(_HOME)
