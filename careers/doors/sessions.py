"""Sessions that know whose they are, so that all of one account end at once; settings.SESSION_ENGINE names this."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

SIGNED_IN, SEEN, SECOND_STEP = "signed_in_at", "seen_at", "has_second_step"
# A session in use is written this often, not at every page.
TOUCH_AFTER = 300


class Session(AbstractBaseSession):
    """A browser on which somebody has signed in."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.account_id = data.get("_auth_user_id")
        return session


def open_sessions(account):
    return Session.objects.filter(account=account, expire_date__gt=timezone.now())


def end_sessions(account, *, but=None):
    """Sign an account out on every browser, but for the session of this key."""
    Session.objects.filter(account=account).exclude(session_key=but).delete()


def begin(session):
    """Note when somebody signed in."""
    session[SIGNED_IN] = session[SEEN] = _now()


def touch(session):
    """Give a session that is in use its full age again."""
    if _now() - session.get(SEEN, 0) > TOUCH_AFTER:
        session[SEEN] = _now()


def is_over(session):
    """Return whether somebody signed in so long ago that a new sign-in is due, however busy they were."""
    return _now() - session.get(SIGNED_IN, 0) > settings.SESSION_LONGEST_AGE


def _now():
    return int(timezone.now().timestamp())
