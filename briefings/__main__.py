"""``python3 -m briefings``: the same program as the console script."""

# Nothing is imported before the working folder is off the path: not even __future__.
from .searchpath import leave_out_working_folder


def start() -> None:
    """Run the program; what it imports does not come from the working folder."""
    leave_out_working_folder()
    from .cli import main

    main()


if __name__ == "__main__":
    start()
