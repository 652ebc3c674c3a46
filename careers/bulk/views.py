"""What there is to take away: the page, the files, what changed since."""

import json
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path

from django.contrib.syndication.views import Feed
from django.http import FileResponse, Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.views.decorators.http import condition, require_safe

from careers.caching.release import release_digest
from sources.addresses import address

from .difference import changes, release_before
from .models import ContentRelease
from .page import DataPage
from .ranges import Part, range_of
from .releasing import folder_of
from .versions import LATEST, NoSuchVersion, find_release

_TYPES = {".gz": "application/gzip", ".json": "application/json", ".md": "text/markdown; charset=utf-8"}
# What is under a version never changes.
_FOR_GOOD = "public, max-age=31536000, immutable"
_ANYWHERE = "Access-Control-Allow-Origin"


def names_versions(view):
    """Let a view answer an unknown version with those that there are."""

    @require_safe
    @wraps(view)
    def answered(request, **named):
        try:
            return view(request, **named)
        except NoSuchVersion as error:
            return no_such_version(request, error)

    return answered


def no_such_version(request, error):
    return render(request, "careers/no_such_version.html", {"said": str(error)}, status=404)


# Of the site's own code, which is the same as long as a process lives.
_code = cache(release_digest)


def _newest_etag(request, *_):
    """Return the ETag of what is made of releases: another one after each, and after each update of the site."""
    newest = ContentRelease.objects.values_list("version", "digest").first()
    made_of = f"{_code()} {newest} {request.scheme} {request.get_host()}"
    return f'W/"{blake2b(made_of.encode(), digest_size=16).hexdigest()}"'


by_newest_release = condition(etag_func=_newest_etag)


@require_safe
@by_newest_release
def data(request):
    newest = ContentRelease.objects.first()
    return render(request, "careers/data.html", {"page": DataPage(newest) if newest else None})


@names_versions
def data_of_version(request, version):
    if version == LATEST:
        return redirect("data")
    return render(request, "careers/data.html", {"page": DataPage(find_release(version))})


@names_versions
def download(request, version, name):
    release = find_release(version)
    if version == LATEST:
        return _answered(redirect("data-file", release.version, name))
    file = next((file for file in release.files if file["name"] == name), None)
    if file is None:
        raise Http404(f"Version {release.version} has no file “{name[:80]}”; /data/ lists those that there are.")
    etag = f'"{file["sha256"]}"'
    response = get_conditional_response(request, etag) or _file(request, folder_of(release) / name, etag)
    if response.status_code in (200, 206, 304):
        response["ETag"], response["Cache-Control"] = etag, _FOR_GOOD
    return _answered(response)


def _answered(response):
    response[_ANYWHERE] = "*"
    return response


def _file(request, path, etag):
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Http404("The files of this version are not on this server; those of the newest are.") from None
    size = path.stat().st_size
    try:
        part = range_of(request.headers.get("Range", ""), size) if _is_fresh(request, etag) else None
    except ValueError as error:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": str(error)})
    begin, end = part or (0, size - 1)
    content = Part(file, begin, end - begin + 1) if part else file
    response = FileResponse(content, as_attachment=True, filename=path.name, status=206 if part else 200)
    response["Content-Type"] = _TYPES.get(Path(path).suffix, "text/plain; charset=utf-8")
    response["Content-Length"], response["Accept-Ranges"] = str(end - begin + 1), "bytes"
    if part:
        response["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return response


def _is_fresh(request, etag):
    """Tell whether the part that is asked for goes with the one that somebody has."""
    return request.headers.get("If-Range", etag) == etag


@require_safe
def changes_since(request):
    try:
        before, newest = release_before(request.GET.get("since")), find_release(LATEST)
    except (ValueError, NoSuchVersion) as error:
        return _answered(_problem(400 if isinstance(error, ValueError) else 404, str(error)))
    return _answered(_changes(request, before, newest))


@by_newest_release
def _changes(request, before, newest):
    lines = (json.dumps(change, ensure_ascii=False) + "\n" for change in changes(before, newest))
    return StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")


def _problem(status, detail):
    """Return an error that programs can read (RFC 9457)."""
    told = {"title": "Not understood" if status == 400 else "Not found", "status": status, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json")


class ReleasesFeed(Feed):
    """The newest releases, to be told of them."""

    feed_type = Atom1Feed
    title = "Waymark: releases of the content"
    subtitle = "Each with how much was added, changed and is gone since the one before."
    item_guid_is_permalink = False

    def get_object(self, request):
        return request.get_host()

    def link(self):
        return address("data")

    def items(self, host):
        return [(host, release) for release in ContentRelease.objects.all()[:50]]

    def item_title(self, entry):
        return f"Version {entry[1]}"

    def item_description(self, entry):
        changed = entry[1].counts["changes"]
        return ", ".join(f"{changed[name]:,} {name}" for name in ("added", "changed", "gone"))

    def item_link(self, entry):
        return address("data-version", entry[1].version)

    def item_guid(self, entry):
        host, release = entry
        return get_tag_uri(f"//{host}{self.item_link(entry)}", release.released_at)

    def item_pubdate(self, entry):
        return entry[1].released_at

    item_updateddate = item_pubdate
