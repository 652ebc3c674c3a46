"""What waits for somebody: drafts, reviews, publications at a time."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from roles.drafts import access
from roles.models import Draft, Role
from skills.models import Skill
from sources.collection import OWN
from sources.publication import Status

SHOWN = 5


@dataclass(frozen=True)
class Pile:
    """What waits for one thing: the first few, how many there are, and the list of all."""

    title: str
    rows: list[Model]
    count: int
    address: str


def piles(user):
    """Return the Piles that somebody may work on, those with nothing in them left out; two queries each at most."""
    return [pile for pile in (*_drafts_of_roles(user), *_hidden(user)) if pile.count]


def _drafts_of_roles(user):
    """Yield what is on its way to readers: for whoever publishes that of all, for others their own."""
    if not user.has_perm(_permission(Role)):
        return
    drafts = Draft.objects
    if access.may_publish(user):
        yield _pile("Waiting for review", drafts.waiting_for_review(), "show=waiting")
        yield _pile("Scheduled", drafts.scheduled(), "show=scheduled")
    yield _pile("Drafts that you have a hand in", drafts.drafts_of(user), "show=mine")


def _hidden(user):
    """Yield pages that readers do not see yet and no draft leads to."""
    roles = Role.objects.drafts().without_copies().filter(collection=OWN).exclude(drafts__in=Draft.objects.open())
    skills = Skill.objects.drafts().filter(collection=OWN)
    for model, rows in ((Role, roles), (Skill, skills)):
        if user.has_perm(_permission(model)):
            name = model._meta.verbose_name_plural
            query = f"collection__slug__exact={OWN}&status__exact={Status.DRAFT}"
            yield _pile(f"Hidden {name}", rows.order_by("-pk"), query)


def _pile(title, found, query):
    rows = list(found[: SHOWN + 1])
    count = found.count() if len(rows) > SHOWN else len(rows)
    return Pile(title, rows[:SHOWN], count, f"{_list_of(found.model)}?{query}")


def _permission(model):
    return f"{model._meta.app_label}.change_{model._meta.model_name}"


def _list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
