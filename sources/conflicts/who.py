"""Who else changed a page, and when."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from sources.history.changing import own_change
from sources.history.models import Change
from sources.history.versions import Subject

SOMEBODY = "Somebody"
YOU = "You"


def who_changed(subject, since, reader=None):
    """Return who has changed a page since, and when, as the beginning of a sentence.

    What no editor did, as an import, nobody has signed: then it is “Somebody”.
    """
    changes = Change.objects.filter(pk__in=Subject.of(subject).entries().values("change"), made_at__gte=since)
    found = list(changes.exclude(pk=own_change()).select_related("user").order_by("pk"))
    if not found:
        return SOMEBODY
    names = dict.fromkeys(_name(change.user, reader) for change in found)
    place = "on another page or in another tab, " if YOU in names else ""
    return f"{get_text_list(list(names), 'and')} ({place}{_moment(found[-1].made_at)})"


def _name(user, reader):
    if user is None:
        return SOMEBODY
    if user == reader:
        return YOU
    return user.get_full_name() or user.get_username()


def _moment(when):
    local = timezone.localtime(when)
    is_today = local.date() == timezone.localtime(datetime.now(UTC)).date()
    return date_format(local, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")
