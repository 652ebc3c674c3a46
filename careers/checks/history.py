"""When editors last saw to what: saved a page, changed or not, or published its draft."""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db.models import Max
from django.utils import timezone

from sources.history.models import ChangedRow, ChangeKind

ROOMS = ("roles", "skills")


def last_changes():
    """Return {(model, id): day} of the roles and skills that were seen to here; two queries."""
    days = {}
    for model, pk, when in sorted([*_saved(), *_published()], key=lambda seen: seen[2]):
        days[model, pk] = timezone.localdate(when)
    return days


def _saved():
    entries = LogEntry.objects.filter(content_type__app_label__in=ROOMS).order_by()
    latest = entries.values_list("content_type__app_label", "content_type__model", "object_id")
    for room, model, pk, when in latest.annotate(when=Max("action_time")):
        if model in apps.all_models[room]:
            yield apps.get_model(room, model), pk, when


def _published():
    rows = ChangedRow.objects.filter(change__kind=ChangeKind.PUBLISH).order_by()
    for kind, pk, when in rows.values_list("subject_kind", "subject_id").annotate(when=Max("change__made_at")):
        yield apps.get_model(kind), str(pk), when
