"""After a change of content, a page that would be made the same again is not made: and no other is taken for it."""

from collections import Counter
from contextlib import suppress
from itertools import chain, count

import pytest
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

from careers.caching.renewal import RENEWAL, Renewal, RenewalMiddleware
from careers.caching.wrapper import PageCache
from careers.databases.middleware import DatabasesMiddleware
from roles.models import Role
from skills.models import Skill
from sources.traces import Trace, tracing
from sources.watching import Outdated, is_content

from .factories import make_claim, make_duty, make_requirement, make_role, make_skill
from .readers import Reader
from .test_caching_site import PLENTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("connection_stays_open")]

# Twelve of the page of a role, and twelve of the index of all roles in memory, which knows who else asks for the same.
QUERIES = 24
ROOMS = ("roles", "skills", "sources")


@pytest.fixture
def read():
    return Reader(PageCache(WSGIHandler(), "release", PLENTY))


@pytest.fixture
def django():
    return Reader(WSGIHandler())


def test_a_change_elsewhere_makes_no_page_anew(read):
    make_requirement(role=make_role("baker"), skill=make_skill(), claims=[make_claim()])
    other = make_role("cook")
    page = read("/roles/baker/")
    etag = read.headers["ETag"]
    Role.objects.filter(pk=other.pk).update(title="Chef")

    assert (read("/roles/baker/"), read.how, read.headers["ETag"]) == (page, "renewed", etag)
    assert (read("/roles/baker/", if_none_match=etag), read.status, read.how) == (b"", 304, "revalidated")
    Role.objects.filter(slug="baker").update(title="Confectioner")
    assert (b"Confectioner" in read("/roles/baker/", if_none_match=etag), read.status, read.how) == (True, 200, "miss")
    assert read.headers["ETag"] != etag


@pytest.mark.parametrize("count", [1, 3])
def test_to_renew_a_page_takes_the_queries_of_making_it(read, count):
    role = make_role("baker")
    for _ in range(count):
        make_requirement(role=role, skill=make_skill(), claims=[make_claim()])
        make_duty(role=role, claims=[make_claim()])
    with CaptureQueriesContext(connection) as made:
        read("/roles/baker/")
    make_role("cook")
    with CaptureQueriesContext(connection) as renewed:
        read("/roles/baker/")

    assert (len(made), len(renewed), read.how) == (QUERIES, QUERIES, "renewed")


def test_a_page_that_shows_all_content_is_made_anew(read):
    make_role("baker", title="Baker")
    read("/roles/")
    make_role("cook", title="Cook")

    assert (b"Cook" in read("/roles/"), read.how) == (True, "miss")


def test_what_is_saved_before_a_page_is_sealed_is_on_the_page(read, monkeypatch):
    # A page of a skill asks the ORM, so that what it read is asked once more to be known by it.
    skill, seal, saved = make_skill("baking", description="Rye"), Trace.seal, []

    def seal_later(trace):
        if not saved:
            saved.append(Skill.objects.filter(pk=skill.pk).update(description="Wheat"))
        seal(trace)

    monkeypatch.setattr(Trace, "seal", seal_later)

    assert (b"Wheat" in read("/skills/baking/"), read.how, saved) == (True, "miss", [1])
    assert (b"Wheat" in read("/skills/baking/"), read.how) == (True, "hit")


def test_a_page_that_is_renewed_while_an_editor_saves_is_looked_at_again():
    role, known = make_role("baker", title="Baker"), []
    answer = WSGIHandler()

    def saved_meanwhile(environ, start_response):
        known.append(environ[RENEWAL].known)
        body = answer(environ, start_response)
        if len(known) == 2:
            Role.objects.filter(pk=role.pk).update(title="Confectioner")
        return body

    read = Reader(PageCache(saved_meanwhile, "release", PLENTY))
    read("/roles/baker/")
    make_role("cook")

    assert (b"Confectioner" in read("/roles/baker/"), read.how) == (True, "miss")
    assert [trace is None for trace in known] == [True, False, False]


class AlwaysSo:
    """A trace of what never changes."""

    size = 0

    def is_still_so(self):
        return True


def unchanging(environ, start_response):
    """An application whose page is right in every version of the content."""
    renewal = environ[RENEWAL]
    if renewal.known and renewal.known.is_still_so():
        start_response("304 Not Modified", [])
        return [b""]
    renewal.made = AlwaysSo()
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"Rye bread"]


def test_what_words_find_is_made_anew_while_the_search_lags_behind():
    version, at_hand = count(), []

    def application(environ, start_response):
        at_hand.append(environ[RENEWAL].known)
        return unchanging(environ, start_response)

    read = Reader(PageCache(application, "release", PLENTY, None, lambda: repr(version)))

    told = []
    for is_behind in (False, True, False):
        behind = [Outdated.objects.create(kind="role", object_id=1)] if is_behind else []
        told.append((read("/compare/?q=rye"), read.how, "ETag" in read.headers))
        Outdated.objects.filter(pk__in=[row.pk for row in behind]).delete()
        next(version)

    rye = b"Rye bread"
    assert told == [(rye, "miss", True), (rye, "miss", False), (rye, "renewed", True)]
    assert [known is None for known in at_hand] == [True, True, False]


def test_a_page_kept_before_that_does_not_settle_now_is_no_longer_for_everybody():
    versions, asked = count(), []

    def changing():
        return str(next(versions)) if asked else "first"

    read = Reader(PageCache(unchanging, "release", PLENTY, None, changing))
    read("/roles/")
    asked.append("from now on")

    assert (read("/roles/"), read.status, read.how) == (b"Rye bread", 200, "miss")
    assert (read.headers["Cache-Control"], "ETag" in read.headers) == ("private, no-cache", False)


def test_where_a_database_failed_and_another_is_asked_the_page_is_made(rf, monkeypatch):
    role = make_role("baker", title="Baker")
    failures = [HttpResponse(status=503)]

    def view(request):
        title = Role.objects.get().title
        return failures.pop() if failures else HttpResponse(title)

    monkeypatch.setattr("careers.databases.middleware.choose", lambda but=None: ("stamp", "default"))
    databases = DatabasesMiddleware.__new__(DatabasesMiddleware)
    databases.get_response = RenewalMiddleware(view)
    request = rf.get("/roles/baker/")
    with tracing() as known:
        view(request)
    known.seal()
    failures.append(HttpResponse(status=503))
    Role.objects.update(title="Confectioner")
    request.META[RENEWAL] = renewal = Renewal(known)

    assert databases._read(request).content == b"Confectioner"
    assert renewal.made.is_still_so()
    role.delete()
    assert not renewal.made.is_still_so()


@pytest.mark.parametrize("response", [HttpResponse(status=404), StreamingHttpResponse([b"Rye"])])
def test_what_is_not_kept_or_not_yet_made_has_no_trace(rf, django_assert_num_queries, response):
    request = rf.get("/")
    request.META[RENEWAL] = renewal = Renewal()

    with django_assert_num_queries(1):
        RenewalMiddleware(lambda request: [list(Role.objects.all()), response][1])(request)
    assert renewal.made is None


PAGES = [
    *("/roles/junior-backend-engineer/", "/roles/junior-backend-engineer.jsonld", "/roles/product-manager/"),
    *("/skills/api-design/", "/education/coding-bootcamp/", "/compare/junior-backend-engineer/backend-architect/"),
    *("/glossary/", "/sources/engineer-career-overview/", "/changes/?role=senior-backend-engineer", "/sitemap.xml"),
]


def _change(model):
    """Change whatever texts and numbers of a model's rows can be changed at once; return how many fields."""
    if model._meta.auto_created:
        return model.objects.all().delete()[0]
    changed = 0
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text or (isinstance(field, models.IntegerField) and not field.choices and not field.primary_key):
            more = Concat(F(field.name), Value("x")) if is_text else F(field.name) + 1
            with suppress(IntegrityError, DataError), transaction.atomic():
                changed += bool(model.objects.update(**{field.name: more}))
    return changed


@pytest.mark.any_database
@pytest.mark.usefixtures("content")
def test_whatever_text_or_number_is_changed_a_page_is_renewed_only_if_it_is_the_same(read, django):
    how, made = Counter(), PAGES
    for model in filter(is_content, chain(*(apps.get_app_config(room).get_models(True) for room in ROOMS))):
        for address in made:
            read(address)
        made = []
        with transaction.atomic():
            assert _change(model) or not model.objects.exists()
            for address in PAGES:
                assert (django(address), django.status) == (read(address), read.status), (model, address)
                how[address, read.how] += 1
                made += [address] if read.how == "miss" else []
            transaction.set_rollback(True)

    # Each of them has been both.
    assert {(address, told) for address in PAGES for told in ("renewed", "miss")} <= set(how)
