"""A role or a skill of an older version in other forms than a page: JSON, JSON-LD and Turtle."""

import json

from careers.linked import json_ld, turtle
from careers.linked.role_things import role_things
from careers.linked.skill_things import skill_things

from .facts_of import role_facts, skill_facts
from .models import ReleasedDocument

ENDINGS = ("json", "jsonld", "ttl")
_THINGS = {
    "role": lambda *given: role_things(role_facts(*given)),
    "skill": lambda *given: skill_things(skill_facts(*given)),
}


def in_form(then, ending, base):
    """Return the text of an AsOf in the form json, jsonld or ttl; None: there is no such form of older versions.

    base: the address of the site, without a slash at its end. One query for what it cites.
    """
    if ending == "json":
        return json.dumps({"version": then.release.version} | then.document, ensure_ascii=False, indent=2)
    things = _THINGS.get(then.document["kind"])
    if ending not in ENDINGS or things is None:
        return None
    found = list(things(then.document, _claims(then)))
    return json_ld.as_text(found, base) if ending == "jsonld" else "".join(turtle.document(found, base))


def _claims(then):
    """Return {code: the document that says it} of the version."""
    cited = set(_documents(then.document))
    rows = ReleasedDocument.objects.in_release(then.release).filter(kind="document", slug__in=cited)
    return {claim["claim"]: row.slug for row in rows for claim in row.document.get("claims", ())}


def _documents(document):
    yield from document.get("documents", ())
    for part in document.values():
        for row in part if isinstance(part, list) else ():
            if isinstance(row, dict):
                yield from row.get("documents", ())
