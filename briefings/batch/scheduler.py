"""Checks, with timeouts, that a Dask scheduler is at an address and keeps answering.

Dask itself waits forever for a server that accepts a connection and stays silent, and reads the
first bytes of any answer as the length of a message.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from ipaddress import IPv6Address
from ssl import SSLContext
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

_ADDRESS = re.compile(
    r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|\w(?:[\w.-]*\w)?):([1-9][0-9]{0,4})", re.ASCII
)
_LAST_PORT = 65_535
_LENGTH = 8  # bytes in which a message of Dask says how long it is
_LONGEST_GREETING = 1_000_000
_SHOWN = 80


class Address(NamedTuple):
    """Where a scheduler listens; ``text`` is the address as Dask takes it."""

    text: str
    scheme: str
    host: str
    port: int


def read_address(text: str) -> Address:
    """Parse the address of a scheduler; raises ClusterError."""
    found = _ADDRESS.fullmatch(text)
    if found and int(found[3]) <= _LAST_PORT:
        with suppress(ValueError):
            host = str(IPv6Address(found[2][1:-1])) if found[2].startswith("[") else found[2]
            return Address(text, found[1], host, int(found[3]))
    shown = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text[:_SHOWN])
    raise ClusterError(
        f"“{shown}” is no address of a scheduler, which reads tcp://HOST:PORT or tls://HOST:PORT"
    )


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of ``work``; raises TimeoutError if it takes longer, without stopping it."""
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 — it is for the one who waits
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future.result(seconds)


def check_greeting(address: Address, context: SSLContext | None, timeout: float) -> None:
    """Raise ClusterError unless the server sends a greeting at once, as Dask does."""
    try:
        start = within(timeout, lambda: _greeting(address, context, timeout))
    except TimeoutError:
        raise ClusterError(
            f"what listens at {address.text} did not answer within {timeout:g} s"
        ) from None
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no scheduler of a Dask cluster answers at {address.text}: {str(error) or repr(error)}"
        ) from error
    length = int.from_bytes(start, "little")
    if len(start) < _LENGTH or not 0 < length <= _LONGEST_GREETING:
        raise ClusterError(f"what answers at {address.text} is no scheduler of a Dask cluster")


def _greeting(address: Address, context: SSLContext | None, timeout: float) -> bytes:
    """The first bytes that a server sends."""
    with socket.create_connection((address.host, address.port), timeout) as plain:
        peer = context.wrap_socket(plain) if context else plain
        with peer:
            start = b""
            while len(start) < _LENGTH and (more := peer.recv(_LENGTH - len(start))):
                start += more
            return start


def watch(client: Client, timeout: float, lost: Callable[[], object]) -> Event:
    """Call ``lost`` when the scheduler does not answer for so long, until the event is set."""
    over = Event()
    scheduler: Any = client.scheduler

    def ask() -> None:
        while not over.wait(timeout / 2):
            try:
                client.sync(scheduler.echo, data=0, callback_timeout=timeout)
            except Exception:  # noqa: BLE001 — any exception means no answer
                if not over.is_set():
                    lost()
                return

    Thread(target=ask, name="scheduler", daemon=True).start()
    return over
