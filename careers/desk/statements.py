"""The site's own statements as an editor looks for them, to attach a claim."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import admin
from django.db.models import Exists, F, IntegerField, OuterRef, Value

from careers.checks import Place
from careers.content import own_rows
from roles.drafts.access import PUBLISH, roles_under_review
from roles.models import Role
from sources.citations import cited_models
from sources.kept import Kept
from sources.models import Basis, Cited
from sources.publication import Status
from sources.search.folding import beginnings, words_of_text

# What the kinds of statement have of which the claims settle the level.
SETTLED = ("level", "need", "note")


def has_level(model):
    """Tell whether claims settle what such a statement asks for: how far, and how much."""
    return hasattr(model, "level") and hasattr(model, "need")


@dataclass(frozen=True)
class Statement:
    """A statement, in plain values; `level` and `need` are None where it has none, `note` is its where it has them."""

    model: type[Cited]
    pk: int
    subject: str
    """What it speaks of: a role, a skill, by its name."""
    place: Place
    basis: str
    is_cited: bool
    role_id: int | None = None
    role_status: str = ""
    """The Status of its role, if it is of one."""
    level: int | None = None
    need: str | None = None
    note: str = ""
    words: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def label(self):
        return self.model._meta.label_lower

    @property
    def key(self):
        """What a form sends of it."""
        return f"{self.label}:{self.pk}"

    @property
    def has_level(self):
        return has_level(self.model)

    @property
    def lacks_evidence(self):
        return self.basis != Basis.EDITORIAL and not self.is_cited

    @property
    def permissions(self):
        """What somebody needs to change it: of a role that readers see, also the right to publish."""
        change = f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"
        return (change,) if self.role_status in ("", Status.DRAFT) else (change, PUBLISH)


@dataclass(frozen=True)
class Statements:
    """All own statements, and which of them have each word."""

    by_key: dict[str, Statement]
    having: dict[str, list[Statement]]

    def seen_by(self, user):
        """Return the keys of those that somebody may change."""
        waiting = roles_under_review()
        return {
            key
            for key, statement in self.by_key.items()
            if statement.role_id not in waiting and all(map(user.has_perm, statement.permissions))
        }

    def nearest(self, text, most, *, subject=None):
        """Return the statements that share the most telling words with a text; a rare word tells more.

        The beginning of a word finds it, too. Those that speak of the subject count twice.
        """
        scores = defaultdict(float)
        for word in _stems(text):
            for known in self._beginning_with(word):
                for statement in self.having[known]:
                    weight = 2 if statement.subject == subject else 1
                    scores[statement.key] += weight / len(self.having[known])
        # The order of the statements breaks a tie.
        best = sorted(scores, key=lambda key: -scores[key])[:most]
        return [self.by_key[key] for key in best]

    def _beginning_with(self, word):
        return [word] if word in self.having else [known for known in self.having if known.startswith(word)]


def _stems(text):
    return {beginnings(word)[-1] for word in words_of_text(text)}


def _all():
    by_key = {statement.key: statement for model in cited_models() for statement in _of(model)}
    having = defaultdict(list)
    for statement in by_key.values():
        for word in statement.words:
            having[word].append(statement)
    return Statements(by_key, dict(having))


_KEPT = Kept(_all)


def own_statements():
    """Return the Statements of the site; one short query unless the content has changed."""
    return _KEPT.now()


def _of(model):
    """Yield the Statements of one model; one query."""
    owner = model.natural_key_fields[0].partition("__")[0]
    is_page = admin.site.is_registered(model)
    settled = SETTLED if has_level(model) else ()
    links = model.claims.through.objects.filter(**{model._meta.get_field("claims").m2m_field_name(): OuterRef("pk")})
    rows = own_rows(model).annotate(is_cited=Exists(links), role_status=_of_role(model, owner, "status", Value("")))
    rows = rows.annotate(of_role=_of_role(model, owner, "pk", Value(None, IntegerField())))
    place = "pk" if is_page else f"{owner}_id"
    columns = [model.speaks_of, model.says, "basis", "is_cited", "of_role", "role_status", place, *settled]
    page = model if is_page else model._meta.get_field(owner).related_model
    for pk, subject, says, basis, is_cited, role_id, role_status, page_id, *values in rows.values_list("pk", *columns):
        kind = str(model._meta.verbose_name)
        title = subject if subject == says else f"{subject}: {says}"
        place = Place(kind, title, page, page_id, "" if is_page else f"#{model._meta.model_name}-{pk}")
        known = dict(zip(settled, values, strict=True)) | {"role_id": role_id, "role_status": role_status}
        words = frozenset(_stems(f"{kind} {title}"))
        yield Statement(model, pk, subject, place, basis, is_cited, words=words, **known)


def _of_role(model, owner, field, otherwise):
    """Return what finds a field of the role of a statement."""
    if model is Role:
        return F(field)
    return F(f"{owner}__{field}") if model._meta.get_field(owner).related_model is Role else otherwise
