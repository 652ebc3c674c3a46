"""The check of a text: it comes by POST, is answered, and is forgotten."""

from django import forms
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from careers.jobs.wishes import Words
from roles.models import Role
from sources.redirects import current_slugs

from .failing import telling_nothing
from .report import Report

LONGEST_TEXT = 40_000


class CheckForm(forms.Form):
    text = Words(
        label="The job description",
        max_length=LONGEST_TEXT,
        error_messages={
            "required": "Paste the text of a job description here.",
            "max_length": "It has %(show_value)d characters; at most %(limit_value)d are checked: leave something out.",
        },
    )
    role = forms.SlugField(label="Role", required=False, max_length=80)


# A stranger's form can make nobody's browser do more here than its owner could: nothing is written, no cookie is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("text")
@sensitive_variables()
@telling_nothing
def check(request):
    posted = request.method == "POST"
    form = CheckForm(request.POST if posted else None, initial={"role": request.GET.get("role", "")})
    slug = _slug(request.POST.get("role", "") if posted else request.GET.get("role", ""))
    role = Role.objects.published().filter(slug=slug).first() if slug else None
    report = Report(form.cleaned_data["text"], role.slug if role else "") if posted and form.is_valid() else None
    is_unknown = bool(slug) and role is None
    context = {"form": form, "role": role, "report": report, "is_unknown": is_unknown, "most": LONGEST_TEXT}
    status = 422 if posted and not report else 200
    response = render(request, "careers/jobs/check.html", context, status=status)
    if posted:
        response["Cache-Control"] = "no-store"
    return response


def _slug(text):
    """Return the slug of a role that an address or a form names, an old one led on; empty for what is none."""
    plain = text.strip()
    is_one = len(plain) <= 80 and plain.isascii() and plain.replace("-", "").replace("_", "").isalnum()
    return (current_slugs(Role, [plain]) or [""])[0] if is_one else ""
