"""A role and a skill as CSV: a line for each statement, nothing to be looked up elsewhere."""

import csv
from io import StringIO

from careers.tables.escaping import without_formula

_OF_ROLES = ("role", "section", "subject", "need", "level", "level name", "involvement", "necessity", "kind")
_OF_ALL = ("inherited from", "basis", "documents", "claims")


def role_as_csv(role, address):
    """Return a role (as the API tells it, all included) line by line; a choice has a line for each of its members."""
    return _written((*_OF_ROLES, *_OF_ALL), ([role["title"], *line] for line in _lines_of_role(role)))


def _lines_of_role(role):
    for one in role["requirements"]:
        asked = [one["need_name"], one["level"], one["level_name"], "", "", one["kind"]]
        yield ["skills", one["label"], *asked, *_evidence(one)]
        for member in one["members"]:
            level = [member["level"], member["level_name"]]
            yield ["skills", member["skill"]["name"], "", *level, "", "", f"one of: {one['label']}", *_evidence(member)]
    for one in role["duties"]:
        yield ["duties", one["responsibility"]["name"], "", "", "", one["involvement_name"], "", "", *_evidence(one)]
    for one in role["routes"]:
        yield ["ways in", one["route"]["name"], "", "", "", "", one["necessity"], "", *_evidence(one)]
    for one in role["steps"]:
        yield ["steps", f"{one['origin']} → {one['target']}", "", "", "", "", "", one["kind"], *_evidence(one)]


def skill_as_csv(skill, address):
    """Return a skill (as the API tells it, all included) line by line: what its levels mean, and its relatives."""
    lines = [["levels", one["text"], one["level"], one["level_name"], "", *_evidence(one)] for one in skill["levels"]]
    for one in skill["relations"]:
        kind = one["kind"] if one["direction"] == "outward" else f"{one['kind']} (of the other)"
        lines.append(["relations", one["skill"]["name"], "", "", kind, *_evidence(one)])
    heads = ("skill", "section", "subject", "level", "level name", "kind", *_OF_ALL)
    return _written(heads, ([skill["name"], *line] for line in lines))


def _evidence(one):
    documents = dict.fromkeys(reading["document"] for reading in one["evidence"])
    claims = dict.fromkeys(reading["claim"] for reading in one["evidence"])
    return [one.get("inherited_from") or "", one["basis"], " ".join(documents), " ".join(claims)]


def _written(heads, lines):
    out = StringIO()
    # The mark at the start tells spreadsheets the encoding.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([["" if cell is None else without_formula(str(cell)) for cell in line] for line in lines])
    return out.getvalue()
