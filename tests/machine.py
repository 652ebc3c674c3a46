"""What this machine has for the tests, and how it gets what is missing."""

import os
import shutil
import subprocess
from pathlib import Path


def chromium():
    """Return the path of Chromium, or None."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


def postgresql():
    """Return the folder of PostgreSQL's server programs, newest version first, or None."""
    # Debian keeps them out of the way, one folder a version.
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(folders, key=lambda folder: float(folder.parent.name), reverse=True)
    found = [folder for folder in newest_first if (folder / "initdb").exists()]
    if not found and (elsewhere := shutil.which("initdb")):
        found = [Path(elsewhere).resolve().parent]
    return found[0] if found else None


def java():
    """Return the path of a Java runtime, or None."""
    return shutil.which("java")


def have(find, package):
    """Return what `find` finds, if need be after installing a Debian package, where we may."""
    if not find() and os.geteuid() == 0:
        subprocess.run(["deploy/local/apt-install", package], check=False)
    return find()
