"""The grid in the admin: opened by GET; POST says what would be saved, and saves it."""

import json

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse

from roles.drafts import access
from roles.models import Need
from skills.levels import Level
from sources.history import ChangeKind, change
from sources.watching import hold_content

from . import html
from .changes import MalformedError, compare, number, read
from .forms import AddForm, EvidenceForm
from .save import save
from .sheet import MOST_ROLES, MOST_SKILLS, Column, load_roles, load_sheet
from .summary import counted, load_consequences, summaries
from .words import VOCABULARY, text

NONE_CHOSEN = f"Choose one to {MOST_ROLES} roles in the list, then “Edit skills in a grid”."
TOO_MANY = f"More than {MOST_ROLES} roles do not fit side by side: these are the first {MOST_ROLES}."
TOO_LONG = f"Together these roles ask for more than {MOST_SKILLS} skills, too many for a grid: choose fewer roles."
OF_REQUIREMENTS = [f"roles.{action}_skillrequirement" for action in ("add", "change", "delete")]


def grid(role_admin, request):
    """Show the grid of the roles in the address, or answer what its form sends."""
    if not role_admin.has_view_permission(request):
        raise PermissionDenied
    asked = _asked_for(request)
    roles = load_roles(asked)
    if not roles:
        return _back_to_list(request, NONE_CHOSEN)
    columns = _columns(role_admin, request, roles)
    if request.method == "POST":
        return _answer(role_admin, request, columns)
    if len(asked) > MOST_ROLES:
        messages.warning(request, TOO_MANY)
    sheet = load_sheet(columns)
    if len(sheet.headings) > MOST_SKILLS and len(columns) > 1:
        return _back_to_list(request, TOO_LONG)
    return _page(role_admin, request, sheet)


def _asked_for(request):
    try:
        return [number(role) for role in request.GET.getlist("role")[: 2 * MOST_ROLES]]
    except ValueError as error:
        raise BadRequest("The roles of a grid are numbers.") from error


def _may_change(role_admin, request, role):
    return role_admin.has_change_permission(request, role) and request.user.has_perms(OF_REQUIREMENTS)


def _back_to_list(request, message):
    messages.error(request, message)
    return HttpResponseRedirect(reverse("admin:roles_role_changelist"))


def _answer(role_admin, request, columns):
    """Say what would be saved, save it, or say what stands in the way; all or nothing."""
    try:
        sent = read(request.POST)
    except MalformedError as error:
        raise BadRequest(str(error)) from error
    if "_add" in request.POST:
        return _with_another_row(role_admin, request, columns, sent)
    is_saving = "_save" in request.POST
    with change(request.user) as current:
        if is_saving:
            columns = _held(role_admin, request, columns)
        sheet = load_sheet(columns, {skill for _, skill in sent})
        changes = compare(sheet, sent)
        evidence = EvidenceForm(request.POST, admin_site=role_admin.admin_site, is_needed=bool(changes.added))
        is_saved = is_saving and not changes.problems and evidence.is_valid()
        if is_saved:
            current.say(request.user, f"Skills in the grid: {counted(changes)}.", ChangeKind.EDIT)
            save(changes, **evidence.cleaned_data)
            _remember(request, columns, changes)
    if is_saved:
        return _saved(request, changes)
    return _reviewed(role_admin, request, sheet, sent, changes, evidence)


def _with_another_row(role_admin, request, columns, sent):
    """Show the grid with what has been written so far, and the row of a skill that is named."""
    add = AddForm(request.POST, admin_site=role_admin.admin_site)
    rows = {skill for _, skill in sent}
    if add.is_valid() and add.cleaned_data["named"]:
        rows.add(add.cleaned_data["named"].pk)
    return _page(role_admin, request, load_sheet(columns, rows), sent=sent, add=add)


def _held(role_admin, request, columns):
    """Return the columns as they are by now; nobody writes between reading and changing."""
    hold_content()
    return _columns(role_admin, request, load_roles([column.key for column in columns]))


def _columns(role_admin, request, roles):
    return [Column(role, _may_change(role_admin, request, role)) for role in roles]


def _remember(request, columns, changes):
    changed = {change.cell.role_id for change in changes.changed}
    if changed:
        rows = [column.role for column in columns if column.key in changed]
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, f"Skills in the grid: {counted(changes)}.")
        for role in rows:
            access.note_writer(request.user, role)


def _wants_json(request):
    return request.accepts("application/json") and not request.accepts("text/html")


def _saved(request, changes):
    messages.success(request, f"Skills saved: {counted(changes)}." if changes.changed else "Nothing had changed.")
    address = request.get_full_path()
    return JsonResponse({"saved": address}) if _wants_json(request) else HttpResponseRedirect(address)


def _reviewed(role_admin, request, sheet, sent, changes, evidence):
    review = {
        "roles": summaries(sheet, changes, *load_consequences(changes)),
        "needs_evidence": bool(changes.added),
        "counted": counted(changes),
        "problems": [_located(sheet, *item) for item in changes.problems.items()],
    }
    if not _wants_json(request):
        evidence = evidence if "_save" in request.POST else None
        return _page(role_admin, request, sheet, sent=sent, problems=changes.problems, review=review, evidence=evidence)
    return JsonResponse(
        {
            "problems": {key: problem._asdict() for key, problem in changes.problems.items()},
            "summary": render_to_string("admin/roles/role/grid_summary.html", review),
            "can_save": bool(changes.changed) and not changes.problems,
            "needs_evidence": bool(changes.added),
            "note_error": " ".join(evidence.errors.get("note", [])) if "_save" in request.POST else "",
        }
    )


def _located(sheet, key, problem):
    """Return what the summary says of a problem: where it is, and what."""
    role, skill = map(int, key.split("."))
    column, heading = sheet.column(role), sheet.headings.get(skill)
    place = f"{heading.name if heading else 'A deleted skill'}, {column.role if column else 'a deleted role'}"
    return {"key": key, "place": place, "message": problem.message, "theirs": problem.theirs}


def _page(role_admin, request, sheet, *, sent=None, problems=None, review=None, evidence=None, add=None):
    """Render the grid; with what an editor has written, where the form comes back."""
    site = role_admin.admin_site
    evidence = evidence or EvidenceForm(admin_site=site)
    add = add or AddForm(admin_site=site)
    written = {f"{role}.{skill}": cell.text for (role, skill), cell in (sent or {}).items() if cell.is_touched}
    context = site.each_context(request) | {
        "title": _title([column.role for column in sheet.columns]),
        "opts": role_admin.opts,
        "is_nav_sidebar_enabled": False,  # Columns need the room.
        "columns": sheet.columns,
        "at_large": {column.role.broader_id for column in sheet.columns},
        "may_change": any(column.may_change for column in sheet.columns),
        "rows": html.rows(sheet, written, problems or {}),
        "seen": _seen(sheet),
        "vocabulary": VOCABULARY,
        "needs": Need,
        "levels": Level,
        "review": review,
        "evidence": evidence,
        "add": add,
        "media": role_admin.media + evidence.media + add.media,
    }
    return TemplateResponse(request, "admin/roles/role/grid.html", context)


def _title(roles):
    return f"Skills of {roles[0]}" if len(roles) == 1 else f"Skills of {len(roles)} roles, side by side"


def _seen(sheet):
    """Return what the columns say now, as JSON: saving compares with it what is stored by then."""
    rows = sheet.stored.values()
    return json.dumps({f"{row.role_id}.{row.skill_id}": text(row.value) for row in rows if row.role_id in sheet.roles})
