"""The desk, for the template of the admin's first page: it stands whatever site of the admin shows it."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from careers.desk import changes, quality, waiting
from careers.desk.quality import Result

register = template.Library()

LATEST = 8
MENDING = ("roles.change_role", "skills.change_skill", "sources.change_claim", "sources.change_document")


@dataclass(frozen=True)
class Desk:
    piles: list[waiting.Pile]
    changes: list[changes.Change]
    results: list[Result]
    """Of the checks that find something, worst first."""
    silent: list[Result]
    shows_quality: bool
    """Whether there is anything that this editor may mend."""

    @property
    def wrong(self):
        return quality.count(self.results, wrong=True)

    @property
    def doubtful(self):
        return quality.count(self.results, wrong=False)


@register.simple_tag
def desk_of(user):
    """Return the Desk of somebody: what waits, what changed, and how good the content is, as far as they may edit."""
    results = [result.seen_by(user) for result in quality.results()]
    return Desk(
        piles=waiting.piles(user),
        changes=changes.latest(LATEST),
        results=[result for result in results if result.findings],
        silent=[result for result in results if not result.findings],
        shows_quality=any(map(user.has_perm, MENDING)),
    )


@register.filter
def may(user, permission):
    return user.has_perm(permission)


@register.filter
def change_page(row):
    """Return the address of the admin's page on which a row is edited."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
