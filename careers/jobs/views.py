"""The builder of job descriptions, its files, and the interview sheet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles.models import EducationRoute, Role
from skills.models import Skill
from sources.redirects import leads_on, moved_choices

from .builder import Builder
from .role import load_job_role
from .writers import FORMS

# What in an address may be an old name.
_NAMED = {"must": Skill, "nice": Skill, "way": EducationRoute}


@require_safe
@leads_on(Role)
def job_description(request, slug):
    builder = Builder(load_job_role(slug), request.GET)
    if builder.wishes.unknown and (moved := moved_choices(request, _NAMED)):
        return moved
    is_part = request.htmx and request.GET
    template = "careers/jobs/_preview.html" if is_part else "careers/jobs/builder.html"
    crumbs = [(builder.job.title, builder.job.address)]
    response = render(request, template, {"builder": builder, "job": builder.job, "crumbs": crumbs})
    response["Vary"] = "HX-Request"
    return response


def download(ending):
    """Return the view of a description as a file of the form with this ending."""
    form = FORMS[ending]

    @require_safe
    @leads_on(Role)
    def written(request, slug):
        builder = Builder(load_job_role(slug), request.GET, f"{request.scheme}://{request.get_host()}")
        if builder.wishes.unknown and (moved := moved_choices(request, _NAMED)):
            return moved
        response = HttpResponse(form.write(builder.description), content_type=form.content_type)
        response["Content-Disposition"] = f'attachment; filename="{slug}-job-description.{ending}"'
        return response

    return written
