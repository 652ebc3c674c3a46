"""Under which licence what of the content may be used, as the files say it."""

from careers.linked.licences import KNOWN
from sources.collection import Collection
from sources.library import newest_releases

# What says of all licences what is known of them.
FILE = "LICENCES.md"
NAMES = ("collection", "title", "version", "licence", "attribution", "url")
NOT_STATED = "not stated"


def notices():
    """Return what each collection asks for, as plain values, in order of the collections; two queries at most."""
    newest = {release.collection_id: release for release in newest_releases()}
    return [_notice(collection, newest.get(collection.slug)) for collection in Collection.objects.all()]


def _notice(collection, release):
    return {
        "collection": collection.slug,
        "title": collection.name,
        "version": release.version if release else "",
        "licence": collection.licence,
        "attribution": release.notice if release else collection.attribution,
        "url": collection.url,
    }


def licences_of(notices):
    """Return the licences of a data package, each with its name or its path; those that are not stated are left out."""
    found = [_licence(notice) for notice in notices if notice["licence"]]
    return [licence for place, licence in enumerate(found) if licence not in found[:place]]


def _licence(notice):
    name, path = KNOWN.get(notice["licence"], ("", FILE))
    told = {"name": name, "path": path, "title": notice["licence"]}
    return {key: value for key, value in told.items() if value}


def as_markdown(version, notices):
    """Return the file that goes with the others."""
    lines = [
        f"# Licences of Waymark's content, version {version}",
        "",
        "Each row names its collection; what that asks for holds for the row.",
        "",
    ]
    for notice in notices:
        name = " ".join(filter(None, [notice["title"], notice["version"]]))
        lines += [f"## {name} (`{notice['collection']}`)", "", f"Licence: {notice['licence'] or NOT_STATED}.", ""]
        lines += [line for text in (notice["attribution"], notice["url"]) if text for line in (text, "")]
    return "\n".join(lines)
