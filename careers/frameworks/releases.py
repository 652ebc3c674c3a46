"""What each framework is called and asks for, and its releases as documents."""

import re
from dataclasses import dataclass

from django.db.models import Max
from django.utils.text import slugify

from sources.collection import Collection
from sources.models import Document, DocumentKind

from .slugs import cut


@dataclass(frozen=True)
class Framework:
    """A public framework: its collection, and what is the same of all its releases."""

    slug: str
    name: str
    short_name: str
    description: str
    licence: str
    attribution: str
    url: str
    position: int
    publisher: str
    speaks_of: str
    summary: str


FRAMEWORKS = {
    framework.slug: framework
    for framework in (
        Framework(
            slug="onet",
            name="O*NET, the Occupational Information Network",
            short_name="O*NET",
            description=(
                "Occupations of the United States. Importance and level of skills and knowledge are averages of what "
                "workers and analysts answered on scales of 1 to 5 and 0 to 7; tasks are marked as core or "
                "supplemental. Occupations that gather what is left over have little or nothing behind them."
            ),
            licence="CC BY 4.0",
            attribution=(
                "This page includes information from the O*NET {release} Database by the U.S. Department of Labor, "
                "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a "
                "trademark of USDOL/ETA. Waymark has modified all or some of this information. USDOL/ETA has not "
                "approved, endorsed, or tested these modifications."
            ),
            url="https://www.onetcenter.org/database.html",
            position=1,
            publisher="U.S. Department of Labor, Employment and Training Administration",
            speaks_of="occupations of the United States",
            summary=(
                "A release of the occupational database of the United States, taken in whole. Its figures come from "
                "surveys of workers and from analysts; our needs and levels are translated from them."
            ),
        ),
        Framework(
            slug="esco",
            name="ESCO, the European classification of Skills, Competences, Qualifications and Occupations",
            short_name="ESCO",
            description=(
                "Occupations and skills as the European Union classifies them. A skill is essential or optional for "
                "an occupation; the classification has no levels and no seniority."
            ),
            licence="Reuse under Commission Decision 2011/833/EU",
            attribution=(
                "This service uses the ESCO classification of the European Commission ({release}). "
                "Waymark has modified it."
            ),
            url="https://esco.ec.europa.eu/",
            position=2,
            publisher="European Commission",
            speaks_of="occupations and skills of the European labour market",
            summary=(
                "A release of the European classification, taken in whole. It says which skills are essential or "
                "optional for an occupation, and nothing of levels."
            ),
        ),
        Framework(
            slug="ddat",
            name="Government Digital and Data Profession Capability Framework",
            short_name="UK Digital and Data",
            description=(
                "Roles of the digital and data profession in the government of the United Kingdom, level by level. "
                "Each level asks for skills at awareness, working, practitioner or expert. The order of the levels "
                "of a role is ours."
            ),
            licence="Open Government Licence v3.0",
            attribution=(
                "Contains public sector information licensed under the Open Government Licence v3.0 ({release}). "
                "Waymark has modified it."
            ),
            url="https://ddat-capability-framework.service.gov.uk/",
            position=3,
            publisher="UK Government",
            speaks_of="digital and data roles in the UK government",
            summary=(
                "A release of the framework of digital and data roles, taken in whole. It says which skills each "
                "level of a role asks for, and at which of four levels."
            ),
        ),
    )
}


def ensure_collection(slug):
    """Make the collection of a framework where it is missing; one that is there stays as editors made it."""
    framework = FRAMEWORKS[slug]
    names = ("name", "short_name", "description", "licence", "attribution", "url", "position")
    return Collection.objects.get_or_create(slug=slug, defaults={name: getattr(framework, name) for name in names})[0]


def present_release(collection, version):
    """Return the document of a release that has been imported before, or None."""
    return Document.objects.filter(collection=collection, version=version).first()


def ensure_release(release):
    """Return the document of a release, made where it is missing; it stands after the others."""
    document = present_release(release.collection, release.version)
    return document or _make_document(FRAMEWORKS[release.collection], release)


def _make_document(framework, release):
    return Document.objects.create(
        slug=_free_slug(f"{release.collection}-{release.version}"),
        title=release.title,
        short_title=f"{framework.short_name} {release.version}",
        kind=DocumentKind.FRAMEWORK,
        collection_id=release.collection,
        version=release.version,
        licence=framework.licence,
        attribution=framework.publisher,
        speaks_of=framework.speaks_of,
        summary=framework.summary,
        url=framework.url,
        position=(Document.objects.aggregate(last=Max("position"))["last"] or 0) + 1,
    )


def _free_slug(text):
    slug = cut(slugify(text.replace(".", "-")), 70)
    used = set(Document.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, len(used) + 3))) if name not in used)


def newer_releases(collection, version):
    """Return the versions of a collection that have been imported and are newer than this one, newest first."""
    versions = Document.objects.filter(collection=collection).values_list("version", flat=True)
    return sorted((other for other in versions if _order(other) > _order(version)), key=_order, reverse=True)


def _order(version):
    """Return the numbers of a version, for comparing: “1.2.0” is “1.2”."""
    numbers = [int(number) for number in re.findall(r"\d+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
