"""What must hold of the content and no database constraint can express.

A check takes the loaded Content and yields a sentence for each problem: the row, what is wrong, what to do.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from django.apps import apps
from django.conf import settings

from roles.models import (
    DEEPEST_CHAIN,
    Choice,
    Duty,
    PayFigure,
    ProgressionStep,
    Role,
    RouteIntoRole,
    SkillRequirement,
    StepKind,
)
from roles.rules import level_from, need_from
from skills.models import Skill
from sources.hierarchy import ancestors
from sources.models import Basis, Cited, Claim

from .content import MODELS, own_rows
from .content_files import words

_UNUSED_CLAIMS = re.compile(r"^## Claims that support no statement$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CODE_IN_TABLE = re.compile(r"^\| *([\w-]*\d[\w-]*) *\|", re.MULTILINE)


@dataclass(frozen=True)
class Content:
    """All rows that the checks look at, and the codes of the claims that may support nothing."""

    rows: dict[type, list]
    claims: list[Claim]
    unused: frozenset[str]

    @property
    def statements(self):
        return [row for model, rows in self.rows.items() if issubclass(model, Cited) for row in rows]


def load(unused=frozenset()):
    """Return the Content of the database; the number of queries does not grow with the rows."""
    statements = [model for label in MODELS if issubclass(model := apps.get_model(label), Cited)]
    rows = {model: list(_with_evidence(model)) for model in statements}
    rows[Skill] = list(own_rows(Skill))
    _join_broader(rows[Role])
    _join_broader(rows[Skill])
    return Content(rows, list(own_rows(Claim)), frozenset(unused))


def _with_evidence(model):
    joins = {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}
    return own_rows(model).select_related(*joins).prefetch_related("claims")


def _join_broader(rows):
    """Let each row's `broader` be the row loaded already, so that walking up does not query."""
    by_id = {row.pk: row for row in rows}
    for row in rows:
        if row.broader_id:
            row.broader = by_id[row.broader_id]


def unused_claims(text=None):
    """Return the codes that docs/content.md lists as claims that support no statement."""
    text = text or (settings.BASE_DIR / "docs" / "content.md").read_text()
    section = _UNUSED_CLAIMS.search(text)
    return frozenset(_CODE_IN_TABLE.findall(section[1])) if section else frozenset()


def problems(content):
    """Return a sentence for each thing that is wrong, in the order of the checks."""
    return [problem for check in CHECKS for problem in check(content)]


def statements_rest_on_claims(content):
    for row in content.statements:
        if row.basis != Basis.EDITORIAL and not row.claims.all():
            yield f"{name(row)} is {row.basis} without a claim: add one or make it editorial."


def claims_support_statements(content):
    used = {claim.code for row in content.statements for claim in row.claims.all()}
    known = {claim.code for claim in content.claims}
    for code in sorted(known - used - content.unused):
        yield f"claim {code} supports no statement: cite it, or list it in docs/content.md and say why."
    for code in sorted(used & content.unused):
        yield f"claim {code} supports a statement: take it off the list in docs/content.md."
    for code in sorted(content.unused - known):
        yield f"claim {code} is listed in docs/content.md but does not exist: take it off the list."


def broader_rows_form_no_circle(content):
    for model in (Role, Skill):
        arrows = [(row.slug, row.broader.slug) for row in content.rows[model] if row.broader]
        for circle in circles(arrows):
            chain = f"{_kind(model)} {' → '.join(circle)}"
            yield f"{chain} is broader than itself: leave one without a broader one."


def promotions_form_no_circle(content):
    steps = [step for step in content.rows[ProgressionStep] if step.kind == StepKind.PROMOTION]
    for circle in circles((step.origin.slug, step.target.slug) for step in steps):
        yield f"promotions {' → '.join(circle)} form a circle: make one another kind of step."


def circles(arrows):
    """Return circles among pairs (from, to), each as [a, b, …, a] from its smallest; no two share a pair."""
    arrows = dict.fromkeys(arrows)
    found = []
    while circle := _circle(arrows):
        for arrow in pairwise(circle):
            del arrows[arrow]
        start = circle.index(min(circle))
        found.append([*circle[start:-1], *circle[: start + 1]])
    return found


def _circle(arrows):
    sorter = TopologicalSorter()
    for origin, target in arrows:
        sorter.add(target, origin)
    try:
        sorter.prepare()
    except CycleError as error:
        return error.args[1]
    return None


def chains_are_short(content):
    for role in content.rows[Role]:
        if len(chain := ancestors(role)) > DEEPEST_CHAIN and role not in chain:
            too_many = f"{len(chain)} broader roles above it, more than {DEEPEST_CHAIN}"
            yield f"{name(role)} has {too_many}: choose one nearer the top."


def members_belong_to_the_role(content):
    roles = {choice.pk: choice.role for choice in content.rows[Choice]}
    for row in _members(content):
        if roles[row.choice_id] != row.role:
            yield f"{name(row)} is in a choice of {roles[row.choice_id].slug}: choose one of its own role."


def choices_have_enough_members(content):
    members = Counter(row.choice_id for row in _members(content))
    for choice in content.rows[Choice]:
        needed = max(2, choice.minimum)
        if members[choice.pk] < needed:
            yield f"{name(choice)} has {members[choice.pk]} of {needed} members: add one, or remove it."


def _members(content):
    return [row for row in content.rows[SkillRequirement] + content.rows[RouteIntoRole] if row.choice_id]


def levels_and_needs_follow_the_rule(content):
    for row in content.rows[Choice] + content.rows[SkillRequirement]:
        claims = row.claims.all()
        if not claims or row.note:
            continue
        is_member = getattr(row, "choice_id", None) is not None
        level = level_from(claims)
        # The level of a choice belongs to the whole, so a member need not have one.
        if row.level != level and not (is_member and row.level is None):
            yield _deviation(row, "level", row.get_level_display(), level)
        if row.need != (need := need_from(claims)) and not is_member:
            yield _deviation(row, "need", row.get_need_display(), need)


def _deviation(row, field, value, rule):
    ruled = rule.label if rule is not None else "none"
    return f"{name(row)} has {field} {value or 'none'}, its claims give {ruled}: change it or add a note."


def levels_do_not_go_down(content):
    """The own levels of the levels of one role, for the same skill or choice."""
    ladders = defaultdict(list)
    for row in content.rows[Choice] + content.rows[SkillRequirement]:
        if row.level is not None and row.role.seniority and row.role.broader_id:
            asked = row.slug if isinstance(row, Choice) else row.skill_id
            ladders[type(row), row.role.broader_id, asked].append(row)
    for rows in ladders.values():
        rows.sort(key=lambda row: (row.role.seniority, row.level))
        for lower, higher in pairwise(rows):
            if higher.level < lower.level and not (higher.note or lower.note):
                level = higher.get_level_display()
                below = f"{lower.get_level_display()} of {lower.role.slug}"
                yield f"{name(higher)} has level {level}, below {below}: change one or add a note."


def published_roles_are_complete(content):
    with_duties = {duty.role_id for duty in content.rows[Duty]}
    for role in content.rows[Role]:
        if not role.is_published:
            continue
        if role.broader and not role.broader.is_published:
            yield f"{name(role)} is published, its broader {role.broader.slug} is a draft: publish that, too."
        if role.known_only_by_relation:
            continue
        if not role.summary:
            yield f"{name(role)} is published without a summary: write one, or make it a draft."
        if role.pk not in with_duties:
            yield f"{name(role)} is published without a duty: add one, or make it a draft."


def roles_known_by_relation_have_nothing_else(content):
    for row in content.rows[SkillRequirement] + content.rows[Duty]:
        if row.role.known_only_by_relation:
            yield f"{name(row)} is of a role known only by relation: remove it."


def pay_is_tied_to_a_level_only_where_stated(content):
    for figure in content.rows[PayFigure]:
        if figure.role.seniority and figure.basis != Basis.STATED:
            yield f"{name(figure)} ties pay to a level: move it to its broader role."


def published_skills_are_described(content):
    for skill in content.rows[Skill]:
        if skill.is_published and not skill.description:
            yield f"{name(skill)} is published without a description: write one, or make it a draft."


CHECKS = (
    statements_rest_on_claims,
    claims_support_statements,
    broader_rows_form_no_circle,
    promotions_form_no_circle,
    chains_are_short,
    members_belong_to_the_role,
    choices_have_enough_members,
    levels_and_needs_follow_the_rule,
    levels_do_not_go_down,
    published_roles_are_complete,
    roles_known_by_relation_have_nothing_else,
    pay_is_tied_to_a_level_only_where_stated,
    published_skills_are_described,
)


def name(row):
    """Return what a row is called in messages: "duty junior-backend-engineer / review-code"."""
    return f"{_kind(type(row))} {words(row.natural_key())}"


def _kind(model):
    return str(model._meta.verbose_name)
