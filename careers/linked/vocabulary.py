"""The words in which things are described, and what each takes."""

from enum import Enum, auto

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Our own terms; their address is a path on the site.
OWN_PREFIX, TERMS = "way", "/api/terms#"
LANGUAGE = "en"


class Takes(Enum):
    """What the values of a property are."""

    LINKS = auto()  # addresses of things
    WORDS = auto()  # text in the language of the content
    PLAIN = auto()  # codes, numbers, truths
    THINGS = auto()  # things within the subject


_LINKS = """
    schema:skills schema:citation schema:inDefinedTermSet schema:isBasedOn schema:sameAs schema:url schema:appearance
    skos:inScheme skos:broader skos:narrower skos:related skos:exactMatch skos:closeMatch skos:broadMatch
    skos:narrowMatch
    rdf:subject rdf:predicate rdf:object
    way:buildsOn way:leadsTo way:wayIn way:levelDescriptor way:oneOf
    dcterms:license dcterms:relation
"""
_WORDS = """
    schema:name schema:alternateName schema:description schema:responsibilities schema:text
    schema:teaches dcterms:rights
    skos:prefLabel skos:altLabel skos:hiddenLabel skos:definition skos:scopeNote
    way:hedge way:note
"""
_PLAIN = """
    schema:identifier schema:termCode schema:currency schema:unitText schema:value schema:minValue schema:maxValue
    schema:monthsOfExperience schema:datePublished schema:occupationalCategory schema:version
    skos:notation owl:deprecated
    way:need way:level way:basis way:involvement way:necessity way:minimum way:kind way:yearsFrom way:yearsTo
    way:seniority way:nativeNeed way:nativeLevel
"""
_THINGS = "schema:estimatedSalary schema:experienceRequirements"
PROPERTIES = {
    name: takes
    for names, takes in (
        (_LINKS, Takes.LINKS),
        (_WORDS, Takes.WORDS),
        (_PLAIN, Takes.PLAIN),
        (_THINGS, Takes.THINGS),
    )
    for name in names.split()
}

# Of our own terms, what each means; PROPERTIES says what it takes.
OWN_TERMS = {
    "way:buildsOn": "The skill builds on another.",
    "way:leadsTo": "People move from the role to another.",
    "way:wayIn": "A way of learning that leads into the role.",
    "way:levelDescriptor": "What somebody at one level of the skill can do.",
    "way:oneOf": "The choice that the statement is one of: so many of its members suffice as its minimum says.",
    "way:hedge": "The documents' caution: often, may.",
    "way:note": "Why a statement is inferred or editorial, or what to know about it.",
    "way:need": "How much a skill matters to a role: essential, desirable, mentioned. Absent: not stated.",
    "way:level": "How well, from 1 (awareness) to 4 (expert). Absent: not stated.",
    "way:basis": "stated: a document says so; inferred: it follows from what documents say; editorial: our own word.",
    "way:involvement": "How far somebody answers for a duty: assists, contributes, owns, leads. Absent: not stated.",
    "way:necessity": "How much a way in matters: required, accepted, helpful, not-required.",
    "way:minimum": "How many members of a choice suffice.",
    "way:kind": "Of which kind a step, a skill, a way of learning or a document is.",
    "way:yearsFrom": "At least so many years. Absent: not stated.",
    "way:yearsTo": "At most so many years. Absent: not stated, or open.",
    "way:seniority": "How far along a career a role stands, from 1 (junior) to 4 (beyond senior). Absent: not stated.",
    "way:nativeNeed": "How much a skill matters, in the framework's own figure or word.",
    "way:nativeLevel": "How well, in the framework's own figure or word.",
}
OWN_CLASSES = {
    "way:Choice": "Alternatives of which some suffice.",
    "way:WayOfLearning": "A way of learning that leads into roles: a degree, a course, a certification, experience.",
    "way:LevelDescriptor": "What somebody at one level of one skill can do.",
}


def expanded(name, base):
    """Return the whole address that a prefixed name stands for; base: the site, without a slash at its end."""
    prefix, _, term = name.partition(":")
    return f"{base}{TERMS}{term}" if prefix == OWN_PREFIX else f"{PREFIXES[prefix]}{term}"
