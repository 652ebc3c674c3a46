"""The programs of the stack: where they are, and how a machine gets them."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Debian keeps them where only root looks by itself.
_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])


class MissingError(Exception):
    """A program is not there and could not be installed."""


def postgresql():
    """Return the folder of PostgreSQL's server programs, newest version first, or None."""
    # Debian keeps them out of the way, one folder a version.
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(folders, key=lambda folder: float(folder.parent.name), reverse=True)
    found = [folder for folder in newest_first if (folder / "initdb").exists()]
    if not found and (elsewhere := shutil.which("initdb")):
        found = [Path(elsewhere).resolve().parent]
    return found[0] if found else None


def redis():
    return shutil.which("redis-server", path=_PATH)


def nginx():
    return shutil.which("nginx", path=_PATH)


def lua():
    """Return the modules by which nginx runs Lua, in the order of their loading, or None."""
    folder = Path("/usr/lib/nginx/modules")
    modules = [folder / "ndk_http_module.so", folder / "ngx_http_lua_module.so"]
    return modules if all(module.exists() for module in modules) else None


def have(find, package):
    """Return what `find` finds, if need be after installing a Debian package, where we may."""
    if not find() and os.geteuid() == 0:
        subprocess.run([ROOT / "deploy/local/apt-install", package], check=False, cwd=ROOT)  # noqa: S603
    return find()


def need(find, package):
    """Return what `find` finds, as `have` does; raises MissingError."""
    if found := have(find, package):
        return found
    raise MissingError(f"{package} is not installed here: apt-get install {package}")


def unprivileged_account():
    """Return the account under which PostgreSQL may run, where we are root; it refuses root itself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
