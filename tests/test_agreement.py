"""The rule of more than half, as laws."""

from hypothesis import given
from hypothesis import strategies as st

from sources.agreement import ranks, settle

readings = st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(1, 4)))
some_readings = st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(1, 4)), min_size=1)


def strongest(readings):
    """Return what each document says at most."""
    return {document: max(rank for d, rank in readings if d == document) for document, _ in readings}


def test_nothing_is_settled_without_readings():
    assert settle([]) is None


def test_one_reading_stands():
    assert settle([("A", 3)]) == 3


def test_middle_reading_stands():
    assert settle([("A", 1), ("B", 4), ("C", 3)]) == 3


def test_lower_reading_stands_where_documents_are_evenly_split():
    assert settle([("A", 1), ("B", 4)]) == 1


def test_document_counts_once_with_the_strongest_it_says():
    assert settle([("A", 1), ("A", 4), ("A", 1)]) == 4


def test_one_loud_document_does_not_outvote_two():
    assert settle([("A", 4), ("A", 4), ("A", 4), ("B", 1), ("C", 1)]) == 1


def test_readings_may_come_from_a_generator():
    readings = [("A", 1), ("B", 2)]

    assert (settle(iter(readings)), ranks(iter(readings))) == (1, [1, 2])


@given(readings, st.randoms(use_true_random=False))
def test_order_of_readings_is_irrelevant(readings, random):
    shuffled = random.sample(readings, len(readings))

    assert (settle(shuffled), ranks(shuffled)) == (settle(readings), ranks(readings))


@given(readings)
def test_saying_it_again_changes_nothing(readings):
    assert (settle(readings * 2), ranks(readings * 2)) == (settle(readings), ranks(readings))


@given(some_readings, st.data())
def test_saying_less_as_well_changes_nothing(readings, data):
    document, rank = data.draw(st.sampled_from(readings))
    weaker = (document, data.draw(st.integers(0, rank)))

    assert (settle([*readings, weaker]), ranks([*readings, weaker])) == (settle(readings), ranks(readings))


@given(some_readings)
def test_settled_rank_is_one_that_a_document_gives(readings):
    assert settle(readings) in strongest(readings).values()


@given(some_readings)
def test_settled_rank_lies_between_the_least_and_the_most(readings):
    given_ranks = strongest(readings).values()

    assert min(given_ranks) <= settle(readings) <= max(given_ranks)


@given(some_readings)
def test_more_than_half_of_the_documents_say_as_much_or_more(readings):
    given_ranks = strongest(readings).values()

    assert sum(rank >= settle(readings) for rank in given_ranks) * 2 > len(given_ranks)


@given(some_readings)
def test_no_higher_rank_has_more_than_half_of_the_documents(readings):
    given_ranks = strongest(readings).values()

    assert sum(rank > settle(readings) for rank in given_ranks) * 2 <= len(given_ranks)


@given(some_readings)
def test_another_document_that_agrees_changes_nothing(readings):
    assert settle([*readings, ("a new one", settle(readings))]) == settle(readings)


@given(some_readings, st.integers(0, 4))
def test_another_document_moves_the_settled_rank_towards_itself_or_not_at_all(readings, rank):
    settled = settle(readings)

    assert min(settled, rank) <= settle([*readings, ("a new one", rank)]) <= max(settled, rank)


@given(readings)
def test_ranks_are_the_strongest_reading_of_every_document_lowest_first(readings):
    assert ranks(readings) == sorted(strongest(readings).values())


def test_one_document_has_one_rank_and_equal_ranks_of_two_documents_both_stand():
    assert (ranks([("A", 1), ("A", 4)]), ranks([("A", 4), ("B", 2), ("C", 4)]), ranks([])) == ([4], [2, 4, 4], [])
