"""The cache before the site: whatever is changed, the next page of any process is what Django would answer."""

from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.caching import addresses
from careers.caching.addresses import address_of
from careers.caching.wrapper import PageCache
from roles.models import Role
from sources.history import change
from sources.history.models import ChangedRow
from sources.publication import Status
from sources.search import index
from sources.watching import Outdated, content_stamp

from .factories import make_claim, make_requirement, make_role, make_skill
from .kinds_of_page import KINDS
from .readers import Reader, request_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("connection_stays_open")]
PLENTY = 10_000_000


@pytest.fixture
def django():
    return Reader(WSGIHandler())


@pytest.fixture
def read():
    return Reader(PageCache(WSGIHandler(), "release", PLENTY))


@contextmanager
def parameters_read():
    """Gather the names that views read of queries."""
    names, patched = set(), pytest.MonkeyPatch()
    for method in ("get", "getlist", "__getitem__", "__contains__"):
        told = getattr(QueryDict, method)
        patched.setattr(
            QueryDict, method, lambda self, name, *rest, told=told: names.add(name) or told(self, name, *rest)
        )
    try:
        yield names
    finally:
        patched.undo()


PUBLIC_KINDS = [address for address in KINDS.values() if address_of(request_for(address)) is not None]


@pytest.mark.parametrize("address", PUBLIC_KINDS)
def test_every_page_is_kept_and_is_what_django_answers(content, django, read, address):
    # So that the search has followed the content.
    django("/search/?q=a")
    with parameters_read() as names:
        fresh = django(address)

    assert (read(address), read(address), read.status) == (fresh, fresh, django.status)
    assert read.how == ("hit" if django.status == 200 else "miss")
    path = address.partition("?")[0]
    assert names <= {*addresses._parameters_of(path), "_method"}


class Others:
    """What processes share, without Redis."""

    def __init__(self):
        self._kept = {}

    def get(self, address, stamp):
        return self._kept.get((address, stamp))

    def put(self, address, stamp, answer):
        self._kept[address, stamp] = answer


def publish_or_hide(role):
    role.status = Status.PUBLISHED if role.status == Status.DRAFT else Status.DRAFT
    role.save()


def rename(role):
    role.title += " and more"
    role.save()


def move(role):
    role.slug += "-more"
    role.save()


def ask_for_a_skill(role):
    make_requirement(role=role, skill=make_skill(), claims=[make_claim()])


def break_off(role):
    with transaction.atomic():
        rename(role)
        transaction.set_rollback(True)


def in_a_change(role):
    with change(None, "As bakers said"):
        rename(role)


WRITES = [publish_or_hide, rename, move, ask_for_a_skill, break_off, in_a_change, Role.delete]
PAGES = [
    *("/", "/roles/", "/roles/?q=baker", "/roles/baker/", "/roles/baker-more/", "/skills/", "/search/?q=baker"),
    *("/changes/", "/changes/feed.atom", "/compare/baker/cook/", "/map/", "/sitemap.xml"),
]
some_pages = st.lists(st.sampled_from(PAGES), min_size=2, max_size=4, unique=True)
writes = st.lists(st.tuples(st.sampled_from(WRITES), st.sampled_from(["baker", "cook"])), min_size=1, max_size=6)


@settings(max_examples=25)
@given(some_pages, writes, st.randoms())
def test_whatever_is_written_the_next_page_of_each_process_is_a_fresh_one(pages, writes, random):
    others = Others()
    processes = [Reader(PageCache(WSGIHandler(), "release", PLENTY, others)) for _ in range(2)]
    django = Reader(WSGIHandler())
    with transaction.atomic():
        # An empty feed says that it is of this very moment.
        in_a_change(make_role("miller"))
        roles = {slug: make_role(slug) for slug in ("baker", "cook")}
        for write, slug in [(lambda role: None, "baker"), *writes]:
            if roles[slug].pk:
                write(roles[slug])
            # Whoever is asked first makes the page for both.
            random.shuffle(processes)
            for page in pages:
                fresh = django(page)
                for read in processes:
                    assert (read(page), read.status) == (fresh, django.status)
        transaction.set_rollback(True)


def test_a_draft_is_in_no_page_whoever_wrote_it(read, client, admin_user):
    make_role("baker", title="Secret baker", status=Status.DRAFT)
    client.force_login(admin_user)
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())

    for asked in ({"cookie": cookies}, {}):
        for address in ("/roles/", "/roles/?q=secret", "/search/?q=secret", "/sitemap.xml"):
            assert b"Secret baker" not in read(address, **asked)
        read("/roles/baker/", **asked)
        assert read.status == 404


def test_a_search_whose_index_lags_behind_is_not_kept(read, monkeypatch):
    make_role("baker", title="Baker")
    with monkeypatch.context() as patched:
        patched.setattr(index, "refresh", lambda **_: 0)
        assert b"/roles/baker/" not in read("/search/?q=baker")
        assert (Outdated.objects.exists(), "ETag" in read.headers) == (True, False)

    # The first brings the index up to date, the second finds it so.
    assert [(b"/roles/baker/" in read("/search/?q=baker"), read.how) for _ in range(3)] == [
        (True, "miss"), (True, "miss"), (True, "hit")
    ]  # fmt: skip


def test_what_readers_see_of_the_history_is_part_of_the_version():
    with change(None, "As bakers said"):
        make_role("baker")
    before = content_stamp()

    ChangedRow.objects.update(is_public=False)

    assert content_stamp() != before
