"""Look whether locked packages have known weaknesses: pip-audit, in an environment of its own.

Ends with status 1 where one has, and says plainly where nobody could be asked: silence is no answer.
"""
# ruff: noqa: S603, T201 it runs what it names, and speaks to a person

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

TOOL = "pip-audit==2.10.1"
LOCK = "requirements.txt"
INSTALL_SECONDS, ASK_SECONDS = 300, 300


def main():
    tool = _tool()
    if tool is None:
        return _not_run(f"{TOOL} could not be installed")
    command = [
        tool,
        "--requirement",
        LOCK,
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=ASK_SECONDS)
        report = json.loads(result.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return _not_run("the service that knows of weaknesses did not answer")
    return judge(report["dependencies"])


def judge(packages):
    """Print what a report of pip-audit says; return the exit status.

    What it could not look up it leaves out and calls the rest sound: with no package looked up that is nothing.
    """
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    weak = [(package, weakness) for package in packages for weakness in package.get("vulns", [])]
    for package, weakness in weak:
        mended = ", ".join(weakness["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}.")
    looked_up = len(packages) - len(unknown)
    if not looked_up:
        return _not_run(f"none of the {len(packages)} packages could be looked up from here")
    if unknown:
        print(f"NOT AUDITED: {', '.join(unknown)}: these could not be looked up.")
    if not weak:
        print(f"{looked_up} of {len(packages)} locked packages looked up: no known weakness.")
    return 1 if weak or (unknown and _is_demanded()) else 0


def _not_run(why):
    print(f"NOT AUDITED: {why}. Where the network allows it: make check.")
    return 1 if _is_demanded() else 0


def _is_demanded():
    return os.environ.get("WAYMARK_REQUIRE_AUDIT") == "1"


def _tool():
    """Return the path of pip-audit, installed into the user's cache on the first run; None where that fails."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = hashlib.sha256(f"{TOOL} {sys.version}".encode()).hexdigest()[:12]
    folder = Path(cache, "waymark-audit", name)
    tool = folder / "bin" / "pip-audit"
    if not tool.exists():
        print("Installing the audit, once…", flush=True)
        python = folder / "bin" / "python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
            install = [python, "-m", "pip", "install", "--quiet", TOOL]
            subprocess.run(install, check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (OSError, subprocess.SubprocessError):
            return None
    return tool


if __name__ == "__main__":
    sys.exit(main())
