"""A primary and its replica, in folders of their own."""

import secrets
import shutil
import signal
import subprocess

import psycopg2

from deploy.local.processes import free_port

from . import programs
from .processes import Process

CONFIGURATION = programs.ROOT / "deploy/postgresql"


class Cluster:
    """What the servers of one stack share: passwords, programs, the account they run under."""

    def __init__(self, folder):
        self.folder = folder
        self.programs = programs.need(programs.postgresql, "postgresql")
        self.account = programs.unprivileged_account()
        self.password, self.replication_password = secrets.token_hex(16), secrets.token_hex(16)
        folder.mkdir()
        # The account of the server may be unable to enter the folder of the project.
        for name in ("postgresql.conf", "pg_hba.conf", "start-replica"):
            shutil.copy(CONFIGURATION / name, folder)
        for name in ("base-backup", "restore-to"):
            shutil.copy(programs.ROOT / "deploy" / name, folder)
        self._own(folder)

    def make_primary(self):
        """Make a new primary with the accounts and the database, and start it."""
        primary = self.server("primary")
        secret = self.folder / "password"
        secret.write_text(self.password)
        self._own(secret)
        self.run(
            "initdb", "-D", self._data("primary"), "--username=postgres", f"--pwfile={secret}", "--no-sync",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
        )  # fmt: skip
        primary.start()
        self.psql(primary, "-v", f"password={self.password}", "-v",
                  f"replication_password={self.replication_password}", "-f", CONFIGURATION / "create.sql")  # fmt: skip
        return primary

    def make_replica(self, primary, name="replica"):
        """Copy the primary and start the copy, which follows it."""
        replica = self.server(name)
        options = replica.command[3:]
        replica.command = ["/bin/sh", self.folder / "start-replica", *options]
        replica.environment |= {
            "PGDATA": str(self._data(name)),
            "PRIMARY": f"host=127.0.0.1 port={primary.port} user=replicator",
            "PGPASSWORD": self.replication_password,
            "SLOT": name,
        }
        replica.start()
        return replica

    def server(self, name):
        """Return a server, not yet started, whose data lie in the folder of this name."""
        place = self.folder / name
        (place / "archive").mkdir(parents=True, exist_ok=True)
        self._own(place)
        self._own(place / "archive")
        port = free_port()
        options = [
            f"config_file={self.folder / 'postgresql.conf'}", f"hba_file={self.folder / 'pg_hba.conf'}",
            "listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={place}",
        ]  # fmt: skip
        command = [self.programs / "postgres", "-D", self._data(name)]
        command += [part for option in options for part in ("-c", option)]
        return Process(
            name, command, port, self.folder.parent / f"{name}.log",
            self._path, self.account, place, signal.SIGINT, self._answers,
        )  # fmt: skip

    def address(self, server, database="waymark"):
        return f"postgres://waymark:{self.password}@127.0.0.1:{server.port}/{database}"

    def psql(self, server, *arguments):
        environment = {"PGPASSWORD": self.password}
        self.run("psql", "-h", "127.0.0.1", "-p", server.port, "-U", "postgres", "-qX", "-v", "ON_ERROR_STOP=1",
                 *arguments, environment=environment)  # fmt: skip

    def _answers(self, port):
        # It listens before it has caught up with what it missed.
        done = subprocess.run(  # noqa: S603
            [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False
        )
        return done.returncode == 0

    def sql(self, server, statement, database="waymark"):
        """Return the rows of a statement that the superuser runs."""
        connection = psycopg2.connect(
            host="127.0.0.1", port=server.port, user="postgres", password=self.password, dbname=database
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def run(self, program, *arguments, environment=None):
        """Run one of PostgreSQL's programs under the account of the servers; return what it prints."""
        command = [str(part) for part in (self.programs / program, *arguments)]
        done = subprocess.run(  # noqa: S603
            command, cwd=self.folder, env=self._path | {"LC_ALL": "C.UTF-8"} | (environment or {}),
            user=self.account, group=self.account, extra_groups=[] if self.account else None,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise subprocess.SubprocessError(f"{program}: {done.stderr.strip()}")
        return done.stdout

    def script(self, name, *arguments, **environment):
        """Run one of the scripts of deploy/ that stand beside a server; return what it prints."""
        return self.run("/bin/sh", self.folder / name, *arguments, environment=environment).strip()

    @property
    def _path(self):
        return {"PATH": f"{self.programs}:/usr/bin:/bin"}

    def _data(self, name):
        return self.folder / name / "data"

    def _own(self, path):
        if self.account:
            shutil.chown(path, self.account)
