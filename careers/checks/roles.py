"""What a role says of itself: that it is complete, that its choices hold, that pay stays where it is stated."""

from collections import Counter

from roles.models import Choice, Duty, PayFigure, Role, RouteIntoRole, SkillRequirement
from sources.models import Basis

from .findings import finding, wrong


@wrong("Choices with members of another role", "The members of a choice are of its own role.")
def members_belong_to_the_role(content):
    roles = {choice.pk: choice.role for choice in content.rows[Choice]}
    for row in _members(content):
        if roles[row.choice_id] != row.role:
            yield finding(row, f"is in a choice of {roles[row.choice_id].slug}: choose one of its own role.")


@wrong("Choices with too few members", "A choice offers at least two things, and as many as it asks for.")
def choices_have_enough_members(content):
    members = Counter(row.choice_id for row in _members(content))
    for choice in content.rows[Choice]:
        needed = max(2, choice.minimum)
        if members[choice.pk] < needed:
            yield finding(choice, f"has {members[choice.pk]} of {needed} members: add one, or remove it.")


def _members(content):
    return [row for row in content.rows[SkillRequirement] + content.rows[RouteIntoRole] if row.choice_id]


@wrong("Roles without duties or summary", "A published role says what it is and what somebody does in it.")
def published_roles_are_complete(content):
    with_duties = {duty.role_id for duty in content.rows[Duty]}
    for role in content.rows[Role]:
        if not role.is_published:
            continue
        if role.broader and not role.broader.is_published:
            yield finding(role, f"is published, its broader {role.broader.slug} is a draft: publish that, too.")
        if role.known_only_by_relation:
            continue
        if not role.summary:
            yield finding(role, "is published without a summary: write one, or make it a draft.")
        if role.pk not in with_duties:
            yield finding(role, "is published without a duty: add one, or make it a draft.")


@wrong("Roles known by relation that say more", "A role that is only named has no duties and no skills here.")
def roles_known_by_relation_have_nothing_else(content):
    for row in content.rows[SkillRequirement] + content.rows[Duty]:
        if row.role.known_only_by_relation:
            yield finding(row, "is of a role known only by relation: remove it.")


@wrong("Pay tied to a level", "No figure of pay is tied to a level unless a document ties it.")
def pay_is_tied_to_a_level_only_where_stated(content):
    for figure in content.rows[PayFigure]:
        if figure.role.seniority and figure.basis != Basis.STATED:
            yield finding(figure, "ties pay to a level: move it to its broader role.")
