"""Other ways to publish the same requirements: Datasette and Wagtail, in an environment of their own.

They are no dependency of the project: what peers.txt pins is installed into a folder of the user's cache.
"""

import hashlib
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from . import waymark
from .rounds import Target
from .servers import ROOT, granian, running

LOCK = Path("bench", "peers.txt")
INSTALL_SECONDS = 300


class PeersError(Exception):
    """The peers could not be installed; says why."""


def install():
    """Return the Python of the environment that has the peers, made on the first run. Raises PeersError."""
    folder = _folder()
    stamp = folder / ".run"
    if not stamp.exists():
        print("Installing the peers, once…", file=sys.stderr, flush=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        command = ["deploy/local/install", folder, sys.executable, LOCK, stamp]
        try:
            subprocess.run(map(str, command), cwd=ROOT, check=True, timeout=INSTALL_SECONDS, stdout=sys.stderr)
        except (OSError, subprocess.SubprocessError) as error:
            raise PeersError("they could not be installed (see above)") from error
    return folder / "bin" / "python"


def _folder():
    """Return the folder for these pins and this Python, so that others never mix with them."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    pins = Path(ROOT, LOCK).read_bytes() + sys.version.encode()
    return Path(cache, "waymark-bench", hashlib.sha256(pins).hexdigest()[:12])


@contextmanager
def datasette(python, folder, content):
    """Serve the site's own database as tables; yield the Targets of the role's row and of its requirements."""
    command = [python, "-m", "datasette", "serve", waymark.database(folder), "--host", "127.0.0.1", "--port"]
    with running(command, folder) as server:
        yield [
            Target("Datasette, row of the role", server, f"/site/roles_role/{content.role_id}"),
            Target(
                "Datasette, table of its requirements",
                server,
                f"/site/roles_skillrequirement?role_id={content.role_id}",
            ),
        ]


@contextmanager
def wagtail(python, folder, content):
    """Serve the requirements as a page; yield its Target."""
    environment = os.environ | {"WAGTAIL_DATABASE": f"{folder}/wagtail.sqlite3"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run(
        [python, "-m", "bench.wagtail_peer.fill"],
        cwd=ROOT,
        env=environment,
        input=json.dumps(content.requirements),
        text=True,
        check=True,
    )
    with running(granian(python, "bench.wagtail_peer.wsgi:application"), folder, environment) as server:
        yield Target("Wagtail, page", server, f"/{content.role}/")
