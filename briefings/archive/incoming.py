"""The staging folder of the archive: files are written here, and renamed into place when complete.

A process that writes or removes an entry holds a lock on a lock file beside it. The system releases
the locks of a killed process, so an entry without a lock is left over, and :meth:`Incoming.sweep`
removes it; but only entries with names that the archive gives, and only in a folder that is no
link. Anything else may be a file of the user.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..atomic import Told, lock, still_names
from .inside import folder_inside, open_inside

_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Incoming:
    """The staging folder, inside the folder of the archive.

    ``is_ours`` recognises the names that :meth:`claim` gets. ``told`` gets a message if the wait
    for a lock takes long.
    """

    folder: Path
    is_ours: Callable[[str], bool]
    told: Told | None = None

    @contextmanager
    def claim(self, name: str) -> Iterator[Path]:
        """Lock the entry ``name``, and yield its path, at which nothing exists.

        Waits at most ``PATIENCE`` seconds for the lock. On exit, removes what is at the path.
        Raises OSError.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.folder.mkdir()
        descriptor = self._lock(name, wait=True)
        try:
            self._remove(name)
            yield self.folder / name
        finally:
            self._release(name, descriptor)

    def sweep(self) -> None:
        """Remove the entries of killed processes.

        Keeps entries that are locked, and those that this user may not remove. Raises OSError if
        the folder cannot be read or is a link.
        """
        try:
            with self._opened() as folder:
                names = {name.removesuffix(_LOCK) for name in os.listdir(folder)}  # noqa: PTH208 — of a descriptor
        except FileNotFoundError:
            return
        for name in sorted(filter(self.is_ours, names)):
            with suppress(OSError):
                self._release(name, self._lock(name, wait=False))

    def _opened(self) -> AbstractContextManager[int]:
        return folder_inside(self.folder.parent, self.folder.name)

    def _release(self, name: str, descriptor: int) -> None:
        # Remove the lock file last, and while it is still locked: see _lock.
        try:
            self._remove(name)
            with self._opened() as folder, suppress(FileNotFoundError):
                os.unlink(f"{name}{_LOCK}", dir_fd=folder)
        finally:
            os.close(descriptor)

    def _lock(self, name: str, *, wait: bool) -> int:
        """A descriptor that holds the lock on a name; raises OSError if another process has it."""
        file = f"{self.folder.name}/{name}{_LOCK}"
        path = self.folder.parent / file
        while True:
            descriptor = open_inside(self.folder.parent, file, os.O_RDWR | os.O_CREAT)
            try:
                lock(descriptor, path, wait=wait, told=self.told)
                # The last owner may have removed the file between the two calls: a lock on a file
                # that no other process can open protects nothing.
                if still_names(path, descriptor):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)

    def _remove(self, name: str) -> None:
        """Remove a file or a folder; raises OSError for anything else."""
        with self._opened() as folder:
            try:
                mode = os.lstat(name, dir_fd=folder).st_mode
            except FileNotFoundError:
                return
            if stat.S_ISDIR(mode):
                _remove_folder(name, folder)
            elif stat.S_ISREG(mode):
                os.unlink(name, dir_fd=folder)
            else:
                where = str(self.folder / name)
                raise OSError(errno.EINVAL, "it is neither a file nor a folder", where)


def _remove_folder(name: str, above: int) -> None:
    """Remove a folder and its contents, however deeply nested.

    Before Python 3.13, ``shutil.rmtree`` recurses for each level. This function moves nested
    folders up to the top instead, until none is left. Raises OSError.
    """
    with _opened_folder(name, above) as top:
        while inside := os.listdir(top):  # noqa: PTH208 — of a descriptor
            for one in inside:
                if _unlinked(one, top):
                    continue
                with _opened_folder(one, top) as folder:
                    for each in os.listdir(folder):  # noqa: PTH208 — of a descriptor
                        if not _unlinked(each, folder):
                            moved = os.urandom(16).hex()
                            os.rename(each, moved, src_dir_fd=folder, dst_dir_fd=top)
                os.rmdir(one, dir_fd=top)
    os.rmdir(name, dir_fd=above)


@contextmanager
def _opened_folder(name: str, above: int) -> Iterator[int]:
    descriptor = os.open(
        name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=above
    )
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _unlinked(name: str, folder: int) -> bool:
    """Remove a file, link or empty folder; returns False for a folder that is not empty."""
    if not stat.S_ISDIR(os.lstat(name, dir_fd=folder).st_mode):
        os.unlink(name, dir_fd=folder)
        return True
    try:
        os.rmdir(name, dir_fd=folder)
    except OSError:
        return False
    return True


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder with these files, by their names in it, and sync all of it to disk.

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
    """Write a new file and sync it to disk. Raises OSError."""
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Sync the entries of a folder to disk: files created, moved in or out. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
