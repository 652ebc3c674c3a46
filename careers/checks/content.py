"""The rows that the checks look at: the site's own; what comes from a framework is not ours to judge."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from careers.content import MODELS, own_rows
from roles.models import Responsibility, Role, RoleFamily
from skills.models import Skill, SkillAlias, SkillArea
from sources.citations import links
from sources.models import Cited, Claim, Document

from .history import last_changes

_UNUSED_CLAIMS = re.compile(r"^## Claims that support no statement$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CODE_IN_TABLE = re.compile(r"^\| *([\w-]*\d[\w-]*) *\|", re.MULTILINE)


@dataclass(frozen=True)
class Content:
    """All rows that the checks look at, and the codes of the claims that may support nothing."""

    rows: dict[type, list]
    claims: list[Claim]
    cited: dict[tuple[str, int], list[Claim]]
    """The claims of each statement that has any, by the label of its model and its id."""
    unused: frozenset[str]
    today: date
    changed: dict[tuple[type, str], date]
    """The day on which an editor last saved what was edited here, by model and id."""

    @property
    def statements(self):
        return [row for model, rows in self.rows.items() if issubclass(model, Cited) for row in rows]

    def current(self, model):
        """Return the rows of roles or skills without those that are retired, of which only the address is left."""
        return [row for row in self.rows[model] if not row.is_retired]

    def claims_of(self, row):
        return self.cited.get((row._meta.label, row.pk), [])


def load(unused=frozenset()):
    """Return the Content of the database; the number of queries does not grow with the rows."""
    statements = [model for label in MODELS if issubclass(model := apps.get_model(label), Cited)]
    others = [Skill, SkillAlias, SkillArea, RoleFamily, Responsibility, Document]
    rows = {model: list(_with_names(model)) for model in statements + others}
    for model in (Role, Skill, RoleFamily, SkillArea):
        _join_broader(rows[model])
    claims = list(own_rows(Claim))
    return Content(rows, claims, _cited(claims), frozenset(unused), timezone.localdate(), last_changes())


def _with_names(model):
    """Return the own rows of a model, with those that they are named by."""
    joins = {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}
    return own_rows(model).select_related(*joins)


def _cited(claims):
    by_id = {claim.pk: claim for claim in claims}
    cited = defaultdict(list)
    for label, pk, claim_id in links(claim__document__collection=None):
        cited[label, pk].append(by_id[claim_id])
    return dict(cited)


def _join_broader(rows):
    """Let each row's `broader` be the row loaded already, so that walking up does not query.

    One of another collection is left out: a check of its own finds it.
    """
    by_id = {row.pk: row for row in rows}
    for row in rows:
        if row.broader_id:
            row.has_foreign_broader = row.broader_id not in by_id
            row._state.fields_cache["broader"] = by_id.get(row.broader_id)


def unused_claims(text=None):
    """Return the codes that docs/content.md lists as claims that support no statement."""
    page = settings.BASE_DIR / "docs" / "content.md"
    if text is None:
        text = page.read_text() if page.exists() else ""
    section = _UNUSED_CLAIMS.search(text)
    return frozenset(_CODE_IN_TABLE.findall(section[1])) if section else frozenset()


def months_ago(today, months):
    """Return about the day that was so many months before."""
    return today - timedelta(days=round(months * 365.25 / 12))
