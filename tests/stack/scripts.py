"""The scripts of an operator, run as they are."""

import os
import subprocess
import sys

from deploy.local.stack.programs import ROOT
from tests.machine import postgresql


def script(name, *arguments, **environment):
    """Run one of deploy/; return what it prints."""
    done = subprocess.run(
        [ROOT / "deploy" / name, *map(str, arguments)],
        env={"PATH": f"{postgresql()}:{os.environ['PATH']}", "PYTHON": sys.executable, "ENV_FILE": os.devnull}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
