"""A role and a skill as CSV: a line for each statement, nothing to be looked up elsewhere."""

import csv
from io import StringIO

from careers.tables.escaping import without_formula

_OF_SUBJECTS = ("collection", "section", "subject slug", "subject")
_OF_ALL = ("inherited from", "basis", "documents", "claims")
_OF_ROLES = ("need", "level", "level name", "involvement", "necessity", "kind", "years", "amount")


def role_as_csv(role, address):
    """Return a role (as the API tells it, all included) line by line; a choice has a line for each of its members."""
    heads = ("role slug", "role", *_OF_SUBJECTS, *_OF_ROLES, *_OF_ALL)
    own = {"role slug": role["slug"], "role": role["title"], "collection": role["collection"]}
    return _written(heads, (own | line for line in _lines_of_role(role)))


def skill_as_csv(skill, address):
    """Return a skill (as the API tells it, all included) line by line: what its levels mean, and its relatives."""
    heads = ("skill slug", "skill", *_OF_SUBJECTS, "level", "level name", "kind", *_OF_ALL)
    own = {"skill slug": skill["slug"], "skill": skill["name"], "collection": skill["collection"]}
    return _written(heads, (own | line for line in _lines_of_skill(skill)))


def _lines_of_role(role):
    for one in role["requirements"]:
        yield from _lines_of_requirement(one)
    for one in role["duties"]:
        yield _line("duties", one, one["responsibility"], involvement=one["involvement_name"])
    for one in role["routes"]:
        yield _line("ways in", one, one["route"], necessity=one["necessity"])
    for one in role["steps"]:
        ends = {"slug": f"{one['origin']} → {one['target']}", "name": f"{one['origin_title']} → {one['target_title']}"}
        yield _line("steps", one, ends, kind=one["kind"], years=one["years"])
    for one in role["experience"]:
        yield _line("experience", one, _unnamed(one["label"]), years=one["years"])
    for one in role["pay"]:
        yield _line("pay", one, _unnamed(one["label"]), kind=one["kind"], amount=one["amount"])
    for one in role["terms"]:
        yield _line("terms", one, _unnamed(one["name"]), kind=one["kind"])
    for one in role["relations"]:
        yield _line("works with", one, one["role"] or _unnamed(one["name"]), kind=one["kind"])


def _lines_of_requirement(one):
    subject = one["skill"] or _unnamed(one["label"])
    yield _line("skills", one, subject, need=one["need_name"], kind=one["kind"], **_level(one))
    for member in one["members"]:
        yield _line("skills", member, member["skill"], kind=f"one of: {one['label']}", **_level(member))


def _lines_of_skill(skill):
    for one in skill["levels"]:
        yield _line("levels", one, _unnamed(one["text"]), **_level(one))
    for one in skill["relations"]:
        kind = one["kind"] if one["direction"] == "outward" else f"{one['kind']} (of the other)"
        yield _line("relations", one, one["skill"], kind=kind)


def _line(section, one, subject, **more):
    documents = dict.fromkeys(reading["document"] for reading in one["evidence"])
    claims = dict.fromkeys(reading["claim"] for reading in one["evidence"])
    line = {"section": section, "subject slug": subject["slug"], "subject": subject["name"], **more}
    line |= {"inherited from": one.get("inherited_from"), "basis": one["basis"]}
    return line | {"documents": " ".join(documents), "claims": " ".join(claims)}


def _unnamed(text):
    """Return what has no page of its own as a subject."""
    return {"slug": "", "name": text}


def _level(one):
    return {"level": one["level"], "level name": one["level_name"]}


def _written(heads, lines):
    out = StringIO()
    # The mark at the start tells spreadsheets the encoding.
    out.write("\ufeff")
    writer = csv.DictWriter(out, heads, lineterminator="\r\n")
    writer.writeheader()
    for line in lines:
        writer.writerow({name: "" if cell is None else without_formula(str(cell)) for name, cell in line.items()})
    return out.getvalue()
