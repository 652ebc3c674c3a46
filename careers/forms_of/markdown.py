"""A role and a skill as Markdown, to be read or pasted."""

_SIGNS = frozenset("\\`*_{}[]<>#|")


def role_as_markdown(role, address):
    """Return a role as the API tells it, all included; `address` is that of its page."""
    lines = [*_head(role["title"], address, role["summary"] or "Not described in the sources.")]
    lines += _section("Skills", map(_requirement, role["requirements"]))
    lines += _section("What they do", map(_duty, role["duties"]))
    lines += _section("Ways in", (f"{_named(one['route'])}: {one['necessity']}" + _rest(one) for one in role["routes"]))
    lines += _section("Where it leads", map(_step, role["steps"]))
    lines += _section(
        "Experience", (f"{_escaped(one['label'])}: {one['years']}" + _rest(one) for one in role["experience"])
    )
    lines += _section("Pay", (f"{_escaped(one['label'])}: {one['amount']}" + _rest(one) for one in role["pay"]))
    lines += _section("Terms", (_escaped(one["name"]) + _rest(one) for one in role["terms"]))
    relations = (f"{one['kind']}: {_named(one)}" + _rest(one) for one in role["relations"])
    return "\n".join([*lines, *_section("Works with", relations)])


def skill_as_markdown(skill, address):
    """Return a skill as the API tells it, all included; `address` is that of its page."""
    lines = _head(skill["name"], address, skill["description"] or "Not described yet.")
    levels = (f"**{one['level_name']}**: {_escaped(one['text'])}" + _rest(one) for one in skill["levels"])
    relations = (f"{one['kind']}: {_named(one['skill'])}" + _rest(one) for one in skill["relations"])
    return "\n".join([*lines, *_section("Levels", levels), *_section("Related", relations)])


def _head(title, address, summary):
    return [f"# {_escaped(title)}", "", f"<{address}>", "", _escaped(summary), ""]


def _section(title, lines):
    told = [f"- {line}" for line in lines]
    return [f"## {title}", "", *(told or ["Not stated in the sources."]), ""]


def _requirement(one):
    level = one["level_name"] if one["level"] else "level not stated"
    members = ", ".join(_named(member["skill"]) for member in one["members"])
    of = f" (at least {one['minimum']} of {members})" if members else ""
    return f"{_escaped(one['label'])}{of}: {one['need_name'].lower()}, {level.lower()}" + _rest(one)


def _duty(one):
    stated = one["involvement"] is not None
    return _named(one["responsibility"]) + (f": {one['involvement_name'].lower()}" if stated else "") + _rest(one)


def _step(one):
    ends = f"{_escaped(one['origin_title'])} → {_escaped(one['target_title'])}"
    return f"{ends}: {one['kind']}, {one['years']}" + _rest(one)


def _rest(one):
    """Return where a statement is from, and its claims: “ (inherited from backend-engineer; F012, F031)”."""
    marks = [f"inherited from {one['inherited_from']}"] if one.get("inherited_from") else []
    marks += [one["basis"]] if one["basis"] != "stated" else []
    marks += [", ".join(dict.fromkeys(reading["claim"] for reading in one["evidence"]))] if one["evidence"] else []
    return f" ({'; '.join(marks)})" if marks else ""


def _named(one):
    return _escaped(one["name"])


def _escaped(text):
    """Return text that no Markdown reads as its own signs."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text.replace("\n", " "))
