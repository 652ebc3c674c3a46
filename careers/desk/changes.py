"""What changed lately, and by whom."""

from dataclasses import dataclass

from django.urls import reverse

from sources.history.models import Change, ChangedRow

MOST_NAMES = 2


@dataclass(frozen=True)
class Lately:
    """A change, the names of the pages that it touched, and where the history shows it."""

    change: Change
    what: str
    address: str


def latest(number):
    """Return the latest changes; two queries. Whoever may enter the admin may read its history."""
    changes = list(Change.objects.select_related("user").order_by("-pk")[:number])
    rows = ChangedRow.objects.filter(change__in=changes).order_by("change_id", "subject_name")
    names = {change.pk: [] for change in changes}
    for key, name in rows.values_list("change_id", "subject_name").distinct():
        names[key].append(name)
    return [
        Lately(change, _named(names[change.pk]), reverse("admin:sources_change_change", args=[change.pk]))
        for change in changes
    ]


def _named(names):
    """Return a few names, and how many more there are; nothing for a change that is kept without its rows."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")
