"""Pages shared by Redis: made once for all processes; without it slower, right, and never an error."""

import logging
import shutil
import subprocess
import time

import pytest

from careers.caching.shared import LEFT_OUT_SECONDS, PATIENCE_SECONDS, Shared
from careers.caching.wrapper import PageCache
from deploy.local.processes import free_port

from .readers import TEXT, Baker, Reader
from .site_processes import running

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server here"),
]
PLENTY = 10_000_000


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def redis(port, tmp_path):
    """Return a way to run Redis for a while."""
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    return lambda: running(command, port)


class Site:
    """Two processes, one clock, and how often the page was made."""

    def __init__(self, port):
        self.baker, self.now, self.stamp = Baker(), 0.0, "one"
        self.processes = [self._process(f"redis://127.0.0.1:{port}/0") for _ in range(2)]

    def _process(self, url):
        shared = Shared(url, "release", clock=lambda: self.now)
        return Reader(PageCache(self.baker, "release", PLENTY, shared, lambda: self.stamp))

    def read(self, process):
        page = self.processes[process]("/roles/")
        assert (page, self.processes[process].status) == (TEXT, 200)
        return self.processes[process].how, len(self.baker.asked)


def test_what_one_process_has_made_no_other_makes(redis, port):
    site = Site(port)
    with redis():
        assert [site.read(process) for process in (0, 1, 1, 0)] == [("miss", 1), *[("hit", 1)] * 3]
        headers = [process.headers for process in site.processes]
        site.stamp = "two"
        assert [site.read(process) for process in (1, 0)] == [("miss", 2), ("hit", 2)]

    assert headers[0] == headers[1]


def test_redis_may_go_and_come_back(redis, port, caplog):
    site = Site(port)
    with redis():
        site.read(0)
    site.stamp = "two"
    with caplog.at_level(logging.WARNING):
        assert [site.read(process) for process in (0, 1, 0, 1)] == [("miss", 2), ("miss", 3), ("hit", 3), ("hit", 3)]
    # Said once by each process, not at each request.
    assert len(caplog.records) == 2
    with redis():
        site.now += LEFT_OUT_SECONDS
        site.stamp = "three"
        assert [site.read(process) for process in (0, 1)] == [("miss", 4), ("hit", 4)]


def test_a_redis_that_hangs_is_waited_for_once(redis, port):
    site = Site(port)
    with redis() as process:
        site.read(0)
        process.send_signal(subprocess.signal.SIGSTOP)
        site.stamp = "two"
        began = time.monotonic()
        assert [site.read(0) for _ in range(2)] == [("miss", 2), ("hit", 2)]
        took = time.monotonic() - began
        process.send_signal(subprocess.signal.SIGCONT)

    assert PATIENCE_SECONDS * 0.9 < took < PATIENCE_SECONDS * 10


@pytest.mark.parametrize("held", [b"", b"nonsense", b"[]\n", b'["200 OK", [], "", true]\nno Brotli'])
def test_what_is_no_page_in_redis_is_made_anew(redis, port, held, monkeypatch):
    site = Site(port)
    monkeypatch.setattr("careers.caching.answers.Answer.pack", lambda answer: held)
    with redis():
        assert [site.read(process) for process in (0, 1)] == [("miss", 1), ("miss", 2)]
