"""Processes and ports of this machine, as its kernel tells of them."""

import socket
from contextlib import suppress
from pathlib import Path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def process_tree(pid):
    """Return the ids of a process and all that descend from it."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if stat := process_stat(folder.name):
            children.setdefault(int(stat[1]), []).append(int(folder.name))
    found = [pid]
    for parent in found:
        # The list grows while it is walked: the next generation comes at its end.
        found += children.get(parent, [])
    return found


def process_stat(pid):
    """Return the fields of /proc/<pid>/stat from the state on, or [] where the process is gone or a zombie."""
    try:
        text = Path("/proc", str(pid), "stat").read_text()
    except OSError:
        return []
    # The name before may hold spaces and brackets.
    fields = text.rpartition(")")[2].split()
    return [] if fields[0] == "Z" else fields
