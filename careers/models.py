"""Django looks for models here."""

from .desk.models import MeantSo  # noqa: F401
from .tables.uploads import Upload  # noqa: F401
