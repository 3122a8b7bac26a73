"""Runs tasks on the workers of an existing Dask cluster."""

from __future__ import annotations

import logging
import pickle
import shlex
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, InvalidStateError
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from ssl import SSLContext
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..build.executors import WorkerPool
from ..errors import ClusterError, RenderError
from ..model import Style
from .remote_call import RemoteCall, Requirement, ThemeMissing, requirement_of, result_of
from .scheduler import Address, check_greeting, read_address, watch, within

if TYPE_CHECKING:
    from distributed import Client

PACKAGE = "distributed>=2024.8"
"""The requirement of the extra “cluster”."""
_RETRIES = 2
"""Repetitions by Dask after failures that are not ours: a full disk, a lost connection."""
_GRACE = 3
"""Seconds for closing a connection."""
_QUIET = ("distributed", "distributed.client", "distributed.core", "tornado.application")


@contextmanager
def connected(address: str, count: int | None = None, timeout: float = 10) -> Iterator[Cluster]:
    """The cluster whose scheduler listens at ``address``, for one batch.

    ``count`` is the number of concurrent documents; by default, of the worker processes now.
    Raises ClusterError if Dask is not installed, the scheduler does not answer, or has no workers.
    If the scheduler ends later, or does not answer for ``timeout`` seconds, pending calls raise
    ClusterError.
    """
    client = _connect(address, timeout)
    cluster = Cluster(client, address)
    over = watch(client, timeout, cluster.give_up)
    try:
        cluster.count = count or _processes(client, address, timeout)
        yield cluster
    finally:
        over.set()
        cluster.shutdown(cancel_futures=True)


def _connect(address: str, timeout: float) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "clusters need the package “distributed”, which is not installed: "
            f"{shlex.quote(sys.executable)} -m pip install '{PACKAGE}' ({error})"
        ) from error
    place = read_address(address)
    for name in _QUIET:  # our own errors report what is lost
        logging.getLogger(name).setLevel(logging.CRITICAL)
    check_greeting(place, _certificates(place), timeout)
    try:
        connect = partial(Client, address, timeout=timeout, set_as_default=False)
        return within(2 * timeout, connect)
    except Exception as error:
        raise ClusterError(
            f"no scheduler of a Dask cluster answers at {address}: {str(error) or repr(error)}"
        ) from error


def _certificates(place: Address) -> SSLContext | None:
    """The certificates of a connection, from Dask's own settings; None for tcp."""
    if place.scheme == "tcp":
        return None
    from distributed.security import Security

    reason = "they name none"
    with suppress(KeyError):
        try:
            context: SSLContext | None = Security().get_connection_args("client")["ssl_context"]
            if context is not None:
                return context
        except (OSError, ValueError) as error:  # a missing file, or no certificate
            reason = str(error)
    raise ClusterError(
        f"{place.text} needs certificates, which Dask's settings distributed.comm.tls.ca-file and"
        f" distributed.comm.tls.client name: {reason}; on a network that you trust, use tcp://"
    )


def _processes(client: Client, address: str, timeout: float) -> int:
    """Wait for the first worker process, and count them."""
    with suppress(TimeoutError):
        within(2 * timeout, lambda: client.wait_for_workers(1, timeout))
    try:
        count = len(within(timeout, client.scheduler_info)["workers"])
    except Exception as error:
        raise _silent(address) from error
    if not count:
        raise ClusterError(f"the cluster at {address} has no workers; “dask worker” starts one")
    return count


def _silent(address: str) -> ClusterError:
    return ClusterError(f"the scheduler of the cluster at {address} stopped answering")


class Cluster(WorkerPool):
    """Runs calls whose last argument is a task on a cluster.

    Dask repeats the calls of a worker that died.
    """

    is_remote = True

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._theirs = client.get_executor(pure=False, retries=_RETRIES)
        self._lock = Lock()
        self._requirements: dict[tuple[Path, str], Requirement] = {}
        self._waiting: set[Future[Any]] = set()
        self._is_over = False
        self._is_silent = False

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Schedule a call; raises ClusterError if the scheduler is gone."""
        *before, task = args
        call = RemoteCall(
            self._requirement(task.order.style), partial(work, **kwargs), tuple(before), task
        )
        future: Future[Any] = Future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        self._send(call, future, with_theme=False)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Close the connection, after running calls or at once."""
        if wait and not cancel_futures:
            self._theirs.shutdown(wait=True)
        with self._lock:
            was_over, self._is_over = self._is_over, True
        if not was_over:
            with suppress(Exception):  # the scheduler may be gone
                within(_GRACE, lambda: self._client.close(timeout=_GRACE - 1))

    def give_up(self) -> None:
        """Let pending calls raise ClusterError, as the scheduler does not answer."""
        self._is_silent = True
        for future in tuple(self._waiting):
            with suppress(InvalidStateError):  # it was answered meanwhile
                future.set_exception(self._lost())

    def _lost(self) -> Exception:
        """The error for a missing answer."""
        if self._is_over:
            return BrokenExecutor("the batch was stopped")
        if self._is_silent:
            return _silent(self._address)
        return ClusterError(f"the scheduler of the cluster at {self._address} went away")

    def _send(self, call: RemoteCall, future: Future[Any], *, with_theme: bool) -> None:
        if self._client.status != "running" or self._is_silent:
            raise self._lost()
        theirs = self._theirs.submit(pickle.loads, call.packed(with_theme=with_theme))
        theirs.add_done_callback(partial(self._receive, call, future))

    def _receive(self, call: RemoteCall, future: Future[Any], theirs: Future[bytes]) -> None:
        with suppress(InvalidStateError):  # it was given up meanwhile
            self._take(call, future, theirs)

    def _take(self, call: RemoteCall, future: Future[Any], theirs: Future[bytes]) -> None:
        try:
            future.set_result(result_of(theirs.result()))
        except ThemeMissing:
            try:
                self._send(call, future, with_theme=True)
            except Exception as error:  # noqa: BLE001 — it is for the one who waits
                future.set_exception(error)
        except CancelledError:
            future.set_exception(self._lost())
        except Exception as error:  # noqa: BLE001 — it is for the one who waits
            future.set_exception(_translated(error))

    def _requirement(self, style: Style) -> Requirement:
        """The requirement of a style, determined once."""
        with self._lock:
            key = (style.templates, style.theme)
            if key not in self._requirements:
                self._requirements[key] = requirement_of(style)
            return self._requirements[key]


def _translated(error: Exception) -> Exception:
    """Replace an error of Dask by one of this program; others stay as they are."""
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return RenderError(
            f"{error.allowed_failures + 1} workers of the cluster were killed while they had it: "
            "it may need more memory than they have"
        )
    elsewhere = isinstance(error, ModuleNotFoundError) and str(error.name).startswith("briefings")
    if elsewhere or str(error).startswith("Can't get attribute"):
        return RenderError(
            f"a worker of the cluster has no briefings, or another release of it: {error}"
        )
    return error
