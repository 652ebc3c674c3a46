"""The pages of skills, and the glossary."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sources.addresses import address
from sources.evidence import NOTHING, identity_of, load_evidence
from sources.linked_data import breadcrumbs, embed
from sources.models import Document
from sources.redirects import leads_on, moved_choices

from .models import GlossaryTerm, RelationKind, Skill, SkillAlias, SkillArea
from .skill_list import SkillList
from .skill_page import SkillPage

# What the list of skills is narrowed by, where that has an address of its own.
NAMED_IN_LIST = {"area": SkillArea, "within": Skill}


@require_safe
def skill_list(request):
    skills = SkillList(request.GET)
    if skills.ignored and (moved := moved_choices(request, NAMED_IN_LIST)):
        return moved
    template = "skills/_skill_results.html" if request.htmx else "skills/skill_list.html"
    response = render(request, template, {"skills": skills})
    response["Vary"] = "HX-Request"
    return response


@require_safe
@leads_on(Skill)
def skill(request, slug):
    names = Prefetch("aliases", SkillAlias.objects.filter(is_hidden=False))
    skills = Skill.objects.with_page().select_related("area", "broader__broader").prefetch_related(names)
    page = SkillPage(get_object_or_404(skills, slug=slug))
    crumbs = [
        ("Skills", address("skills:skills")),
        (page.skill.area.name, page.skill.area.get_absolute_url()),
    ]
    crumbs += [(broader.name, broader.get_absolute_url()) for broader in reversed(page.broader) if broader.is_published]
    framework = page.framework
    term = embed(
        "DefinedTerm",
        name=page.skill.name,
        description=page.skill.description,
        alternateName=[alias.name for alias in page.skill.aliases.all()],
        url=request.build_absolute_uri(page.skill.get_absolute_url()),
        termCode=page.skill.identifier,
        inDefinedTermSet=framework and framework.collection.name,
        sameAs=_same(request, page),
    )
    context = {
        "page": page,
        "skill": page.skill,
        "of": len(page.documents),
        "crumbs": crumbs,
        "linked_data": [term, breadcrumbs(request, crumbs, page.skill.name)],
    }
    return render(request, "skills/skill.html", context)


def _same(request, page):
    """Return the addresses of the same skill elsewhere: at its framework, and in other collections here."""
    found = [page.framework.link] if page.framework and page.framework.link else []
    same = (match.skill for match in page.matches if match.kind == RelationKind.EXACT)
    return [*found, *(request.build_absolute_uri(skill.get_absolute_url()) for skill in same)]


@require_safe
def glossary(request):
    terms = list(GlossaryTerm.objects.select_related("skill"))
    evidence = load_evidence(terms)
    explained = [(term, evidence.get(identity_of(term), NOTHING)) for term in terms]
    term_set = embed(
        "DefinedTermSet",
        name="Waymark glossary",
        hasDefinedTerm=[{"@type": "DefinedTerm", "name": term.term, "description": term.definition} for term in terms],
    )
    context = {
        "terms": explained,
        "of": Document.objects.without_frameworks().count(),
        "linked_data": [term_set],
    }
    return render(request, "skills/glossary.html", context)
