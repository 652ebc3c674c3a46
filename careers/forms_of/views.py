"""Roles, skills and comparisons in their forms."""

import json

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from careers.api.between import compared
from careers.api.middleware import CORS
from careers.api.problems import response_to, unknown
from careers.api.questions import RoleInclude, SkillInclude
from careers.api.roles import for_answers, role_values
from careers.api.skills import for_answers as skills_for_answers
from careers.api.skills import skill_values
from careers.comparison.downloads import as_csv, as_markdown
from careers.comparison.views import of_comparison
from careers.linked import json_ld, turtle
from careers.linked.loading import load_role_facts, load_skill_facts
from careers.linked.role_things import role_things
from careers.linked.skill_things import skill_things
from roles.models import Role
from skills.models import Skill
from sources.old_addresses import successors
from sources.redirects import moved

from .markdown import role_as_markdown, skill_as_markdown
from .tables import role_as_csv, skill_as_csv


@require_safe
def role(request, slug, form):
    """A role in a form; its statements are those of its page."""
    row = _the_row(for_answers(Role.objects.with_page()), slug)
    if row is None:
        return _lead_on(request, Role, slug, form)
    if form.ending in _LINKED:
        return _linked(request, form, _things_of_roles([row.pk]))
    [values] = role_values([row], list(RoleInclude))
    return answer_in(form, _ROLE[form.ending](values, _page(request, row)), slug)


@require_safe
def skill(request, slug, form):
    """A skill in a form."""
    row = _the_row(skills_for_answers(Skill.objects.with_page()), slug)
    if row is None:
        return _lead_on(request, Skill, slug, form)
    if form.ending in _LINKED:
        return _linked(request, form, (one for facts in load_skill_facts([row.pk]) for one in skill_things(facts)))
    [values] = skill_values([row], list(SkillInclude))
    return answer_in(form, _SKILL[form.ending](values, _page(request, row)), slug)


@of_comparison
def comparison(request, comparison, form):
    """A comparison in a form; an address that is none is answered as that of its page is."""
    if form.ending in _LINKED:
        return _linked(request, form, _things_of_roles([role.pk for role in comparison.roles]))
    address = request.build_absolute_uri(comparison.address)
    return answer_in(form, _COMPARISON[form.ending](comparison, address), "-and-".join(comparison.slugs))


VIEWS = {"roles:role": role, "skills:skill": skill, "comparison": comparison}


def _the_row(rows, slug):
    return rows.filter(slug=slug).first()


def _lead_on(request, model, slug, form):
    row = successors(model, [slug]).get(slug)
    if row is None:
        return response_to(unknown(model._meta.model_name, slug), request.path)
    return moved(request, f"{row.get_absolute_url().rstrip('/')}.{form.ending}")


def _page(request, row):
    return request.build_absolute_uri(row.get_absolute_url())


def _things_of_roles(pks):
    return (one for facts in load_role_facts(pks) for one in role_things(facts))


def _linked(request, form, things):
    base = f"{request.scheme}://{request.get_host()}"
    return answer_in(form, _LINKED[form.ending](things, base))


def answer_in(form, text, name=""):
    """Return a text in a form; what people open in other programs has a name."""
    response = HttpResponse(text, content_type=f"{form.media_type}; charset=utf-8", headers=CORS)
    if form.ending in ("csv", "md") and name:
        response["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    return response


def _json(values, address):
    return json.dumps(values, ensure_ascii=False, indent=2)


_LINKED = {"jsonld": json_ld.as_text, "ttl": lambda things, base: "".join(turtle.document(things, base))}
_ROLE = {"json": _json, "csv": role_as_csv, "md": role_as_markdown}
_SKILL = {"json": _json, "csv": skill_as_csv, "md": skill_as_markdown}
_COMPARISON = {
    "json": lambda found, address: _json(compared(found), address),
    # The mark at the start tells spreadsheets the encoding.
    "csv": lambda found, address: "\ufeff" + as_csv(found),
    "md": as_markdown,
}
