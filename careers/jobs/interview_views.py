"""The interview sheet as a page and as CSV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.tables.csv_files import csv_lines
from roles.models import Role
from skills.models import Skill
from sources.redirects import leads_on, moved_choices

from .interview import SCORES, Interview, level_meanings, rows
from .role import load_job_role

_NAMED = {"must": Skill}


@require_safe
@leads_on(Role)
def interview(request, slug):
    sheet = Interview(load_job_role(slug), request.GET.getlist("must"))
    if sheet.unknown and (moved := moved_choices(request, _NAMED)):
        return moved
    query = request.META["QUERY_STRING"] if sheet.is_chosen else ""
    context = {
        "sheet": sheet,
        "job": sheet.job,
        "scores": SCORES,
        "meanings": level_meanings(sheet.criteria),
        "csv_address": reverse("interview-csv", args=[slug]) + (f"?{query}" if query else ""),
        "crumbs": [(sheet.job.title, sheet.job.address)],
    }
    return render(request, "careers/jobs/interview.html", context)


@require_safe
@leads_on(Role)
def interview_csv(request, slug):
    sheet = Interview(load_job_role(slug), request.GET.getlist("must"))
    if sheet.unknown and (moved := moved_choices(request, _NAMED)):
        return moved
    response = HttpResponse(b"".join(csv_lines(rows(sheet))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-interview.csv"'
    return response
