"""The rules by which a text is checked: each takes a Checked and yields Findings; pure functions, no guesses."""

from collections import defaultdict

from careers.jobs.offer import MOST_MUSTS
from roles.models import Seniority

from . import patterns
from .findings import Finding, Source
from .reading import NICE, Part, Place, is_nice
from .wording import word_lists

# From so many years on, an advert for a junior contradicts itself, where nothing is stated of the years of a junior.
MANY_YEARS = 4
# How far from an amount it is read what the money is for, and the longest line that is nothing but an amount.
NEAR, LONGEST_OF_MONEY = 90, 80


def findings(checked):
    """Return the Findings of all rules, in their order."""
    return [found for rule in RULES for found in rule(checked)]


def _places(matches):
    return tuple(Place(match.start(), match.end()) for match in matches)


def pay(checked):
    reading = checked.reading
    if reading.find(patterns.FIGURE) or any(_is_pay(reading, match) for match in reading.find(patterns.MONEY)):
        return
    yield Finding(
        "pay",
        "No pay",
        "No amount was found beside a word for pay. In the European Union applicants have a right to know the initial "
        "pay or its range in time (Directive (EU) 2023/970, Article 5).",
        _places(reading.find(patterns.PAY_UNSAID)),
    )


def _is_pay(reading, match):
    """Tell whether an amount is paid: by a word beside it, its heading, or a line that has nothing else."""
    start, end = match.start(), match.start() + len(match[0].rstrip())
    before, behind = reading.text[max(0, start - NEAR) : start], reading.text[end : end + NEAR]
    if patterns.BEFORE_EXTRA.search(before) or patterns.BEHIND_EXTRA.match(behind):
        return False
    if reading.says(patterns.PAY, start) or reading.part_at(start) is Part.OFFER:
        return True
    line = reading.line_around(start)
    rest = patterns.MONEY.sub(" ", line) if len(line) <= LONGEST_OF_MONEY else ""
    return patterns.BESIDE_MONEY.fullmatch(f"{rest} ") is not None and bool(rest)


def too_many_musts(checked):
    musts = checked.reading.musts
    if len(musts) > MOST_MUSTS:
        yield Finding(
            "musts",
            f"{len(musts)} musts",
            f"We advise at most {MOST_MUSTS}: what nobody could start without. Move what can be learned in the first "
            "months to what would help.",
            tuple(line.place for line in musts),
            is_editorial=True,
        )


def above_level(checked):
    """What is asked of this level and stated of one above it."""
    model = checked.model
    if not model:
        return
    for skill, found in _by_skill(checked.asked).items():
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


def _by_skill(asked):
    found = defaultdict(list)
    for one in asked:
        found[one.skill].append(one)
    return found


def years(checked):
    found = _years(checked.reading)
    if not found:
        return
    model = checked.model
    stated = f" Of {model.title} the sources state {model.years_words}." if model and model.years_words else ""
    yield Finding(
        "years",
        "Years in place of skills",
        f"Years say how long, not what somebody can do: name the skill and its level.{stated}",
        _places(found),
        is_editorial=True,
        sources=(Source(model.title, f"{model.address}#ways-in"),) if stated else (),
    )


def _years(reading):
    """Return the matches of years of work that are asked for."""
    return [match for match in reading.find(patterns.YEARS) if _are_asked(reading, match.start())]


def _are_asked(reading, start):
    """Tell whether years are asked of the reader, and are not those of the company."""
    part, sentence = reading.part_at(start), reading.sentence_at(start)
    if part is Part.OFFER or patterns.OF_COMPANY.search(reading.text, max(sentence.start, start - NEAR), start):
        return False
    is_asked = part in (Part.MUSTS, Part.NICES)
    return is_asked or (reading.says(patterns.OF_WORK, start) and reading.says(patterns.ASKING, start))


def least_years(reading):
    """Return how many years of work a text asks for, the most of several; None without any."""
    return max(map(_least, _years(reading)), default=None)


def _least(match):
    said = match["least"].lower()
    return patterns.NUMBERS.get(said) or int(said)


def degree(checked):
    reading = checked.reading
    alone = [match for match in reading.find(patterns.DEGREE) if _is_alone(reading, match)]
    if not alone:
        return
    model = checked.model
    stated = "; ".join(f"{name}: {words.lower()}" for name, words in model.degrees.items()) if model else ""
    yield Finding(
        "degree",
        "A degree without an equivalent",
        "No other way of learning the same is named beside it."
        + (f" The sources say of {model.title}: {stated}." if stated else ""),
        _places(_first_of_each_sentence(reading, alone)),
        sources=(Source(model.title, f"{model.address}#ways-in"),) if stated else (),
    )


def _is_alone(reading, match):
    start = match.start()
    is_asked = reading.part_at(start) in (Part.MUSTS, Part.NICES) or reading.says(patterns.MUST, start)
    softened = (patterns.EQUIVALENT, NICE, patterns.NO_DEGREE)
    return is_asked and not any(reading.says(pattern, start) for pattern in softened)


def _first_of_each_sentence(reading, matches):
    first = {}
    for match in matches:
        first.setdefault(reading.sentence_at(match.start()), match)
    return first.values()


def contradictions(checked):
    yield from _junior_with_years(checked)
    yield from _must_and_nice(checked)
    reading = checked.reading
    remote, on_site = reading.find(patterns.REMOTE), reading.find(patterns.ON_SITE)
    if remote and on_site and "hybrid" not in reading.text.casefold():
        yield _contradiction("It says remote and on site", remote, on_site)
    unneeded = reading.find(patterns.NO_DEGREE)
    needed = [match for match in reading.find(patterns.DEGREE) if _is_alone(reading, match)]
    if unneeded and needed:
        yield _contradiction("It asks for a degree, and says that none is needed", needed, unneeded)
    for title, one, other, both in patterns.OPPOSITES:
        found, opposite = reading.find(one), reading.find(other)
        sentences = {reading.sentence_at(match.start()) for match in (*found, *opposite)}
        if found and opposite and not any(both.search(reading.said(place)) for place in sentences):
            yield _contradiction(title, found, opposite)


def _contradiction(title, *matches, reason="Both stand in the text: say which holds, or when which."):
    return Finding("contradiction", title, reason, _places([match for found in matches for match in found]))


def _junior_with_years(checked):
    if checked.seniority is not Seniority.JUNIOR:
        return
    model = checked.model
    most = model.years[1] if model and model.years and model.years[1] else None
    found = [match for match in _years(checked.reading) if _least(match) > (most or MANY_YEARS - 1)]
    if found:
        reason = f"Of {model.title} the sources state {model.years_words}." if most else "A junior begins."
        sources = (Source(model.title, f"{model.address}#ways-in"),) if most else ()
        yield Finding(
            "contradiction", f"A junior with {_least(found[0])} years", reason, _places(found),
            is_editorial=not most, sources=sources,
        )  # fmt: skip


def _must_and_nice(checked):
    for found in _by_skill(checked.asked).values():
        if any(one.is_must for one in found) and any(one.part is Part.NICES for one in found):
            reason = "It stands among the musts and among what would help: say which it is."
            places = tuple(one.place for one in found)
            yield Finding("contradiction", f"{found[0].name} is a must and is not", reason, places)


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
    lines = [line for line in reading.musts if reading.has_headings and line.is_item]
    known = {reading.line_at(one.place.start) for one in checked.asked}
    # What other rules speak of asks for no skill.
    others = (patterns.DEGREE, patterns.YEARS)
    unknown = [
        line.place
        for line in lines
        if reading.line_at(line.start) not in known and not any(pattern.search(line.text) for pattern in others)
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
