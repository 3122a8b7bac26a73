"""Batches on a cluster: the same bytes, whatever happens to machines; nothing where they differ."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from briefings.batch import Job, Outcome, executor_for, run
from briefings.batch.cluster import connected
from briefings.build.pipeline import Perform, Task, build, perform
from briefings.build.render import Printed
from briefings.errors import ClusterError, RenderError
from briefings.resources import templates_folder
from tests.batch.nodes import Nodes
from tests.batch.test_running import LIBRARY, by_row, deadly, jobs_to
from tests.conftest import CHECKOUT, Program
from tests.data.folder import write

pytest.importorskip("distributed", reason="clusters need the extra “cluster”")


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    nodes = Nodes(tmp_path_factory.mktemp("nodes"))
    nodes.add(2)
    yield nodes
    nodes.stop()


def on(nodes: Nodes, jobs: list[Job], work: Perform = perform) -> list[Outcome]:
    with executor_for(None, nodes.address) as executor:
        return by_row(run(LIBRARY, jobs, executor, work=work))


def where(task: Task) -> Printed:
    """Says by which templates and theme it would be printed."""
    style = task.order.style
    return Printed(f"{os.getpid()} {style.templates} {style.theme}".encode(), 1)


def failing(task: Task) -> Printed:
    if task.topics == ("t1",):
        with (task.order.output / "tried").open("a", encoding="utf-8") as file:
            file.write("x")
        raise RenderError("the page is too long")
    return where(task)


def test_a_theme_of_ones_own_travels(nodes: Nodes, tmp_path: Path) -> None:
    theme = tmp_path / "mine"
    shutil.copytree(templates_folder() / "themes" / "diwan", theme)
    jobs = [
        replace(job, order=replace(job.order, style=replace(job.order.style, theme=str(theme))))
        for job in jobs_to(tmp_path / "out", "t0", "t1", "t2", "t3")
    ]
    told = [
        one.document.path.read_text("utf-8").split()
        for one in on(nodes, jobs, where)
        if one.document
    ]
    assert len(told) == 4
    for _, templates, folder in told:
        assert templates == str(CHECKOUT / "templates")
        assert Path(folder).name.startswith("briefings-theme-")
        assert (Path(folder) / "theme.css").read_bytes() == (theme / "theme.css").read_bytes()
    # Once for each process.
    assert len({folder for _, _, folder in told}) == len({process for process, *_ in told})

    jobs[0].path.unlink()  # it was no document of this program, which would be left alone
    (made,) = on(nodes, jobs[:1])
    alone = build(LIBRARY, ["t0"], replace(jobs[0].order, output=tmp_path / "alone"))
    assert made.document
    assert made.document.path.read_bytes() == alone.path.read_bytes()


def test_what_fails_fails_once_and_in_its_own_words(nodes: Nodes, tmp_path: Path) -> None:
    outcomes = on(nodes, jobs_to(tmp_path, "t0", "t1", "t2"), failing)
    assert [one.error for one in outcomes] == ["", "the page is too long", ""]
    assert (tmp_path / "tried").read_text("utf-8") == "x"


def test_a_worker_with_other_templates_prints_nothing(tmp_path: Path) -> None:
    other = tmp_path / "other"
    skipped = shutil.ignore_patterns("__pycache__", "share")
    shutil.copytree(CHECKOUT / "briefings", other / "briefings", ignore=skipped)
    shutil.copytree(CHECKOUT / "templates", other / "templates")
    with (other / "templates" / "brief.html").open("a", encoding="utf-8") as file:
        file.write("\n")
    nodes = Nodes(tmp_path / "nodes")
    try:
        nodes.add(1, other)
        (outcome,) = on(nodes, jobs_to(tmp_path / "out", "t0"))
    finally:
        nodes.stop()
    assert outcome.error.endswith(
        "would print it otherwise, and printed nothing; it differs in templates/brief.html"
    )
    assert not list((tmp_path / "out").glob("*"))


def test_a_document_that_kills_workers_is_given_up(tmp_path: Path) -> None:
    nodes = Nodes(tmp_path / "nodes", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
    try:
        nodes.add(2)
        (outcome,) = on(nodes, jobs_to(tmp_path / "out", "t3"), deadly)
    finally:
        nodes.stop()
    assert outcome.error.startswith("2 workers of the cluster were killed while they had it")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        pytest.param("tcp://127.0.0.1:9", "no scheduler .* answers at tcp", id="nobody-there"),
        pytest.param("tcp://127.0.0.1", "“tcp://127.0.0.1” is no address", id="no-port"),
        pytest.param("tcp://127.0.0.1:x", "is no address", id="port-in-letters"),
        pytest.param("http://127.0.0.1:8787", "reads tcp://HOST:PORT", id="the-dashboard"),
        pytest.param("127.0.0.1:8786", "is no address", id="no-scheme"),
    ],
)
def test_a_cluster_that_is_not_there(address: str, message: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ClusterError, match=message), connected(address, timeout=0.5):
        pass
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp://",
        "tcp://[::1",
        "tcp://[::1]",
        "tcp://[xyz]:8786",
        "tcp://[1:2]:8786",
        "tcp://::1:8786",
        "tcp://host:0",
        "tcp://host:99999",
        "tcp://host:-1",
        "tcp://host:8786/",
        "tcp://host:8786 ",
        "tcp://ho st:8786",
        "tcp://host\0:8786",
        "tcp://host\x1b[2J:8786",
        "tcp://مضيف:8786",
        "tcp://host:٨٧٨٦",
        "tcp://user@host:8786",
        "ftp://host:8786",
        "inproc://host:8786",
        "tcp://" + "a" * 100_000,
    ],
)
def test_what_is_no_address_is_told_without_a_look(address: str) -> None:
    with (
        pytest.raises(ClusterError, match="is no address of a scheduler") as caught,
        connected(address, timeout=0.5),
    ):
        pass
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("host", ["a" * 64, "nowhere.invalid", "a..b"])
def test_a_host_that_is_not_there(host: str) -> None:
    with (
        pytest.raises(ClusterError, match=r"no scheduler .* answers at|did not answer within"),
        connected(f"tcp://{host}:8786", timeout=0.5),
    ):
        pass


@contextmanager
def serving(words: bytes | None) -> Iterator[str]:
    """A server that says something to whoever connects, and then stays silent; None hangs up."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def serve() -> None:
            with suppress(OSError):
                peer, _ = server.accept()
                with peer:
                    if words is not None:
                        peer.sendall(words)
                        over.wait(10)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(b"", "did not answer within 0.5 s", id="silent"),
        pytest.param(b"HTTP", "did not answer within 0.5 s", id="half-a-length"),
        pytest.param(b"HTTP/1.1 400 Bad Request\r\n", "is no scheduler of a Dask", id="http"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", "is no scheduler of a Dask", id="ssh"),
        pytest.param(b"\0" * 8, "is no scheduler of a Dask", id="nothing-long"),
        pytest.param((1 << 34).to_bytes(8, "little"), "is no scheduler of a Dask", id="16-GB"),
        pytest.param(None, "is no scheduler of a Dask", id="hangs-up"),
        pytest.param(
            (500).to_bytes(8, "little"), "no scheduler of a Dask cluster answers", id="goes-silent"
        ),
    ],
)
def test_a_server_that_is_no_scheduler_is_told_soon(words: bytes | None, says: str) -> None:
    started = time.perf_counter()
    with (
        serving(words) as address,
        pytest.raises(ClusterError, match=says),
        connected(address, timeout=0.5),
    ):
        pass
    assert time.perf_counter() - started < 5


def test_encryption_without_certificates_is_told() -> None:
    says = "needs certificates, which Dask's settings .* name: they name none"
    with (
        pytest.raises(ClusterError, match=says),
        connected("tls://127.0.0.1:8786", timeout=0.5),
    ):
        pass


def test_certificates_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    from dask import config

    (tmp_path / "no.pem").write_text("none", "utf-8")
    for file in ("missing.pem", "no.pem"):
        names = dict.fromkeys(
            (
                "distributed.comm.tls.ca-file",
                "distributed.comm.tls.client.cert",
                "distributed.comm.tls.client.key",
            ),
            str(tmp_path / file),
        )
        with (
            config.set(names),
            pytest.raises(ClusterError, match="needs certificates"),
            connected("tls://127.0.0.1:8786", timeout=0.5),
        ):
            pass


def test_a_scheduler_that_stops_answering_ends_the_batch(tmp_path: Path) -> None:
    nodes = Nodes(tmp_path / "nodes")
    try:
        nodes.add(1)
        with connected(nodes.address, timeout=5) as executor:
            assert len(list(run(LIBRARY, jobs_to(tmp_path, "t0"), executor, work=where))) == 1
        with connected(nodes.address, timeout=1) as executor:
            os.kill(nodes.scheduler.pid, signal.SIGSTOP)
            started = time.perf_counter()
            with pytest.raises(ClusterError, match="stopped answering"):
                list(run(LIBRARY, jobs_to(tmp_path, "t1"), executor, work=where))
        assert time.perf_counter() - started < 10
    finally:
        nodes.stop()


def test_a_cluster_without_workers(tmp_path: Path) -> None:
    nodes = Nodes(tmp_path / "nodes")
    try:
        with (
            pytest.raises(ClusterError, match="has no workers"),
            connected(nodes.address, timeout=0.5),
        ):
            pass
    finally:
        nodes.stop()


class TestCommand:
    ROWS = "".join(f"- {{topics: [uk], output: {number}.pdf}}\n" for number in range(6))

    @pytest.fixture
    def arguments(self, tmp_path: Path) -> list[str]:
        file = tmp_path / "batch.yaml"
        file.write_text(self.ROWS, "utf-8")
        data = write(tmp_path, {})
        out = ["--output", str(tmp_path / "out"), "--data", str(data)]
        return ["batch", str(file), "--date", "2026-11-21", *out]

    def test_without_the_package_nothing_is_written(
        self, program: Program, arguments: list[str], tmp_path: Path
    ) -> None:
        code = "import sys; sys.modules['distributed'] = None; from briefings.cli import main"
        done = program(*arguments, "--cluster", "tcp://127.0.0.1:9", code=f"{code}; main()")
        assert done.returncode == 1
        assert "clusters need the package “distributed”" in done.stderr
        # By its own name, which means the same in a checkout and beside an installed wheel.
        assert "python -m pip install 'distributed>=" in done.stderr
        assert not (tmp_path / "out").exists()

    def test_an_earlier_manifest_outlives_a_wrong_address(
        self, program: Program, arguments: list[str], tmp_path: Path
    ) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "manifest.jsonl").write_text("{}\n", "utf-8")
        done = program(*arguments, "--cluster", "127.0.0.1")
        assert done.returncode == 1
        assert done.stderr.startswith("error: “127.0.0.1” is no address of a scheduler")
        assert "Traceback" not in done.stderr
        assert (tmp_path / "out" / "manifest.jsonl").read_text("utf-8") == "{}\n"

    def test_a_worker_killed_half_way_costs_nothing(
        self, program: Program, arguments: list[str], tmp_path: Path
    ) -> None:
        nodes = Nodes(tmp_path / "nodes")
        nodes.add(2)
        try:
            done = self._interrupted(program, arguments, nodes, nodes.workers[0].pid, tmp_path)
            assert done.stderr.endswith("6 documents made, 0 failed\n")
            assert nodes.workers[0].wait() == -signal.SIGKILL
        finally:
            nodes.stop()
        self._check(program, arguments, tmp_path)

    def test_a_batch_goes_on_without_its_cluster(
        self, program: Program, arguments: list[str], tmp_path: Path
    ) -> None:
        nodes = Nodes(tmp_path / "nodes")
        nodes.add(2)
        try:
            done = self._interrupted(program, arguments, nodes, nodes.scheduler.pid, tmp_path)
        finally:
            nodes.stop()
        assert done.returncode == 1
        assert f"the scheduler of the cluster at {nodes.address} went away" in done.stderr
        assert "the same command with --resume makes the rest" in done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 2
        resumed = program(*arguments, "--resume", "--jobs", "2")
        assert resumed.stderr.endswith(" there already, 0 failed\n")
        self._check(program, arguments, tmp_path)

    def _interrupted(
        self, program: Program, arguments: list[str], nodes: Nodes, victim: int, folder: Path
    ) -> CompletedProcess[str]:
        """A batch during which a process is killed, once one document is there."""
        with ThreadPoolExecutor(1) as thread:
            done = thread.submit(program, *arguments, "--cluster", nodes.address)
            while not list((folder / "out").glob("*.pdf")) and not done.done():
                time.sleep(0.01)
            os.kill(victim, signal.SIGKILL)
            return done.result()

    def _check(self, program: Program, arguments: list[str], folder: Path) -> None:
        """Every row is there once, with the bytes of a single build."""
        single = folder / "single.pdf"
        options = ["--topic", "uk", "--date", "2026-11-21", "--output", str(single)]
        assert program(*options, *arguments[-2:]).returncode == 0
        out = folder / "out"
        names = [f"{number}.pdf" for number in range(6)]
        assert {path.name for path in out.iterdir()} == {*names, "manifest.jsonl"}
        assert {(out / name).read_bytes() for name in names} == {single.read_bytes()}
        lines = (out / "manifest.jsonl").read_text("utf-8").splitlines()
        digest = sha256(single.read_bytes()).hexdigest()
        assert [(line["row"], line["path"], line["sha256"]) for line in map(json.loads, lines)] == [
            (row, name, digest) for row, name in enumerate(names, start=1)
        ]
