"""Where stations and lines of the career map stand, as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.career_map import layers
from careers.career_map.heights import STATION_HEIGHT
from careers.career_map.labels import places
from careers.career_map.layout import LABEL_HEIGHT, LABEL_WIDTH, CareerMap, Line, Station, lay_out
from careers.career_map.paths import rounded
from careers.career_map.tracks import Turn, tracks
from careers.career_map.widths import STATION_WIDTH

LANES = ["backend", "data", "management"]


@st.composite
def graphs(draw):
    """Return stations in any cells and lines between any two of them, in circles, back and sideways too."""
    cells = draw(st.lists(st.tuples(st.sampled_from([None, 1, 2, 3, 4]), st.sampled_from(LANES)), max_size=14))
    stations = [Station(number, column, lane, "AB"[number % 2]) for number, (column, lane) in enumerate(cells)]
    if len(stations) < 2:
        return stations, []
    keys = st.integers(0, len(stations) - 1)
    pairs = st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1])
    lines = st.builds(lambda pair, kind: Line(*pair, kind), pairs, st.sampled_from(["promotion", "entry"]))
    return stations, draw(st.lists(lines, max_size=25))


def pieces(routed):
    return list(zip(routed.points, routed.points[1:], strict=False))


def box(placed):
    return placed.x, placed.y, placed.x + placed.width, placed.y + placed.height


def meets(one, other):
    """Tell whether two boxes (left, top, right, bottom) have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def span(piece):
    """Return the box around a piece of a line; it is flat."""
    (x, y), (other_x, other_y) = piece
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def label_box(routed):
    x, y = routed.label
    return x - LABEL_WIDTH / 2, y - LABEL_HEIGHT / 2, x + LABEL_WIDTH / 2, y + LABEL_HEIGHT / 2


def on_edge(point, placed):
    left, top, right, bottom = box(placed)
    x, y = point
    return (x in (left, right) and top < y < bottom) or (y in (top, bottom) and left < x < right)


def placed_by_key(career_map):
    return {placed.station.key: placed for placed in career_map.stations}


def one_line(*cells, origin=0, target=1):
    """Return the map of stations in these cells, with one line."""
    stations = [Station(number, *cell, str(number)) for number, cell in enumerate(cells)]
    return lay_out(stations, [Line(origin, target)], LANES)


def test_map_of_nothing_is_empty():
    assert lay_out([], [], LANES) == CareerMap((), (), (), (), 0, 0)


def test_step_to_the_next_level_is_one_straight_line_from_middle_to_middle():
    career_map = one_line((1, "backend"), (2, "backend"))
    first, second = career_map.stations
    middle = first.y + STATION_HEIGHT / 2

    assert career_map.lines[0].points == ((first.x + STATION_WIDTH, middle), (second.x, middle))


def test_step_over_an_empty_cell_is_straight_and_one_over_a_station_goes_around():
    over_nothing = one_line((1, "backend"), (3, "backend"), (2, "data"))
    over_station = one_line((1, "backend"), (3, "backend"), (2, "backend"))

    assert [len(career_map.lines[0].points) for career_map in (over_nothing, over_station)] == [2, 6]


def test_step_to_the_next_station_of_a_column_leads_straight_down_or_up():
    down = one_line((2, "backend"), (2, "data"))
    up = one_line((2, "backend"), (2, "data"), origin=1, target=0)
    upper, lower = down.stations
    middle = upper.x + STATION_WIDTH / 2
    points = ((middle, upper.y + STATION_HEIGHT), (middle, lower.y))

    assert (down.lines[0].points, up.lines[0].points) == (points, points[::-1])


def test_step_past_a_station_of_its_column_leaves_to_the_right_and_comes_back():
    career_map = one_line((2, "backend"), (2, "management"), (2, "data"))
    first, _, last = career_map.stations
    points = career_map.lines[0].points

    assert (len(points), points[0][0], points[-1][0]) == (4, first.x + STATION_WIDTH, last.x + STATION_WIDTH)


def test_step_back_leaves_to_the_left():
    career_map = one_line((1, "backend"), (2, "backend"), origin=1, target=0)
    first, second = career_map.stations

    assert [x for x, _ in career_map.lines[0].points] == [second.x, first.x + STATION_WIDTH]


def test_column_without_a_level_stands_first_where_people_come_from_it_and_last_where_they_go_to_it():
    entry = one_line((None, "backend"), (1, "backend"))
    exit_ = one_line((None, "backend"), (1, "backend"), origin=1, target=0)

    assert [[column.level for column in career_map.columns] for career_map in (entry, exit_)] == [[None, 1], [1, None]]


def test_lanes_come_as_asked_and_empty_ones_are_left_out():
    career_map = lay_out([Station("A", 1, "management"), Station("B", 3, "backend")], [], LANES)

    assert [lane.key for lane in career_map.lanes] == ["backend", "management"]


def test_lines_that_need_not_cross_do_not():
    stations = [Station(f"{level}{name}", level, "backend", name) for level in (1, 2) for name in "ABCD"]
    lines = [Line("1A", "2D"), Line("1B", "2C"), Line("1C", "2B"), Line("1D", "2A")]
    cells = [(station.column - 1, 0) for station in stations]
    given_layers = layers.layer(cells, [(0, 7), (1, 6), (2, 5), (3, 4)])
    counts = [layers.crossings(given_layers, order(given_layers)) for order in (layers.as_given, layers.untangled)]

    assert counts == [6, 0]
    assert [len(routed.points) for routed in lay_out(stations, lines, LANES).lines] == [2, 2, 2, 2]


def test_sweep_that_tangles_lines_is_not_kept():
    given_layers = layers.layer([(0, 1), (1, 0), (2, 1), (2, 1)], [(2, 1), (3, 0), (3, 2)])

    assert layers.untangled(given_layers) == layers.as_given(given_layers)


@pytest.mark.parametrize("line", [Line("A", "A"), Line("A", "nowhere"), Line("nowhere", "A")])
def test_line_to_itself_or_to_no_station_is_refused(line):
    with pytest.raises(ValueError, match="from one station of the map to another"):
        lay_out([Station("A", 1, "backend")], [line], LANES)


def test_station_in_no_lane_is_refused():
    with pytest.raises(ValueError, match=r"lanes that the map does not have: .*law"):
        lay_out([Station("A", 1, "law")], [], LANES)


def test_path_has_its_corners_rounded_as_far_as_its_pieces_allow():
    points = [(0, 0), (40, 0), (40, 8), (80, 8)]

    assert rounded(points, radius=10) == "M0,0L36,0Q40,0 40,4L40,4Q40,8 44,8L80,8"


def test_labels_of_lines_side_by_side_keep_clear_of_each_other():
    lines = [((x, 0), (x, 100)) for x in (0, 10)]

    assert places(lines, width=50, height=20) == [(0, 50), (10, 25)]


def test_label_stands_in_the_middle_of_the_longest_piece_that_has_room_for_it():
    assert places([((0, 0), (40, 0), (40, 30), (140, 30))], width=50, height=20) == [(90, 30)]
    assert places([((0, 0), (40, 0), (40, 30), (80, 30))], width=50, height=20) == [(40, 15)]


def test_turns_share_a_track_only_where_they_are_apart():
    turns = [Turn("A", 1, 0, 10), Turn("B", 1, 12, 20), Turn("C", 1, 40, 50)]

    assert tracks(turns, apart=5) == {"C": 0, "B": 0, "A": 1}


@given(graphs())
def test_stations_never_overlap(graph):
    placed = lay_out(*graph, LANES).stations

    assert not [(one, other) for one in placed for other in placed if one is not other and meets(box(one), box(other))]


@given(graphs())
def test_each_station_stands_once_in_its_column_and_its_lane(graph):
    career_map = lay_out(*graph, LANES)
    columns = {column.level: column for column in career_map.columns}
    lanes = {lane.key: lane for lane in career_map.lanes}
    for placed in career_map.stations:
        column, lane = columns[placed.station.column], lanes[placed.station.lane]
        assert (placed.x, placed.width) == (column.x, column.width)
        assert lane.y < placed.y < placed.y + placed.height < lane.y + lane.height
    assert {placed.station for placed in career_map.stations} == set(graph[0])
    assert len(career_map.stations) == len(graph[0])


@given(graphs())
def test_columns_and_lanes_follow_each_other_without_overlapping(graph):
    career_map = lay_out(*graph, LANES)
    columns = [edge for column in career_map.columns for edge in (column.x, column.x + column.width)]
    lanes = [edge for lane in career_map.lanes for edge in (lane.y, lane.y + lane.height)]

    assert (columns, lanes) == (sorted(columns), sorted(lanes))


@given(graphs())
def test_no_line_crosses_a_station(graph):
    career_map = lay_out(*graph, LANES)
    crossed = [
        (routed.line, placed.station)
        for routed in career_map.lines
        for piece in pieces(routed)
        for placed in career_map.stations
        if meets(span(piece), box(placed))
    ]

    assert crossed == []


@given(graphs())
def test_every_line_leads_from_the_edge_of_its_origin_to_that_of_its_target(graph):
    career_map = lay_out(*graph, LANES)
    placed = placed_by_key(career_map)

    assert {routed.line for routed in career_map.lines} == set(graph[1])
    for routed in career_map.lines:
        assert on_edge(routed.points[0], placed[routed.line.origin])
        assert on_edge(routed.points[-1], placed[routed.line.target])


@given(graphs())
def test_every_piece_of_a_line_is_level_or_upright(graph):
    for routed in lay_out(*graph, LANES).lines:
        for (x, y), (other_x, other_y) in pieces(routed):
            assert (x == other_x) != (y == other_y)


@given(graphs())
def test_no_line_lies_on_another(graph):
    spans = [(routed, span(piece)) for routed in lay_out(*graph, LANES).lines for piece in pieces(routed)]
    for routed, (left, top, right, bottom) in spans:
        for other, (other_left, other_top, other_right, other_bottom) in spans:
            if routed is not other:
                assert not (top == bottom == other_top == other_bottom and left < other_right and other_left < right)
                assert not (left == right == other_left == other_right and top < other_bottom and other_top < bottom)


@given(graphs())
def test_labels_stand_on_their_line_and_cover_no_station(graph):
    career_map = lay_out(*graph, LANES)
    for routed in career_map.lines:
        left, top, right, bottom = label_box(routed)
        x, y = routed.label
        assert any(a <= x <= c and b <= y <= d for a, b, c, d in map(span, pieces(routed)))
        assert not [placed for placed in career_map.stations if meets((left, top, right, bottom), box(placed))]


@given(graphs())
def test_everything_stands_within_the_map(graph):
    career_map = lay_out(*graph, LANES)
    boxes = [
        *map(box, career_map.stations),
        *map(label_box, career_map.lines),
        *(span(piece) for routed in career_map.lines for piece in pieces(routed)),
    ]
    for left, top, right, bottom in boxes:
        assert 0 <= left <= right <= career_map.width
        assert 0 <= top <= bottom <= career_map.height


@given(graphs(), st.randoms(use_true_random=False))
def test_order_of_stations_and_lines_is_irrelevant_and_so_is_saying_a_line_twice(graph, random):
    stations, lines = graph
    shuffled = random.sample(stations, len(stations)), random.sample(lines * 2, len(lines) * 2)

    assert lay_out(*shuffled, LANES) == lay_out(stations, lines, LANES)


@given(graphs())
def test_order_that_is_chosen_never_crosses_more_than_the_one_given(graph):
    stations, lines = graph
    cells = [(station.column or 0, LANES.index(station.lane)) for station in stations]
    given_layers = layers.layer(cells, [(line.origin, line.target) for line in lines])

    chosen, before = (
        layers.crossings(given_layers, order(given_layers)) for order in (layers.untangled, layers.as_given)
    )

    assert chosen <= before


@given(graphs())
def test_order_that_is_chosen_keeps_every_node_in_its_column_and_lanes_in_order(graph):
    stations, lines = graph
    cells = [(station.column or 0, LANES.index(station.lane)) for station in stations]
    given_layers = layers.layer(cells, [(line.origin, line.target) for line in lines])
    chosen = layers.untangled(given_layers)

    assert [sorted(nodes) for nodes in chosen] == [sorted(nodes) for nodes in layers.as_given(given_layers)]
    for nodes in chosen:
        lanes = [given_layers.cells[node][1] for node in nodes]
        assert lanes == sorted(lanes)
