"""Django looks for models here."""

from .bulk.models import ContentRelease, ReleasedDocument  # noqa: F401
from .desk.models import MeantSo  # noqa: F401
from .tables.uploads import Upload  # noqa: F401
