"""What this machine has for the tests, and how it gets what is missing."""

import shutil

from deploy.local.stack.programs import have, nginx, postgresql, redis

__all__ = ["chromium", "have", "java", "nginx", "postgresql", "redis"]


def chromium():
    """Return the path of Chromium, or None."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


def java():
    """Return the path of a Java runtime, or None."""
    return shutil.which("java")
