"""All tests: on SQLite, in a browser, on PostgreSQL, on the stack. Arguments go to pytest: make test ARGS="-k role".

Says at the end what was run and what was not; with WAYMARK_REQUIRE_ALL=1 a missing part is a failure.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from tempfile import TemporaryFile

from tests import machine, postgresql

WORKERS = ["-n", "2"]
NOTHING_COLLECTED = 5


def main(arguments):
    """Return the exit status."""
    # Ended from outside, still stop what was started.
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(143))
    results, missing = [], []
    if not machine.have(machine.java, "default-jre-headless"):
        missing.append("the check of the HTML: no Java here (apt-get install default-jre-headless)")
    with ExitStack() as stack:
        beside = []
        # One process and its browser leave each other waiting: two of them took a third longer in all.
        if machine.have(machine.chromium, "chromium-headless-shell"):
            beside.append(_beside(stack, "Browser", "browser", arguments))
        else:
            missing.append("the tests in a browser: no Chromium here (apt-get install chromium-headless-shell)")
        results.append(pytest("SQLite", "not browser and not postgresql", [*WORKERS, *arguments]))
        if lacking := [package for package, find in machine.OF_THE_STACK.items() if not machine.have(find, package)]:
            missing.append(f"what holds when parts fail: apt-get install {' '.join(lacking)}")
        else:
            beside.append(_beside(stack, "Stack", "stack", arguments))
        if url := _postgresql(stack, missing):
            results.append(pytest("PostgreSQL", "not browser", [*WORKERS, *arguments], TEST_DATABASE_URL=url))
        results += [finished() for finished in beside]
    return _report(results, missing, selected=bool(arguments))


def pytest(title, marks, arguments, **environment):
    """Run pytest and show what it says; return (title, exit status, its last line)."""
    print(f"\n--- {title} ---", flush=True)
    last = ""
    with _started(marks, arguments, subprocess.PIPE, environment) as process:
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                last = line.strip() or last
        except BaseException:
            process.terminate()
            raise
    return title, process.returncode, last


def _beside(stack, title, marks, arguments):
    """Start tests beside others; return a function that waits for them and does what `pytest` does.

    What they say is kept in a file meanwhile.
    """
    output = stack.enter_context(TemporaryFile("w+"))  # noqa: SIM115
    process = stack.enter_context(_started(marks, arguments, output, {}))
    stack.callback(process.terminate)

    def finished():
        status = process.wait()
        output.seek(0)
        said = output.read()
        print(f"\n--- {title} ---\n{said}", flush=True)
        return title, status, said.strip().rpartition("\n")[2]

    return finished


def _started(marks, arguments, output, environment):
    command = [sys.executable, "-m", "pytest", "-m", marks, *arguments]
    return subprocess.Popen(command, env=os.environ | environment, stdout=output, text=True)


def _postgresql(stack, missing):
    """Return the address of a server that lives as long as the stack, or None and say why in `missing`."""
    programs = machine.have(machine.postgresql, "postgresql")
    if not programs:
        missing.append("the tests on PostgreSQL: no server programs here (apt-get install postgresql)")
        return None
    try:
        return stack.enter_context(postgresql.throw_away(programs))
    except (OSError, subprocess.CalledProcessError) as error:
        missing.append(f"the tests on PostgreSQL: its server did not start ({error})")
        return None


def _report(results, missing, *, selected):
    """Print what was run and what was not; return the exit status."""
    print()
    for title, _, last in results:
        print(f"{title:12}{last}")
    for part in missing:
        print(f"NOT RUN: {part}.")
    # A selection may well miss a part; all tests together never do.
    good = {0, NOTHING_COLLECTED} if selected else {0}
    if missing and os.environ.get("WAYMARK_REQUIRE_ALL") == "1":
        return 1
    return 0 if {status for _, status, _ in results} <= good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
