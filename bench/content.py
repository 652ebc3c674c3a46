"""The throw-away database of the site, and what of it is measured.

python -m bench.content fills the database that DATABASE_URL names and prints a Content as JSON. It runs in a
process of its own, with the environment of the server to come.
"""

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass
from io import StringIO

import django

REQUIREMENTS = 30
LARGE = 150
SLUG = "bench-thirty"


@dataclass(frozen=True)
class Content:
    """What is measured: slugs of pages, and the requirements that the peers show, too."""

    fullest_roles: list[str]  # slugs of the fullest role and the one after it
    fullest_skill: str
    role: str  # of the role with exactly so many requirements
    role_id: int
    requirements: list[dict]
    large_roles: list[str]  # slugs of two roles with the same many requirements


def main():
    from django.core.management import call_command

    for command, options in [("migrate", {}), ("load_content", {}), ("collectstatic", {"interactive": False})]:
        call_command(command, verbosity=0, stdout=StringIO(), **options)
    # Chosen before the made-up role joins in.
    fullest = fullest_roles(), fullest_skill()
    role = make_role()
    requirements = [plain(one) for one in role.requirements.all()]
    content = Content(*fullest, role.slug, role.pk, requirements, make_large_roles())
    print(json.dumps(asdict(content)))


def fullest_roles():
    """Return the slugs of the two published roles with the most statements, those of their broader roles included."""
    from roles.models import Role
    from sources.hierarchy import ancestors

    counts = _statements_of(Role)
    roles = Role.objects.published().select_related("broader__broader")
    by_size = sorted(roles, key=lambda role: -sum(counts[one.pk] for one in [role, *ancestors(role)]))
    return [role.slug for role in by_size[:2]]


def fullest_skill():
    """Return the slug of the published skill that the most statements name."""
    from skills.models import Skill

    counts = _statements_of(Skill)
    return max(Skill.objects.published(), key=lambda skill: counts[skill.pk]).slug


def _statements_of(model):
    """Return {id of a row of the model: how many statements name it}."""
    from django.apps import apps

    from sources.models import Cited

    counts = Counter()
    for statement in filter(lambda one: issubclass(one, Cited), apps.get_models()):
        for field in statement._meta.concrete_fields:
            if field.related_model is model and field.name != "broader":
                counts.update(statement.objects.order_by().values_list(field.attname, flat=True))
    return counts


def make_role():
    """Make a published role with exactly so many requirements, each resting on one claim, and nothing else."""
    from skills.models import Skill

    return _make_role(SLUG, "Bench Engineer", Skill.objects.published().order_by("slug")[:REQUIREMENTS])


def make_large_roles():
    """Make two published roles that ask for the same many skills, mostly at other levels; return their slugs."""
    from skills.models import Skill, SkillArea

    areas = list(SkillArea.objects.all())
    skills = [
        Skill.objects.create(
            slug=f"bench-{number}",
            name=f"Bench skill {number}",
            kind="tool",
            area=areas[number % len(areas)],
            status="published",
        )
        for number in range(LARGE)
    ]
    return [_make_role(f"bench-large-{shift}", f"Large Engineer {shift}", skills, shift).slug for shift in range(2)]


def _make_role(slug, title, skills, shift=0):
    from roles.models import Need, Role, RoleFamily, SkillRequirement
    from skills.levels import Level
    from sources.models import Claim

    family = RoleFamily.objects.first()
    role = Role.objects.create(slug=slug, title=title, family=family, summary="A role to measure.", status="published")
    claims = Claim.objects.order_by("code")[: len(skills)]
    for number, (skill, claim) in enumerate(zip(skills, claims, strict=True)):
        need, level = Need.values[number % len(Need)], Level.values[(number + shift) % len(Level)]
        requirement = SkillRequirement.objects.create(role=role, skill=skill, need=need, level=level)
        requirement.claims.add(claim)
    return role


def plain(requirement):
    """Return what a page says of a requirement, as text."""
    [claim] = requirement.claims.all()
    return {
        "area": requirement.skill.area.name,
        "skill": requirement.skill.name,
        "skill_slug": requirement.skill.slug,
        "need": requirement.get_need_display(),
        "level": requirement.get_level_display(),
        "document": claim.document.short_title,
        "locator": claim.locator,
        "statement": claim.statement,
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "careers.settings"
    django.setup()
    main()
