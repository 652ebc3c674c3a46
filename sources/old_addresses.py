"""Addresses that pages had before.

A row whose slug changes leaves its old address behind, whoever saves it; so does one that is merged into another. An
old address names where the page is now, so that it leads there in one step and none leads in a circle. What lives at
an address wins over what was there before.
"""

from django.db import models, transaction
from django.db.models import UniqueConstraint
from django.db.models.signals import post_save, pre_save

from .constraints import filled, leads_elsewhere
from .natural_keys import NaturalKeyModel


class OldAddress(NaturalKeyModel):
    """That a page had another address (Dublin Core: is replaced by)."""

    kind = models.SlugField(max_length=40, help_text="What was there: role, skill, document…")
    slug = models.SlugField(max_length=80, help_text="The old part of the address.")
    replaced_by = models.SlugField(max_length=80, help_text="What stands in its place now.")

    natural_key_fields = ("kind", "slug")

    class Meta:
        ordering = ["kind", "slug"]
        verbose_name_plural = "old addresses"
        constraints = [
            filled("kind"),
            filled("slug"),
            filled("replaced_by"),
            leads_elsewhere("slug", "replaced_by"),
            UniqueConstraint(fields=["kind", "slug"], name="oldaddress_unique_kind_slug"),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug} → {self.replaced_by}"


_models = set()


def keep_addresses(*kept):
    """Let rows of these models leave their old addresses behind; a room says so when it is ready."""
    for model in kept:
        _models.add(model)
        pre_save.connect(_see_former, sender=model)
        post_save.connect(_record, sender=model)


def keeps_addresses(model):
    return model in _models


def _see_former(sender, instance, raw=False, using="default", update_fields=None, **_):
    """Note the slug that a row has in the database, before another is written there."""
    instance.former_slug = None
    is_slug_written = update_fields is None or "slug" in update_fields
    if instance.pk is not None and is_slug_written and not raw:
        rows = sender._base_manager.using(using).filter(pk=instance.pk)
        instance.former_slug = rows.values_list("slug", flat=True).first()


def _record(sender, instance, created, raw=False, **_):
    if raw or getattr(instance, "draft_of_id", None):
        return  # Content files bring their own old addresses; the draft of a page has none.
    if created:
        forget(sender, instance.slug)
    elif instance.former_slug not in (None, instance.slug):
        lead(sender, instance.former_slug, instance.slug)
        instance.former_slug = instance.slug


@transaction.atomic
def lead(model, old, new):
    """Let the address `old` lead to `new`, and with it all that led to `old`."""
    forget(model, new)
    # Each by itself, so that the history sees it.
    for earlier in leading_to(model, old):
        earlier.replaced_by = new
        earlier.save()
    OldAddress.objects.update_or_create(kind=_kind(model), slug=old, defaults={"replaced_by": new})


def forget(model, slug):
    """Let an address lead nowhere else: something lives there."""
    for old in OldAddress.objects.filter(kind=_kind(model), slug=slug):
        old.delete()


def leading_to(model, slug):
    """Return the old addresses of what lives at an address."""
    return OldAddress.objects.filter(kind=_kind(model), replaced_by=slug)


def successors(model, slugs):
    """Return {old slug: row that readers may open} for those of some slugs that lead on; in two queries at most."""
    rows = model._default_manager.all()
    pages = rows.with_page() if hasattr(rows, "with_page") else rows
    old = OldAddress.objects.filter(kind=_kind(model), slug__in=slugs).exclude(slug__in=pages.values("slug"))
    replaced_by = dict(old.values_list("slug", "replaced_by"))
    found = {row.slug: row for row in pages.filter(slug__in=set(replaced_by.values()))} if replaced_by else {}
    return {slug: found[new] for slug, new in replaced_by.items() if new in found}


def _kind(model):
    return model._meta.model_name
