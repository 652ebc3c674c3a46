"""python -m bench.wagtail_peer.fill: makes the tables and the page; reads the requirements as JSON."""

import json
import os
import sys

import django


def main(requirements):
    from django.core.management import call_command
    from wagtail.models import Locale, Page, Site

    from .models import RolePage

    call_command("migrate", run_syncdb=True, verbosity=0)
    Locale.objects.create(language_code="en-gb")
    root = Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=Page(title="Roles", slug="home"))
    Site.objects.create(hostname="127.0.0.1", site_name="Roles", root_page=home, is_default_site=True)
    page = RolePage(title="Bench Engineer", slug="bench-thirty", summary="A role to measure.")
    home.add_child(instance=page)
    for position, fields in enumerate(requirements):
        _add(page, position, fields)


def _add(page, position, fields):
    from .models import Claim, Document, Requirement, Skill

    skill = Skill.objects.create(slug=fields["skill_slug"], name=fields["skill"], area=fields["area"])
    document, _ = Document.objects.get_or_create(short_title=fields["document"])
    claim = Claim.objects.create(document=document, locator=fields["locator"], statement=fields["statement"])
    Requirement.objects.create(
        page=page, sort_order=position, skill=skill, need=fields["need"], level=fields["level"], claim=claim
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.wagtail_peer.settings")
    django.setup()
    main(json.load(sys.stdin))
