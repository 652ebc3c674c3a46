"""Skills, knowledge and abilities: how important each is to an occupation, and at what level."""

from careers.frameworks.content import Area, Descriptor, Requirement, Skill, Unsaid
from careers.frameworks.tables import Table

from . import elements

_COLUMNS = {
    "role": "O*NET-SOC Code",
    "element": "Element ID",
    "scale": "Scale ID",
    "value": "Data Value",
    "suppress": "Recommend Suppress",
    "irrelevant": "Not Relevant",
}


def _ratings(name, **options):
    return Table((name,), _COLUMNS, filled=("role", "element", "scale", "value"), **options)


def _unsaid_below(element):
    """Return what is unsaid where nothing rates the elements below one."""
    below = f"{element}."
    kinds = (Area, Skill, Descriptor)
    return (
        *(Unsaid(kind, holds=lambda key: f"{key[0]}.".startswith(below)) for kind in kinds),
        Unsaid(Requirement, holds=lambda key: key[1].startswith(below)),
    )


# The kinds of skill, of which there is none for an ability.
KINDS = {
    _ratings("Skills"): "skill",
    _ratings("Knowledge"): "knowledge",
    _ratings("Abilities", is_optional=True, gives={"": _unsaid_below("1.A")}): "",
}
ANCHORS = Table(
    ("Level Scale Anchors",),
    {"element": "Element ID", "scale": "Scale ID", "value": "Anchor Value", "text": "Anchor Description"},
    filled=("element", "value", "text"),
    is_optional=True,
    gives={"": (Unsaid(Descriptor),)},
)
TABLES = (*KINDS, ANCHORS)

# Importance from 1 to 5, level from 0 to 7.
RANGES = {"IM": (1, 5), "LV": (0, 7)}


def read(tables, roles, model):
    """Take in skills, their areas and levels, and what occupations ask; return how many areas there are."""
    kinds = {}
    for table, kind in KINDS.items():
        for (role, element), pair in _pairs(tables, table, roles, model).items():
            kinds[element] = kind
            tables.release.add(_requirement(role, element, pair))
    count = _add_skills(tables.release, kinds, model)
    _read_anchors(tables, kinds)
    return count


def level_of(value):
    """Return our level, a quarter of O*NET's scale each; None for 0."""
    return None if value == 0 else min(int(value / 1.75) + 1, 4)


def _pairs(tables, table, roles, model):
    """Return {(role, element): {scale: row}}: what is said of one thing stands in two rows."""
    pairs = {}
    for row in tables.known_rows(table, role=roles, element=model, scale=RANGES):
        pair = pairs.setdefault((row.role, row.element), {})
        if row.scale in pair or not _is_within(row.value, *RANGES[row.scale]):
            reason = f"{row.scale} stands there twice, or {row.value} is not on its scale."
            tables.reject(table, row.line, reason)
        else:
            pair[row.scale] = row
    return {key: pair for key, pair in pairs.items() if pair}


def _is_within(text, lowest, highest):
    try:
        return lowest <= float(text) <= highest
    except ValueError:
        return False


def _requirement(role, element, pair):
    importance, level = pair.get("IM"), pair.get("LV")
    is_relevant = all(row.irrelevant != "Y" for row in pair.values())
    return Requirement(
        role,
        element,
        need=_need_of(float(importance.value)) if is_relevant and _is_precise(importance) else None,
        level=level_of(float(level.value)) if is_relevant and _is_precise(level) else None,
        native_need=importance.value if importance else "",
        native_level=level.value if level else "",
        is_relevant=is_relevant,
        is_imprecise=any(row.suppress == "Y" for row in pair.values()),
        is_translated=True,
    )


def _is_precise(row):
    return row is not None and row.suppress != "Y"


def _need_of(importance):
    if importance >= 3:
        return "essential"
    return "desirable" if importance >= 2 else "mentioned"


def _add_skills(release, kinds, model):
    areas = set()
    for element in sorted(kinds, key=elements.natural_order):
        name, description = model[element]
        area = elements.broader(element)
        release.add(Skill(element, name, kinds[element], area, description=description))
        # 2.C is as far up as it goes; what stands above names no skills.
        while area.count(".") >= 1 and area not in areas:
            areas.add(area)
            area = elements.broader(area)
    for position, area in enumerate(sorted(areas, key=elements.natural_order), start=1):
        broader = elements.broader(area)
        named = model.get(area, elements.Element(area, ""))
        release.add(Area(area, *named, broader if broader in areas else None, position))
    return len(areas)


def _read_anchors(tables, kinds):
    """Take in what somebody at a level can do; two anchors at one of our levels are two lines."""
    anchors = {}
    for row in tables.rows(ANCHORS):
        # Anchors of what no occupation here is rated on (work activities, say) describe no skill.
        if row.element not in kinds or row.scale != "LV":
            continue
        if not row.value.isdecimal() or not _is_within(row.value, 1, 7):
            tables.reject(ANCHORS, row.line, f"Anchor Value {row.value} is not on the scale of levels.")
            continue
        level = level_of(int(row.value))
        anchors.setdefault((row.element, level), set()).add((int(row.value), row.text))
    for (element, level), said in anchors.items():
        native = ", ".join(str(value) for value in sorted({value for value, _ in said}))
        text = "\n".join(text for _, text in sorted(said))
        tables.release.add(Descriptor(element, level, text, native))
