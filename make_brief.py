"""Make a brief: ``python make_brief.py --help``."""

import sys

if __name__ == "__main__":
    try:
        from briefings.cli import main
    except ImportError as error:
        is_old = sys.version_info < (3, 11)
        # Only what set-up provides is explained here: an import that fails inside the package
        # is a bug, and its traceback is wanted.
        if not is_old and (error.name or "").startswith("briefings"):
            raise
        reason = "this Python is too old" if is_old else f"{error.name} is not installed here"
        sys.exit(f"make_brief: {reason}; run `make brief`, or use .venv/bin/python make_brief.py")
    main()
