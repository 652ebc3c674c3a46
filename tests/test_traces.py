"""What something was made from: a trace tells whether it would be made the same again."""

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Role
from sources import traces
from sources.fixed_query import FixedQuery
from sources.traces import Trace, answer_of, tracing
from sources.watching import content_stamp

from .factories import make_claim, make_role

pytestmark = pytest.mark.django_db

SLUGS = ["baker", "cook", "miller"]
QUERY = FixedQuery(lambda slug: Role.objects.filter(slug=slug).select_related("broader"), "a-slug")
QUESTIONS = {
    "titles": lambda: list(Role.objects.filter(slug__in=SLUGS).order_by("slug").values_list("title", flat=True)),
    "how many": lambda: Role.objects.filter(title__contains="%s").count(),
    "whether": lambda: Role.objects.filter(slug="cook").exists(),
    "compiled once": lambda: [(role.title, role.summary) for role in QUERY.rows("miller")],
    "in memory": lambda: answer_of(longest_titles, 2),
}


def longest_titles(most):
    """As if from an index of all content: what is asked for the index is not part of the answer."""
    content_stamp()
    return sorted(Role.objects.values_list("title", flat=True), key=len)[-most:]


# Whole titles, so that changes are undone as often as not.
writes = st.lists(st.tuples(st.sampled_from(SLUGS), st.sampled_from(["Baker", "Baker %s", ""])), max_size=4)


@given(st.sets(st.sampled_from(sorted(QUESTIONS)), min_size=1), writes, writes)
def test_it_is_still_so_exactly_if_all_answers_are_the_same(asked, before, after):
    def write(changes):
        for slug, title in changes:
            if title:
                Role.objects.filter(slug=slug).update(title=title)
            else:
                Role.objects.filter(slug=slug).delete()

    Role.objects.all().delete()
    for slug in SLUGS:
        make_role(slug, title="Baker")
    write(before)
    questions = [QUESTIONS[name] for name in sorted(asked)]
    with tracing() as trace:
        answers = [ask() for ask in questions]
    trace.seal()
    assert (trace.is_whole, trace.is_still_so()) == (True, True)

    write(after)

    assert trace.is_still_so() == (answers == [ask() for ask in questions])


def named():
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM roles_role WHERE slug = %(slug)s", {"slug": "baker"})


@pytest.mark.parametrize(
    "ask",
    [content_stamp, lambda: Role.objects.update(title=F("title")), named],
    ids=["of all content", "writing", "by names"],
)
def test_of_what_cannot_be_asked_again_nothing_is_known(ask):
    with tracing() as trace:
        ask()
        list(Role.objects.all())
    trace.seal()

    assert (trace.is_whole, trace.is_still_so(), trace.size) == (False, False, 0)


@pytest.mark.parametrize(
    ("sql", "only_reads"),
    [
        ("SELECT title, updated_at FROM roles_role", True),
        ("WITH RECURSIVE up AS (SELECT 1) SELECT * FROM up", True),
        ("WITH gone AS (DELETE FROM sources_outdated RETURNING id) SELECT * FROM gone", False),
        ("SELECT set_config('enable_seqscan', 'off', true)", False),
        ("SELECT pg_advisory_xact_lock(1)", False),
        ("SAVEPOINT one", False),
    ],
)
def test_what_begins_as_if_it_only_read_may_write(sql, only_reads):
    assert traces._only_reads(sql) == only_reads


def test_an_answer_that_cannot_be_told_is_never_the_same():
    trace = Trace()
    trace.note(lambda: [(memoryview(b"rye"),)])
    trace.seal()

    assert (trace.is_whole, trace.is_still_so()) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_to_seal_asks_only_for_answers_that_nobody_has_given(django_assert_num_queries, count):
    for slug in SLUGS[:count]:
        make_role(slug)
    with tracing() as trace:
        for slug in SLUGS[:count]:
            QUERY.rows(slug)
        answer_of(longest_titles, 2)
        list(Role.objects.filter(slug__in=SLUGS))

    with django_assert_num_queries(1):
        trace.seal()
    with django_assert_num_queries(count + 3):
        assert trace.is_still_so()


def test_what_is_asked_before_and_after_is_not_noted():
    list(Role.objects.all())
    with tracing() as trace:
        pass
    answer_of(longest_titles, 2)
    QUERY.rows("baker")
    make_claim()
    trace.seal()

    assert (trace.is_still_so(), trace.size, traces._current.get()) == (True, 0, None)


def test_who_else_watches_queries_from_then_on_goes_on_doing_so():
    def another(execute, *given):
        return execute(*given)

    before = list(connection.execute_wrappers)
    with tracing():
        # As when a connection is opened.
        connection.execute_wrappers.append(another)
    watching = list(connection.execute_wrappers)
    connection.execute_wrappers[:] = before

    assert watching == [*before, another]


def test_it_is_as_large_as_what_it_holds_and_shares_its_texts():
    def trace(*slugs):
        with tracing() as trace:
            list(Role.objects.filter(slug__in=slugs))
        return trace

    one, other, three = trace("a"), trace("b"), trace("a", "b", "c")

    assert 0 < one.size == other.size < three.size
    assert one._asked[0].given[0] is other._asked[0].given[0]
