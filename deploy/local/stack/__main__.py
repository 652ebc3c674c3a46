"""python -m deploy.local.stack: the whole stack until Ctrl-C, which leaves nothing behind."""

import signal
import subprocess
import sys

from .processes import NotStartedError
from .programs import MissingError
from .stack import stack


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _say("Starting PostgreSQL with a replica, Redis, two application servers and nginx…")
    try:
        with stack() as running:
            _say(f"\n  Waymark is at {running.url()} (Ctrl-C stops it and throws everything away).\n")
            for name, part in running.parts.items():
                _say(f"  {name:8} 127.0.0.1:{part.port:<6} process {part.pid}")
            _say(f"\n  Logs and configuration: {running.folder}")
            signal.pause()
    except KeyboardInterrupt:
        pass
    except (MissingError, NotStartedError, subprocess.SubprocessError) as error:
        sys.exit(str(error))


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
