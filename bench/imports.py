"""One import, measured from within: python -m bench.imports FRAMEWORK PATH prints an Import as JSON.

It runs in a process of its own, over the database that DATABASE_URL names, so that its memory is its own.
"""

import json
import os
import resource
import sys
import time
from dataclasses import asdict, dataclass
from io import StringIO

import django


@dataclass(frozen=True)
class Import:
    """What taking in one framework took."""

    framework: str
    rows: int  # that the release left in the database
    seconds: float  # from the files to the commit, the index of the search included
    megabytes: float  # of memory, at the most

    @property
    def rate(self):
        """Rows a second."""
        return self.rows / self.seconds


def main(framework, path):
    from django.core.management import call_command

    started = time.perf_counter()
    call_command("import_framework", framework, path, stdout=StringIO(), stderr=StringIO())
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(asdict(Import(framework, imported_rows(framework), seconds, megabytes))))


def imported_rows(framework):
    """Return how many rows of all models came from the releases of a framework."""
    from django.apps import apps

    from sources.collection import Imported

    models = [model for model in apps.get_models() if issubclass(model, Imported)]
    return sum(model._default_manager.filter(release__collection=framework).count() for model in models)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careers.settings")
    django.setup()
    main(*sys.argv[1:])
