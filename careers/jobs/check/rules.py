"""The rules by which a text is checked: each takes a Checked and yields Findings; pure functions, no guesses."""

from bisect import bisect_left

from careers.jobs.offer import MOST_MUSTS

from . import patterns
from .asking import by_skill, is_alone, places_of, years_asked
from .contradictions import contradictions
from .findings import Finding, Source
from .reading import Part, Place, is_nice, listed
from .wording import word_lists

# How far from an amount it is read what the money is for.
NEAR = 90


def findings(checked):
    """Return the Findings of all rules, in their order."""
    return [found for rule in RULES for found in rule(checked)]


def pay(checked):
    reading = checked.reading
    if reading.find(patterns.FIGURE) or any(_is_pay(reading, match) for match in reading.find(patterns.MONEY)):
        return
    yield Finding(
        "pay",
        "No pay",
        "No amount was found beside a word for pay. In the European Union applicants have a right to know the initial "
        "pay or its range in time (Directive (EU) 2023/970, Article 5).",
        places_of(reading.find(patterns.PAY_UNSAID)),
    )


def _is_pay(reading, match):
    """Tell whether an amount is paid: by a word beside it, its heading, or where nothing else is said."""
    start, end = match.start(), match.start() + len(match[0].rstrip())
    before, behind = reading.text[max(0, start - NEAR) : start], reading.text[end : end + NEAR]
    if patterns.BEFORE_EXTRA.search(before) or patterns.BEHIND_EXTRA.match(behind):
        return False
    if reading.says(patterns.PAY, start) or reading.part_at(start) is Part.OFFER:
        return True
    said = patterns.BETWEEN.split(before)[-1] + patterns.BETWEEN.split(reading.text[start : end + NEAR])[0]
    return patterns.BESIDE_MONEY.fullmatch(patterns.MONEY.sub(" ", said)) is not None


def too_many_musts(checked):
    lines = [line.place for line in checked.reading.musts]
    # A list in one line is one line, and asks for many skills.
    skills = [found[0].place for found in by_skill(checked.musts).values()]
    musts = max(lines, skills, key=len)
    if len(musts) > MOST_MUSTS:
        yield Finding(
            "musts",
            f"{len(musts)} musts",
            f"We advise at most {MOST_MUSTS}: what nobody could start without. Move what can be learned in the first "
            "months to what would help.",
            tuple(musts),
            is_editorial=True,
        )


def above_level(checked):
    """What is asked of this level and stated of one above it."""
    model = checked.model
    if not model:
        return
    for skill, found in by_skill(checked.asked).items():
        stated, asked = model.levels.get(skill), max((one.level for one in found if one.level), default=None)
        higher = next(
            (one for one in model.above if asked and one.levels.get(skill) and one.levels[skill] >= asked), None
        )
        places = tuple(one.place for one in found)
        if asked and stated and asked > stated:
            said = f" {higher.levels[skill].label} is stated of {higher.title}." if higher else ""
            reason = (
                f"The text asks for it at the level {asked.label}; of {model.title} {stated.label} is stated.{said}"
            )
            yield Finding(
                "level", f"{found[0].name}: above the level", reason, places, sources=_stated(model, higher, skill)
            )
        elif skill not in model.levels and any(one.is_must for one in found):
            yield from _asked_only_above(model, skill, found[0].name, places)


def _asked_only_above(model, skill, name, places):
    higher = next((one for one in model.above if skill in one.levels), None)
    if higher:
        reason = f"It is a must here. The sources ask for it of {higher.title}; of {model.title} it is not stated."
        yield Finding("level", f"{name}: stated of a higher level", reason, places, sources=(higher.source(skill),))


def _stated(model, higher, skill):
    return (model.source(skill), *([higher.source(skill)] if higher else []))


def years(checked):
    found = years_asked(checked.reading)
    if not found:
        return
    model = checked.model
    stated = f" Of {model.title} the sources state {model.years_words}." if model and model.years_words else ""
    yield Finding(
        "years",
        "Years in place of skills",
        f"Years say how long, not what somebody can do: name the skill and its level.{stated}",
        places_of(found),
        is_editorial=True,
        sources=(Source(model.title, f"{model.address}#ways-in"),) if stated else (),
    )


def degree(checked):
    reading = checked.reading
    alone = [match for match in reading.find(patterns.DEGREE) if is_alone(reading, match)]
    if not alone:
        return
    model = checked.model
    stated = "; ".join(f"{name}: {words.lower()}" for name, words in model.degrees.items()) if model else ""
    yield Finding(
        "degree",
        "A degree without an equivalent",
        "No other way of learning the same is named beside it."
        + (f" The sources say of {model.title}: {stated}." if stated else ""),
        places_of(_first_of_each_sentence(reading, alone)),
        sources=(Source(model.title, f"{model.address}#ways-in"),) if stated else (),
    )


def _first_of_each_sentence(reading, matches):
    first = {}
    for match in matches:
        first.setdefault(reading.sentence_at(match.start()), match)
    return first.values()


def hidden_musts(checked):
    reading = checked.reading
    found = []
    for place, part in reading.sentences:
        said = reading.said(place)
        match = patterns.MUST.search(said)
        if (
            part in (Part.DUTIES, Part.OTHER)
            and match
            and not is_nice(said)
            and not patterns.NEGATED.search(said[: match.start()])
        ):
            found.append(place)
    if found:
        where = "outside the list of what is asked for" if reading.has_headings else "in running text; there is no list"
        yield Finding(
            "hidden", "Musts that are easy to miss", f"They stand {where}: who reads the list alone does not see them.",
            tuple(found), is_editorial=True,
        )  # fmt: skip


def unknown_skills(checked):
    reading = checked.reading
    musts = reading.musts if reading.has_headings else []
    items = [place for line in musts for place in ([line.place] if line.is_item else listed(line))]
    known = sorted(one.place.start for one in checked.asked)
    # What other rules speak of asks for no skill.
    others = (patterns.DEGREE, patterns.YEARS)
    unknown = [
        place
        for place in items
        if bisect_left(known, place.start) == bisect_left(known, place.end)
        and not any(pattern.search(reading.said(place)) for pattern in others)
    ]
    if unknown:
        yield Finding(
            "unknown",
            "Musts in which no skill was recognised",
            "No name or other name of a skill of the collection stands in them. They may ask for something it does not "
            "have, or say it in other words.",
            tuple(unknown),
        )


def wording(checked):
    for words in word_lists():
        if places := words.places(checked.reading.text):
            found = tuple(Place(*place) for place in places)
            yield Finding("wording", words.title, words.why, found, words.is_editorial)


RULES = (pay, above_level, contradictions, too_many_musts, hidden_musts, degree, years, unknown_skills, wording)
