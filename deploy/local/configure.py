"""Write the private configuration of this installation, unless there is one."""

import os
import secrets
from pathlib import Path

CONFIGURATION = """\
# The private configuration of this installation: never share it. See docs/operations.md.
SECRET_KEY={secret_key}
ALLOWED_HOSTS=127.0.0.1,localhost
# The site is tried out on one machine; where visitors come by HTTPS, remove this line.
HTTPS=false
# In words, and only what is slow or broken.
LOG_FORMAT=text
LOG_LEVEL=WARNING
"""


def configure(path):
    """Write the file for its owner alone; a file that is there stays as it is."""
    text = CONFIGURATION.format(secret_key=secrets.token_urlsafe(50))
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(text)
        # A link appears whole or not at all, and never over a file that is there.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


if __name__ == "__main__":
    configure(Path(".env"))
