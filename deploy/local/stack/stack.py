"""All parts together: up, down, and one at a time."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.local.processes import free_port

from . import programs
from .postgresql import Cluster
from .processes import Process, serves
from .templates import fill

ROOT = programs.ROOT
APPLICATIONS = ("app1", "app2")
ROOM_BYTES = 4 << 30


class Stack:
    """The parts by their names: primary, replica, redis, app1, app2, nginx."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.parts = {}
        self._given = environment
        self._secret_key = secrets.token_urlsafe(50)
        # Where nginx is told of new content.
        self._told_port = free_port()

    def up(self):
        """Start everything on an empty database and load the content of the site."""
        self.cluster = Cluster(self.folder / "postgresql")
        self.parts["primary"] = self.cluster.make_primary()
        self.parts["redis"] = self._redis()
        self.parts["redis"].start(wait=False)
        with ThreadPoolExecutor() as pool:
            collected = pool.submit(self.manage, "collectstatic", "--noinput", "-v0")
            self.manage("migrate", "-v0")
            self.manage("load_content", "--if-empty")
            self.parts["replica"] = self.cluster.make_replica(self.parts["primary"])
            collected.result()
        for name in APPLICATIONS:
            self.parts[name] = self._application(name)
            self.parts[name].start(wait=False)
        self.parts["nginx"] = self._nginx()
        for name in APPLICATIONS:
            self.parts[name].wait()
        self.parts["nginx"].start()

    def down(self):
        for part in reversed(self.parts.values()):
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                part.kill()

    def start(self, name):
        self.parts[name].start()

    def stop(self, name):
        self.parts[name].stop()

    def kill(self, name):
        self.parts[name].kill()

    def restart(self, name):
        self.stop(name)
        self.start(name)

    def url(self, path="/", part="nginx"):
        return f"http://127.0.0.1:{self.parts[part].port}{path}"

    def sql(self, statement, part="primary", database="waymark"):
        return self.cluster.sql(self.parts[part], statement, database)

    def manage(self, *arguments, **environment):
        """Run a command of manage.py as the application servers would; return what it prints."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise subprocess.SubprocessError(f"manage.py {' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
        return done.stdout

    @property
    def environment(self):
        """What the application servers are told; of the shell they know nothing else."""
        known = {
            "PATH": os.environ["PATH"],
            "PYTHON": sys.executable,
            "ENV_FILE": os.devnull,
            "SECRET_KEY": self._secret_key,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "no",
            "BEHIND_PROXY": "yes",
            "STATIC_ROOT": str(self.folder / "static"),
            "CACHE_FRONTS": f"http://127.0.0.1:{self._told_port}/content-has-changed",
            "DATABASE_URL": self.cluster.address(self.parts["primary"]),
        }
        if "redis" in self.parts:
            known["REDIS_URL"] = f"redis://127.0.0.1:{self.parts['redis'].port}/0"
        if "replica" in self.parts:
            known["DATABASE_REPLICA_URLS"] = self.cluster.address(self.parts["replica"])
        return known | self._given

    def _redis(self):
        port = free_port()
        command = [programs.need(programs.redis, "redis-server"), ROOT / "deploy/redis/redis.conf"]
        command += ["--bind", "127.0.0.1", "--port", port, "--dir", self.folder]
        return Process("redis", command, port, self.folder / "redis.log")

    def _application(self, name):
        port = free_port()
        environment = self.environment | {"PORT": str(port)}
        return Process(
            name, [ROOT / "deploy/serve"], port, self.folder / f"{name}.log", environment, folder=ROOT, is_ready=serves
        )

    def _nginx(self):
        port, folder = free_port(), self.folder / "nginx"
        folder.mkdir()
        modules = programs.need(programs.lua, "libnginx-mod-http-lua")
        servers = [f"server 127.0.0.1:{self.parts[name].port} max_fails=3 fail_timeout=1s;" for name in APPLICATIONS]
        values = {
            "APPLICATION_SERVERS": " ".join(servers),
            "CONFIGURATION": folder,
            "CACHE_FOLDER": folder / "cache",
            "ACCESS_LOG": folder / "access.log",
            "LISTEN": f"127.0.0.1:{port}",
            "SERVER_NAME": "127.0.0.1",
            "TOLD_BY": f"127.0.0.1:{self._told_port}",
            "TOLD_FROM": "127.0.0.1",
            "BALANCER": "127.0.0.1/32",
            "FOLDER": folder,
            "MODULES": " ".join(f"load_module {module};" for module in modules),
            # Workers of root's nginx fall to another account, which may not enter our folder.
            "AS_ROOT": "user root;" if os.geteuid() == 0 else "",
        }
        for source in (ROOT / "deploy/nginx").glob("*.conf"):
            if source.name != "tls.conf":
                fill(source, folder / source.name, values)
        fill(ROOT / "deploy/local/stack/nginx.conf", folder / "nginx.conf", values)
        command = [programs.need(programs.nginx, "nginx"), "-p", folder, "-c", folder / "nginx.conf"]
        command += ["-e", folder / "error.log"]
        return Process("nginx", command, port, self.folder / "nginx.log", stop_signal=3)


def _roomy():
    """Return where to put what is thrown away: in memory, where there is plenty of it."""
    memory = Path("/dev/shm")  # noqa: S108
    is_roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    # Not the folder of TMPDIR, which the account of the database may be unable to enter.
    return memory if is_roomy else Path("/tmp")  # noqa: S108


@contextmanager
def stack(**environment):
    """Start a stack and throw it away at the end; variables for the application servers may be given."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-stack-", dir=_roomy()))
    folder.chmod(0o755)
    made = Stack(folder, environment)
    try:
        made.up()
        yield made
    finally:
        made.down()
        shutil.rmtree(folder, ignore_errors=True)
