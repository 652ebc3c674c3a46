"""A digest of what makes the pages beside the content: the code, the templates, the static files, the settings."""

from hashlib import blake2b
from pathlib import Path

from django.conf import settings

_ROOMS = ("careers", "roles", "skills", "sources", "templates/pages")
_KINDS = {".py", ".html", ".xml", ".jinja"}
_SHOWN = ("CACHE_", "CONTENT_SECURITY_POLICY", "SECURE_", "TIME_ZONE", "X_FRAME_OPTIONS")


def release_digest():
    """Return a short text that differs between two installations whose pages may differ."""
    digest = blake2b(digest_size=9)
    base = Path(settings.BASE_DIR)
    files = sorted(path for room in _ROOMS for path in (base / room).rglob("*") if path.suffix in _KINDS)
    for path in [*files, base / "requirements.txt", Path(settings.STATIC_ROOT, "staticfiles.json")]:
        if path.exists():
            digest.update(f"{path.name}\0".encode() + path.read_bytes())
    for name in dir(settings):
        if name.startswith(_SHOWN):
            digest.update(f"{name}={getattr(settings, name)!r}\0".encode())
    return digest.hexdigest()
