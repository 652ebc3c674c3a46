"""A document of a release as it is read: headings, lines and what is said beside them.

Plain on purpose: a release stays readable whatever becomes of the pages of today. What a document does not say is not
shown; what it says under names unknown here stays in its files.
"""

from typing import NamedTuple


class Line(NamedTuple):
    """text: what is said. beside: short words of how much, how well, whose. more: what explains it.
    claims: codes of what it rests on; documents: slugs of what says so."""

    text: str
    beside: list[str]
    more: str
    claims: list[str]
    documents: list[str]


class Section(NamedTuple):
    title: str
    lines: list[Line]


class Head(NamedTuple):
    """name: of what is read. where: where it belongs: “O*NET · Computer occupations · onet-29-0”."""

    name: str
    where: str
    summary: str


def head(document):
    """Return the Head of a document of a role or a skill."""
    places = ("collection_name", "family_name", "area_name", "seniority_name", "release")
    return Head(
        name=document.get("title") or document["name"],
        where=" · ".join(document[place] for place in places if place in document),
        summary=document.get("summary") or document.get("description", ""),
    )


def sections(document):
    """Return the Sections of a document of a role or a skill, without empty ones."""
    read = [(title, [_line(part, row) for row in document.get(part, ())]) for part, title in _TITLES.items()]
    return [Section(title, lines) for title, lines in read if lines]


_TITLES = {
    "names": "Also called",
    "duties": "What people do",
    "choices": "Choices: some of several suffice",
    "requirements": "Skills it takes",
    "not_relevant": "Rated, and found not relevant",
    "levels": "Levels",
    "ways_in": "Ways in",
    "experience": "Experience",
    "preparation_shares": "Preparation, in the words of those asked",
    "steps": "Where it leads",
    "related_roles": "Related roles",
    "relations": "Related skills",
    "further_areas": "Further areas",
    "working_relations": "Whom people work with",
    "pay": "Pay",
    "terms": "Terms of work",
    "remarks": "What else is said",
}
# Of each part, the fields that name a line, and those that stand beside it.
_NAMED = ("skill_name", "duty_title", "route_name", "target_title", "target_name", "choice_label", "category_label")
_NAMED += ("text", "label", "name", "other_role_title", "other_party", "area_name")
_BESIDE = ("relation", "step", "need", "level_name", "involvement", "priority", "necessity", "term", "remark", "tier")
_MORE = ("details", "purpose", "answer", "note")


def _line(part, row):
    text = row.get("text") if part in ("levels", "remarks") else None
    text = text or next((str(row[name]) for name in _NAMED if name in row), "")
    beside = [str(row[name]) for name in _BESIDE if name in row and str(row[name]) != text]
    beside += filter(None, [_choice(part, row), _years(row), _amount(row), _percent(row), row.get("hedge")])
    if origin := row.get("inherited_from"):
        beside.append(f"inherited from {origin}")
    if row.get("basis", "stated") != "stated":
        beside.append(row["basis"])
    more = "\n".join(row[name] for name in _MORE if name in row)
    return Line(text, beside, more, [*row.get("claims", ()), *row.get("broader_claims", ())], row.get("documents", []))


def _choice(part, row):
    if "choice" not in row:
        return ""
    if part == "choices":
        return f"{row['choice_minimum']} of them suffice" if row["choice_minimum"] > 1 else "one of them suffices"
    return f"one of several: {row['choice_label']}"


def _years(row):
    lower, upper = row.get("years_from"), row.get("years_to")
    if lower is None and upper is None:
        return ""
    if lower is None:
        return f"up to {upper} years"
    return f"{lower} years and more" if upper is None else f"{lower} to {upper} years"


def _amount(row):
    if "currency" not in row:
        return ""
    ends = " to ".join(row[name] for name in ("amount_from", "amount_to") if name in row)
    return " ".join(filter(None, [row["currency"], ends, "a " + row["period"] if "period" in row else ""]))


def _percent(row):
    return f"{row['percent']} %" if "percent" in row else ""
