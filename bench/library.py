"""The site with whole frameworks in it, beside the same site with its own content only.

What must not grow with the number of roles is measured as a ratio of the two, on SQLite and on PostgreSQL; what a
reader waits for while typing, as a time.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from tests import machine, postgresql

from . import waymark
from .client import load
from .imports import Import
from .rounds import Target
from .servers import ROOT, Server, granian, running

FRAMEWORKS = ("onet", "esco", "ddat")
EVERYWHERE = "&".join(f"collection={slug}" for slug in ("waymark", *FRAMEWORKS))

# What is compared: (name, address without and with frameworks, how many times the cost it may have).
PAGES = [
    ("role list", "/roles/", f"/roles/?{EVERYWHERE}", 2.0),
    ("facet change", "/roles/?seniority=senior", f"/roles/?{EVERYWHERE}&seniority=senior", 2.0),
    ("page of a role", "/roles/junior-backend-engineer/", "/roles/junior-backend-engineer/", 1.5),
    ("page of a skill", "/skills/python/", "/skills/python/", 1.5),
    ("skill list", "/skills/", f"/skills/?{EVERYWHERE}", 2.0),
    ("search, asked before", "/search/?q=engineer", f"/search/?q=engineer&{EVERYWHERE}", 1.5),
]
FIRST_PAGE = f"/roles/?{EVERYWHERE}&sort=title"
DEEP_PAGE = f"{FIRST_PAGE}&page=100"

# What people type: names, aliases, beginnings, mistakes, common words, several words.
QUERIES = [
    *("python", "pyhton", "postgre sql", "back-end enginer", "backend", "web developer", "software", "nurse"),
    *("manager", "data analyst", "teacher", "welder", "use", "work with others", "a", "java", "c++", "of the"),
    *("accountant", "project managment", "user research", "electrician", "senior", "customer service", "chef"),
    *("operate machines", "mathematics", "sql", "agile", "comunication", "truck driver", "civil engineer"),
    *("docker", "kubernets", "git", "testing", "design", "sales", "law", "bakery", "machine learning", "safety"),
    *("enginer", "develop", "plan", "advise clients", "graphic", "pharmacist", "carpenter", "excel", "english"),
    *("writing", "leadership", "problem solving", "node js", "net", "research", "quality control", "farm", "drive"),
]


@dataclass(frozen=True)
class Library:
    """One database, once with the site's own content and once with the frameworks as well."""

    name: str
    small: Server
    large: Server
    imports: list[Import]
    environments: tuple[dict, dict]  # of the two, in this order

    @property
    def targets(self):
        """[(name, Target of the small site, of the large one, how many times the cost)]."""
        return [
            (
                name,
                Target(f"{self.name}: {name}, own content", self.small, small),
                Target(f"{self.name}: {name}, with frameworks", self.large, large),
                times,
            )
            for name, small, large, times in PAGES
        ]

    @property
    def pages(self):
        """The Targets of the first and of the hundredth page of the list of roles."""
        return [
            Target(f"{self.name}: page {number}", self.large, path)
            for number, path in ((1, FIRST_PAGE), (100, DEEP_PAGE))
        ]

    def answers(self, path):
        """Return (milliseconds within which 95 of 100 QUERIES are answered, times what they take without frameworks).

        `path` goes before the query. All are asked once before, so that the database has read its files, and what
        was found is forgotten then: what is kept is answered sooner.
        """
        self._ask(path)
        for environment in self.environments:
            _run(environment, "bench.stamp")
        small, large = self._ask(path)
        return quantiles(large, n=20)[-1], sum(large) / sum(small)

    def _ask(self, path):
        """Return the milliseconds of each query, on the small site and on the large one."""
        small = [_milliseconds(self.small.url(f"{path}{quote(query)}")) for query in QUERIES]
        large = [_milliseconds(self.large.url(f"{path}{quote(query)}&{EVERYWHERE}")) for query in QUERIES]
        return small, large


def _milliseconds(url):
    return load(url, connections=1, count=1).milliseconds[0]


def start(stack, folder, files):
    """Return a Library for each database of this machine; `files` holds the frameworks, each a folder or a zip."""
    return list(_libraries(stack, folder, found_in(files)))


def found_in(folder):
    """Return {framework: path} of what lies in a folder, known by how the names begin."""
    paths = {name: sorted(Path(folder).glob(f"{name}*")) for name in FRAMEWORKS}
    return {name: found[-1] for name, found in paths.items() if found}


def _libraries(stack, folder, frameworks):
    yield _library(stack, folder, "SQLite", frameworks, lambda size: f"sqlite:///{folder}/{size}.sqlite3")
    if programs := machine.have(machine.postgresql, "postgresql"):
        server = stack.enter_context(postgresql.throw_away(programs))
        yield _library(stack, folder, "PostgreSQL", frameworks, lambda size: _made(server, size))


def _made(server, name):
    """Return the address of a new database."""
    # The driver is there with the site; the bench itself needs no Django.
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{server.rpartition('/')[0]}/{name}"


def _library(stack, folder, name, frameworks, address_of):
    sites, environments, imports = [], [], []
    for size in ("small", "large"):
        environment = waymark.environment(folder) | {"DATABASE_URL": address_of(size)}
        _run(environment, "bench.content")
        if size == "large":
            imports = [_import(environment, *framework) for framework in frameworks.items()]
        environments.append(environment)
        command = granian(sys.executable, "careers.wsgi:application")
        sites.append(stack.enter_context(running(command, folder, environment)))
    return Library(name, *sites, imports, tuple(environments))


def _import(environment, framework, path):
    print(f"Importing {framework}…", file=sys.stderr, flush=True)
    return Import(**json.loads(_run(environment, "bench.imports", framework, str(path))))


def _run(environment, module, *arguments):
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout
