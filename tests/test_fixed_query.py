"""Queries that are compiled once give what the queryset itself gives, to everybody, at any time."""

import gc
import threading
import weakref
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from roles.models import PayFigure, Role
from sources.fixed_query import FixedQuery

from .factories import make_family, make_pay_figure, make_role

THREADS = 8
# Django leaves out a condition that no value of the column can meet: a placeholder is one that the column can hold.
PLACEHOLDERS = (-101, 32002)


def roles_of(family, seniority):
    """Roles of a family or of a seniority; the published ones, with what is loaded beside them."""
    rows = Role.objects.published().filter(seniority__lte=seniority) | Role.objects.published().filter(family=family)
    return rows.select_related("family", "broader").order_by("-title")


@pytest.fixture
def query():
    return FixedQuery(roles_of, *PLACEHOLDERS)


def described(rows):
    return [
        (row.pk, row.title, row.known_only_by_relation, row.family.name, row.broader and row.broader.title)
        for row in rows
    ]


@pytest.fixture
def families(db):
    found = [make_family("one"), make_family("two")]
    for family in found:
        top = make_role(title=f"Top of {family.slug}", family=family)
        make_role(title=f"Level of {family.slug}", family=family, broader=top, seniority=2)
        make_role(title=f"Draft of {family.slug}", family=family, status="draft")
    return found


def test_rows_are_those_of_the_queryset_each_time_for_other_values(query, families):
    one, two = families
    values = [(one.pk, 0), (two.pk, 0), (one.pk, 3), (0, 1), (one.pk, 0)]

    given = [described(query.rows(*value)) for value in values]

    assert given == [described(roles_of(*value)) for value in values]
    assert [len(rows) for rows in given] == [2, 2, 3, 0, 2]


@pytest.mark.django_db
def test_values_are_those_of_a_list_of_values_in_their_python_types():
    figure = make_pay_figure(amount_from="127000.50")

    def amounts_of(role):
        return PayFigure.objects.filter(role=role).values_list("label", "amount_from", "role__known_only_by_relation")

    rows = FixedQuery(amounts_of, -101).rows(figure.role_id)

    # As text, because a boolean equals the number that a database may keep for it, and a decimal a float.
    assert repr(list(map(tuple, rows))) == repr([(figure.label, Decimal("127000.50"), False)])


def test_rows_take_one_query_with_what_is_loaded_beside_them(query, families, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            assert len(described(query.rows(families[0].pk, 0))) == 2


def test_sql_is_that_of_the_queryset_and_written_once(query, families):
    with CaptureQueriesContext(connection) as first:
        query.rows(families[0].pk, 0)
        list(roles_of(families[0].pk, 0))
    kept = query._compiled["default"]
    query.rows(families[1].pk, 0)

    fixed, own = (said["sql"] for said in first.captured_queries)
    assert fixed == own
    assert query._compiled == {"default": kept}


@pytest.mark.django_db
def test_value_may_be_that_of_another_parameter_or_constant_of_the_query():
    """Only placeholders are replaced, whatever the values: they are not searched for in what has been put in."""
    query = FixedQuery(lambda slug, title: Role.objects.filter(status="draft", slug=slug, title=title), "a-slug", "a-t")
    wanted = make_role("draft", title="draft", status="draft")
    swapped = make_role("a-t", title="a-slug", status="draft")

    found = [query.rows(*values) for values in (("draft", "draft"), ("a-t", "a-slug"), ("a-slug", "a-t"))]

    assert found == [[wanted], [swapped], []]


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 3)])
def test_as_many_values_as_placeholders(query, families, values):
    with pytest.raises(ValueError, match="zip"):
        query.rows(*values)


def test_no_row_is_kept(query, families):
    first = query.rows(families[0].pk, 0)
    first[0].title = "Changed"
    Role.objects.filter(pk=first[1].pk).update(title="Another")

    assert {row.title for row in query.rows(families[0].pk, 0)} == {"Another", Role.objects.get(pk=first[0].pk).title}


def test_rows_of_the_transaction_that_asks_are_seen(query, families):
    before = query.rows(families[0].pk, 0)
    with transaction.atomic():
        added = make_role(family=families[0])
        within = query.rows(families[0].pk, 0)
        transaction.set_rollback(True)

    assert (set(within), query.rows(families[0].pk, 0)) == ({*before, added}, before)


def at_once(work):
    """Do the work in all threads at once; return what each gave or raised."""
    start = threading.Barrier(THREADS)
    given = []

    def run():
        start.wait()
        try:
            given.append(work())
        except Exception as error:
            given.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
def test_threads_that_use_it_first_at_once_all_get_their_rows():
    family = make_family()
    roles = {make_role(family=family).pk for _ in range(3)}

    for _ in range(10):
        query = FixedQuery(roles_of, *PLACEHOLDERS)
        given = at_once(lambda query=query: {row.pk for row in query.rows(family.pk, 0)})
        assert given == [roles] * THREADS


@pytest.mark.django_db(transaction=True)
def test_connection_of_a_thread_ends_with_it():
    query = FixedQuery(roles_of, *PLACEHOLDERS)
    held = []

    def work():
        query.rows(0, 0)
        held.append(weakref.ref(connections["default"]))
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    gc.collect()

    assert [connection() for connection in held] == [None]


@pytest.mark.django_db(transaction=True)
def test_threads_at_once_get_the_rows_of_their_own_values():
    roles = [make_role(family=make_family()) for _ in range(THREADS)]
    query = FixedQuery(roles_of, *PLACEHOLDERS)
    numbers = iter(range(THREADS))

    def work():
        role = roles[next(numbers)]
        return all(query.rows(role.family_id, 0) == [role] for _ in range(20))

    assert at_once(work) == [True] * THREADS
