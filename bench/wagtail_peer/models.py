"""A role and its requirements as Wagtail's documentation would have them: a page and its inline children."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page


class RolePage(Page):
    summary = models.TextField(blank=True)

    template = "wagtail_peer/role_page.html"

    def get_context(self, request, *args, **kwargs):
        requirements = self.requirements.select_related("skill", "claim__document")
        return super().get_context(request, *args, **kwargs) | {"requirements": requirements}


class Skill(models.Model):
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=80)

    def __str__(self):
        return self.name


class Document(models.Model):
    short_title = models.CharField(max_length=60)

    def __str__(self):
        return self.short_title


class Claim(models.Model):
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="claims")
    locator = models.CharField(max_length=120)
    statement = models.TextField()

    def __str__(self):
        return self.statement


class Requirement(Orderable):
    page = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="requirements")
    need = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="requirements")

    def __str__(self):
        return f"{self.page}: {self.skill}"
