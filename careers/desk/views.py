"""The pages behind the desk: what a check finds, the claims of a document, what a claim supports."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from sources.models import Claim, Document

from . import attaching, quality
from .claims import claims_of, next_code
from .forms import ClaimForm, ReasonForm
from .models import MeantSo
from .statements import own_statements

PER_PAGE = 50
LONGEST_QUERY = 200
NOT_YOURS = "That statement is gone, under review, or not yours to change: look again."


def for_who_sees_claims(view):
    @wraps(view)
    def checked(request, pk):
        if not admin.site.get_model_admin(Claim).has_view_permission(request):
            raise PermissionDenied
        return view(request, pk)

    return checked


def _page(request, template, title, **context):
    return TemplateResponse(
        request, f"admin/desk/{template}.html", admin.site.each_context(request) | {"title": title} | context
    )


@require_http_methods(["GET", "POST"])
def check(request, name):
    """Show what one check finds; a POST says that a finding is all right, or no longer."""
    result = next((result for result in quality.results() if result.check.name == name), None)
    if result is None:
        raise Http404
    result = result.seen_by(request.user)
    if request.method == "POST":
        _settle(request, result)
        return redirect(request.get_full_path())
    page = Paginator(result.findings, PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "check", result.check.title, result=result, page=page)


def _settle(request, result):
    if taken_back := request.POST.get("take_back"):
        words = [word.pk for finding, word in result.meant if finding.key == taken_back]
        MeantSo.objects.filter(pk__in=words).delete()
        return
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why it is all right.")
        return
    findings = {finding.key: finding for finding in result.findings if result.check.may_be_meant}
    if not (finding := findings.get(form.cleaned_data["key"])):
        messages.warning(request, "The content has changed meanwhile: look again.")
        return
    said = {"sentence": finding.sentence, "reason": form.cleaned_data["reason"], "editor": request.user}
    MeantSo.objects.get_or_create(check_name=result.check.name, key=finding.key, defaults=said)
    messages.success(request, "Noted: it is no longer counted.")


@for_who_sees_claims
@require_http_methods(["GET", "POST"])
def claims(request, pk):
    """Show the claims of a document, those that support nothing first; a POST adds one."""
    document = get_object_or_404(Document.objects.without_frameworks(), pk=pk)
    form = _claim_form(request, document) if request.user.has_perm("sources.add_claim") else None
    if form and form.is_bound and form.is_valid():
        claim = form.save()
        admin.site.get_model_admin(Claim).log_addition(request, claim, [{"added": {}}])
        messages.success(request, f"Added {claim.code}. Now attach it to what it supports.")
        return redirect("desk:attach", claim.pk)
    shown = claims_of(document, request.GET.get("page"))
    return _page(request, "claims", "Claims", subtitle=document.title, claims=shown, form=form)


def _claim_form(request, document):
    if request.method == "POST":
        place = (document.claims.aggregate(last=Max("position"))["last"] or 0) + 1
        return ClaimForm(request.POST, instance=Claim(document=document, position=place))
    last = document.claims.order_by("-pk").first()
    said_before = {"subject": last.subject, "section": last.section} if last else {}
    return ClaimForm(initial={"code": next_code(), **said_before})


@for_who_sees_claims
@require_http_methods(["GET", "POST"])
def attach(request, pk):
    """Show what a claim supports and what it may support; a POST attaches it, or takes it off."""
    claim = get_object_or_404(Claim.objects.select_related("document"), pk=pk)
    statements = own_statements()
    seen = statements.seen_by(request.user)
    if request.method == "POST":
        _attach_or_detach(request, claim, statements, seen)
        return redirect(request.get_full_path())
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    resting = attaching.supported(claim, statements, seen)
    keys = {candidate.statement.key for candidate in resting}
    found = attaching.suggested(claim, query, statements, seen, keys)
    return _page(
        request, "attach", "Attach a claim", subtitle=claim.code, claim=claim, resting=resting, found=found, query=query
    )


def _attach_or_detach(request, claim, statements, seen):
    is_attaching = "attach" in request.POST
    key = request.POST.get("attach") or request.POST.get("detach")
    if key not in seen:
        messages.error(request, NOT_YOURS)
        return
    [candidate] = attaching.candidates(claim, [statements.by_key[key]])
    title = candidate.statement.place.title
    try:
        is_done = (attaching.attach if is_attaching else attaching.detach)(request.user, claim, candidate.statement)
    except PermissionDenied:
        messages.error(request, NOT_YOURS)
        return
    if is_attaching:
        messages.success(request, f"{claim.code} now supports “{title}”: {candidate.change}.")
    elif is_done:
        messages.success(request, f"{claim.code} no longer supports “{title}”: {candidate.change}.")
    else:
        messages.error(request, f"“{title}” would be left without evidence: attach another claim to it first.")
        return
    if candidate.difference:
        messages.warning(request, candidate.difference)
