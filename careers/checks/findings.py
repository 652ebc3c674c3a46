"""What a check is, and what it finds: plain values that can be kept, printed and linked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from django.contrib import admin
from django.urls import reverse

from careers.content_files import words


class Severity(Enum):
    WRONG = "wrong"  # has to be mended
    DOUBTFUL = "doubtful"  # worth a look; may be all right


@dataclass(frozen=True)
class Place:
    """A row, and the page of the admin on which it is mended: its own, or that of the row it belongs to."""

    kind: str
    title: str
    page: type
    page_id: int
    anchor: str = ""

    @property
    def address(self):
        options = self.page._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.page_id]) + self.anchor

    @property
    def permission(self):
        """The permission that somebody needs to mend it here."""
        return f"{self.page._meta.app_label}.change_{self.page._meta.model_name}"


def place_of(row):
    """Return the Place of a row; what it belongs to, the first part of its natural key, has to be loaded."""
    page, anchor = row, ""
    if not admin.site.is_registered(type(row)):
        page = getattr(row, row.natural_key_fields[0].partition("__")[0])
        anchor = f"#{row._meta.model_name}-{row.pk}"
    return Place(kind_of(type(row)), str(row), type(page), page.pk, anchor)


@dataclass(frozen=True)
class Finding:
    """A sentence, in the two parts of which it is made, and where to mend what it says."""

    subject: str
    says: str
    places: tuple[Place, ...] = field(default=())

    @property
    def sentence(self):
        return f"{self.subject} {self.says}"

    @property
    def key(self):
        """What tells it from other findings of its check; it is another one once the content says something else."""
        return sha256(self.sentence.encode()).hexdigest()


def finding(row, says, *others, subject=None):
    """Return that something is to be said of a row; the others are to be looked at with it."""
    return Finding(subject or name(row), says, tuple(map(place_of, (row, *others))))


@dataclass(frozen=True)
class Check:
    """Something that should hold of the content; `find` takes the Content and yields Findings."""

    title: str
    explanation: str
    severity: Severity
    find: Callable[..., Iterable[Finding]]
    may_be_meant: bool = False
    """Whether an editor may say, with a reason, that a finding is all right."""

    @property
    def name(self):
        return self.find.__name__.replace("_", "-")

    @property
    def is_wrong(self):
        return self.severity is Severity.WRONG


def wrong(title, explanation, *, may_be_meant=False):
    """Make a check of a function: what it finds has to be mended."""
    return lambda find: Check(title, explanation, Severity.WRONG, find, may_be_meant)


def doubtful(title, explanation, *, may_be_meant=True):
    """Make a check of a function: what it finds is worth a look."""
    return lambda find: Check(title, explanation, Severity.DOUBTFUL, find, may_be_meant)


def name(row):
    """Return what a row is called in messages: "duty junior-backend-engineer / review-code"."""
    return f"{kind_of(type(row))} {words(row.natural_key())}"


def kind_of(model):
    return str(model._meta.verbose_name)
