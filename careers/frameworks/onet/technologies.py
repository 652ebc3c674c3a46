"""Technologies: programs by name, each under one or more commodities of the UNSPSC."""

from collections import Counter

from careers.frameworks.content import Area, InArea, Requirement, Skill, Unsaid
from careers.frameworks.tables import Table
from careers.frameworks.texts import one_line


def _is_technology(key):
    return key[1].startswith("technology:")


def _is_unspsc(key):
    return key[0].startswith("unspsc:")


TECHNOLOGIES = Table(
    ("Technology Skills",),
    {
        "role": "O*NET-SOC Code",
        "example": "Example",
        "commodity": "Commodity Code",
        "title": "Commodity Title",
    },
    newer={"hot": "Hot Technology", "in_demand": "In Demand"},
    filled=("role", "example", "commodity", "title"),
    gives={
        "hot": (Unsaid(Requirement, ("is_hot", "native_need"), _is_technology),),
        "in_demand": (Unsaid(Requirement, ("is_in_demand", "need", "native_need"), _is_technology),),
    },
)
COMMODITIES = Table(
    ("UNSPSC Reference",),
    {"commodity": "Commodity Code", "class_code": "Class Code", "class_title": "Class Title"},
    filled=("commodity", "class_code", "class_title"),
    is_optional=True,
    gives={"": (Unsaid(Area, holds=_is_unspsc), Unsaid(Area, ("broader", "position"), _is_unspsc))},
)
TABLES = (TECHNOLOGIES, COMMODITIES)


def read(tables, roles, first_position):
    """Take in technologies, their areas (from a position on) and who uses them."""
    commodities, uses, areas_of = {}, {}, {}
    for row in tables.known_rows(TECHNOLOGIES, role=roles):
        name = one_line(row.example)
        commodities[row.commodity] = one_line(row.title)
        areas_of.setdefault(name, Counter())[row.commodity] += 1
        is_hot, in_demand = uses.get((row.role, name), (False, False))
        uses[row.role, name] = (is_hot or row.hot == "Y", in_demand or row.in_demand == "Y")
    _add_areas(tables, commodities, first_position)
    _add_skills(tables.release, areas_of)
    for (role, name), (is_hot, in_demand) in uses.items():
        tables.release.add(_requirement(role, name, is_hot, in_demand))


def _add_areas(tables, commodities, first_position):
    classes = {
        row.commodity: (row.class_code, one_line(row.class_title))
        for row in tables.rows(COMMODITIES)
        if row.commodity in commodities
    }
    areas = {Area(_area(code), title) for code, title in classes.values()}
    for commodity, title in commodities.items():
        broader = _area(classes[commodity][0]) if commodity in classes else None
        areas.add(Area(_area(commodity), title, broader=broader))
    for position, area in enumerate(sorted(areas, key=lambda area: area.identifier), start=first_position):
        tables.release.add(area._replace(position=position))


def _add_skills(release, areas_of):
    """Add each technology to the commodity that it stands under most often, and to its others."""
    for name, commodities in areas_of.items():
        first, *others = sorted(commodities, key=lambda code: (-commodities[code], code))
        release.add(Skill(_skill(name), name, "technology", _area(first)))
        for code in others:
            release.add(InArea(_skill(name), _area(code)))


def _requirement(role, name, is_hot, in_demand):
    return Requirement(
        role,
        _skill(name),
        need="desirable" if in_demand else "mentioned",
        native_need="in demand" if in_demand else "hot technology" if is_hot else "",
        is_hot=is_hot,
        is_in_demand=in_demand,
        is_translated=True,
    )


def _skill(name):
    return f"technology:{name}"


def _area(code):
    return f"unspsc:{code}"
