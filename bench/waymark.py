"""The site itself, as it is served in production, over a throw-away database."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from .content import Content
from .rounds import Target
from .servers import ROOT, granian, running

# What the shell says of this installation is none of the measurement's business.
_OF_AN_INSTALLATION = frozenset(
    {
        *("BEHIND_PROXY", "CONN_MAX_AGE", "CSRF_TRUSTED_ORIGINS", "DEBUG_TOOLBAR", "TIME_ZONE"),
        *("CACHE_FRONTS", "CACHE_SHARED_SECONDS", "PAGE_CACHE_MEGABYTES", "REDIS_URL"),
    }
)


def environment(folder):
    """Return the environment of a production server whose every file lies in the folder."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_AN_INSTALLATION}
    return inherited | {
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "for-a-measurement-only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "0",
        "HTTPS": "0",
        "DATABASE_URL": f"sqlite:///{database(folder)}",
        # What a page costs that is not kept; bench/fast.py measures those that are.
        "PAGE_CACHE": "0",
        # One client asks for all.
        "RATE_LIMITS": "api=off",
        "STATIC_ROOT": f"{folder}/static",
    }


def database(folder):
    return Path(folder, "site.sqlite3")


def fill(folder):
    """Make the database and collect the static files, whose names are in every page; return the Content."""
    command = [sys.executable, "-m", "bench.content"]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, check=True)
    return Content(**json.loads(done.stdout))


@contextmanager
def bare_view(folder):
    """Serve a Django view that does nothing; yield its Target."""
    with running(granian(sys.executable, "bench.bare_view:application"), folder) as server:
        yield Target("bare Django view", server, "/")


# So many of the targets of `site` are pages; what programs ask for follows.
PAGES = 10


@contextmanager
def site(folder, content):
    """Serve the site; yield its Targets."""
    command = granian(sys.executable, "careers.wsgi:application")
    with running(command, folder, environment(folder)) as server:
        fullest = f"/roles/{content.fullest_roles[0]}/"
        compared = "&".join(f"role={slug}" for slug in content.large_roles)
        yield [
            Target("role, 30 requirements", server, f"/roles/{content.role}/"),
            Target("fullest role", server, fullest),
            Target("fullest role, compressed", server, fullest, ("Accept-Encoding: gzip",)),
            Target("role list", server, "/roles/"),
            Target("fullest skill", server, f"/skills/{content.fullest_skill}/"),
            Target("front page", server, "/"),
            Target("career map", server, "/map/"),
            Target("role, 150 requirements", server, f"/roles/{content.large_roles[0]}/"),
            Target("two such roles compared", server, f"/compare/{'/'.join(content.large_roles)}/"),
            Target("two fullest compared", server, f"/compare/{'/'.join(content.fullest_roles)}/"),
            Target("API, role with what it asks", server, f"/api/v1/roles/{content.role}/?include=requirements"),
            Target("API, 50 roles", server, "/api/v1/roles/"),
            Target("API, two such roles compared", server, f"/api/v1/compare/?{compared}"),
            Target("role as Turtle", server, f"/roles/{content.role}.ttl"),
        ]


@contextmanager
def renewed(folder, content):
    """Serve the site as if content were changed before each request; yield the Target of the role's page."""
    with running(granian(sys.executable, "bench.renewed:application"), folder, environment(folder)) as server:
        yield Target("role, 30 requirements, renewed", server, f"/roles/{content.role}/")
