"""The pages on which editors export and import tables."""

from io import BytesIO

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from careers.content import own_rows

from .csv_files import csv_lines
from .errors import FileError
from .importing import RefusedError, import_sheet, outcome_of
from .pages import ImportPage, TableEntry, choices, column_help, entries
from .table import table_class
from .uploads import Upload, keep
from .workbooks import write_xlsx


@require_safe
def index(request):
    return _page(request, "index", "Import and export", entries=entries(request.user))


@require_safe
def export(request, label):
    entry = _entry(request, label, "may_export")
    found = choices(entry, _listed(request, entry))
    return _page(request, "export", f"Export {entry.name.lower()}", entry=entry, choices=found)


@require_safe
def download(request, label, form):
    """Send the rows that a list shows (`rows=listed`, with the list's own parameters), or the site's own."""
    entry = _entry(request, label, "may_export")
    queryset = _listed(request, entry) if request.GET.get("rows") == "listed" else own_rows(entry.model)
    lines = table_class(label)().lines(queryset)
    name = f"waymark-{slugify(entry.name)}.{form}"
    if form == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(csv_lines(lines), content_type="text/csv; charset=utf-8", headers=headers)
    file = BytesIO()
    try:
        write_xlsx(file, lines)
    except FileError as error:
        messages.error(request, str(error))
        return redirect(f"{entry.export_address}?{request.GET.urlencode()}")
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def _listed(request, entry):
    """Return the rows of the list of the admin as its parameters filter it."""
    model_admin = admin.site._registry.get(entry.model)
    if not model_admin:
        return own_rows(entry.model)
    request.GET = request.GET.copy()
    request.GET.pop("rows", None)
    try:
        return model_admin.get_changelist_instance(request).queryset
    except IncorrectLookupParameters as error:
        raise BadRequest("The list has no such filter.") from error


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, label):
    """Take a file, and show what importing it would do."""
    entry = _entry(request, label, "may_import")
    if request.method != "POST":
        return _choosing(request, entry)
    try:
        keep(request.user, label, request.FILES.get("file"))
    except FileError as error:
        return _choosing(request, entry, error)
    return redirect(entry.address("check"))


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, label):
    """Show what importing the file would do; do it, once somebody says so."""
    entry = _entry(request, label, "may_import")
    upload = Upload.objects.filter(editor=request.user, table=label).first()
    if not upload:
        return redirect(entry.import_address)
    try:
        if request.method == "POST":
            return _import(request, entry, upload)
        outcome = outcome_of(label, upload.sheet(), request.user)
    except FileError as error:
        return _choosing(request, entry, f"{upload.name}: {error}")
    return _checking(request, entry, upload, outcome)


def _import(request, entry, upload):
    message = f"Imported {entry.name.lower()} from {upload.name}"
    try:
        outcome = import_sheet(entry.label, upload.sheet(), request.user, request.POST.get("digest"), message)
    except RefusedError as error:
        messages.warning(request, "Nothing was imported: the content has changed since. Look at the difference again.")
        return _checking(request, entry, upload, error.outcome)
    upload.delete()
    messages.success(request, f"{entry.counted(len(outcome.new))} added, {len(outcome.changed)} changed.")
    return redirect(entry.list_address or "tables:index")


def _entry(request, label, permission):
    entry = TableEntry(label, request.user)
    if not getattr(entry, permission):
        raise PermissionDenied
    return entry


def _choosing(request, entry, error=""):
    context = {"entry": entry, "error": error, "columns": column_help(entry.label)}
    return _page(request, "import", f"Import {entry.name.lower()}", **context)


def _checking(request, entry, upload, outcome):
    context = {"entry": entry, "upload": upload, "page": ImportPage(outcome)}
    return _page(request, "check", f"Import {entry.name.lower()}", **context)


def _page(request, template, title, **context):
    limits = {
        "most_bytes": f"{settings.TABLES_MOST_BYTES / 1_000_000:g} MB",
        "most_rows": f"{settings.TABLES_MOST_ROWS:,}",
    }
    context = admin.site.each_context(request) | {"title": title} | limits | context
    return TemplateResponse(request, f"admin/tables/{template}.html", context)
