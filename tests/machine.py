"""What this machine has for the tests, and how it gets what is missing."""

import shutil
from pathlib import Path

from deploy.local.stack.programs import have, lua, nginx, postgresql, redis

__all__ = ["OF_THE_STACK", "chromium", "faketime", "have", "java", "nginx", "postgresql"]


def chromium():
    """Return the path of Chromium, or None; one without windows opens pages three times as fast."""
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


def java():
    """Return the path of a Java runtime, or None."""
    return shutil.which("java")


def faketime():
    """Return the library that gives a program a clock of its own, or None."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


# Debian's packages, and how their programs are found.
OF_THE_STACK = {
    "postgresql": postgresql,
    "redis-server": redis,
    "nginx": nginx,
    "libnginx-mod-http-lua": lua,
    "faketime": faketime,
}
