"""Where files of the archive are written before they are moved to their place, all at once.

Whoever writes or removes something holds a lock on a file beside it. A process that is killed loses
its locks, whatever it was doing: what lies here without an owner is rubbish, and is swept.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_LOCK = ".lock"


class Incoming:
    """The folder for what is being written; it must lie on the disk of the archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def claim(self, name: str) -> Iterator[Path]:
        """The path ``name`` in this folder, with nothing there and for the caller alone.

        Waits for another owner to be done. What is there at the end is removed. Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = _lock(self._lock_file(name), wait=True)
        assert descriptor is not None
        try:
            aside = self.folder / name
            _remove(aside)
            yield aside
        finally:
            self._let_go(name, descriptor)

    def sweep(self) -> None:
        """Remove what killed processes left.

        What has an owner stays, and what this user may not remove. Raises OSError if the folder
        cannot be read.
        """
        try:
            names = {path.name.removesuffix(_LOCK) for path in self.folder.iterdir()}
        except FileNotFoundError:
            return
        for name in sorted(names - {""}):
            with suppress(OSError):
                descriptor = _lock(self._lock_file(name), wait=False)
                if descriptor is not None:
                    self._let_go(name, descriptor)

    def _lock_file(self, name: str) -> Path:
        return self.folder / f"{name}{_LOCK}"

    def _let_go(self, name: str, descriptor: int) -> None:
        # The lock file goes last, and while it is still locked: see _lock.
        try:
            _remove(self.folder / name)
            self._lock_file(name).unlink(missing_ok=True)
        finally:
            os.close(descriptor)


def _lock(file: Path, *, wait: bool) -> int | None:
    """A descriptor that holds the lock on a file; None if another has it and we do not wait."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            # Between the two calls the last owner may have removed the file: then this lock is on
            # something that nobody else can find, and says nothing.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), file.stat()):
                    return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder with files by their names in it, all of it safe on the disk.

    Raises OSError.
    """
    folders = {folder}
    for name in sorted(files):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        folders.update(above for above in file.parents if above.is_relative_to(folder))
        write_file(file, files[name])
    for each in folders:
        sync_folder(each)


def write_file(file: Path, data: bytes) -> None:
    """Write a new file, safe on the disk. Raises OSError."""
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make what was created in a folder, moved into it or out of it safe. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
