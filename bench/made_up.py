"""A database with as many roles as asked for: python -m bench.made_up ROLES REQUIREMENTS prints a MadeUp as JSON.

It fills the database that DATABASE_URL names, in a process of its own.
"""

import json
import os
import random
import sys
from dataclasses import asdict, dataclass
from io import StringIO

import django

SKILLS = 300
BATCH = 2000


@dataclass(frozen=True)
class MadeUp:
    """What of it is measured."""

    role: str  # the slug of one
    cookie: str  # of an editor who is signed in


def main(roles, requirements):
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from sources.watching import bulk_writing

    call_command("migrate", verbosity=0, stdout=StringIO())
    with bulk_writing():
        slug = fill(roles, requirements)
    call_command("rebuild_search", verbosity=0, stdout=StringIO())
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    cookie = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    print(json.dumps(asdict(MadeUp(slug, cookie))))


def fill(count, requirements):
    """Make so many published roles, each asking for so many of the same skills; return the slug of the first."""
    from roles.models import Need, Role, RoleFamily, SkillRequirement
    from skills.levels import Level
    from skills.models import Skill, SkillArea

    chance = random.Random(1)
    area = SkillArea.objects.create(slug="made-up", name="Made up", position=1)
    named = [(f"made-up-{number}", f"Made-up skill {number}") for number in range(SKILLS)]
    skills = Skill.objects.bulk_create(
        Skill(slug=slug, name=name, kind="tool", area=area, status="published") for slug, name in named
    )
    families = RoleFamily.objects.bulk_create(
        RoleFamily(slug=f"family-{number}", name=f"Family {number}", position=number) for number in range(12)
    )
    roles = Role.objects.bulk_create(
        (
            Role(
                slug=f"role-{number}",
                title=f"Maker of thing {number}",
                family=families[number % len(families)],
                summary="A role to measure.",
                status="published",
            )
            for number in range(count)
        ),
        batch_size=BATCH,
    )
    SkillRequirement.objects.bulk_create(
        (
            SkillRequirement(role=role, skill=skill, need=chance.choice(Need.values), level=chance.choice(Level.values))
            for role in roles
            for skill in chance.sample(skills, requirements)
        ),
        batch_size=BATCH,
    )
    return roles[0].slug


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "careers.settings"
    django.setup()
    main(*map(int, sys.argv[1:]))
