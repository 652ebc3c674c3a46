"""What we say of a description while it is written: facts with their place, and advice that is ours and says so."""

from typing import NamedTuple

from roles.models import Need

from .offer import MOST_MUSTS

MOST_NAMED = 5
# Directive (EU) 2023/970 of 10 May 2023, Article 5 and Article 34.
WHY_PAY = (
    "Say what you pay. In the European Union applicants have a right to know the initial pay or its range before they "
    "are interviewed or in time to negotiate (Directive (EU) 2023/970, Article 5; member states had until 7 June 2026 "
    "to put it into law). Elsewhere look up what holds where you hire."
)


class Advice(NamedTuple):
    """A remark; `is_editorial`: it is our judgement, and stands in no source."""

    text: str
    is_editorial: bool = True
    field: str = ""  # The id of what it speaks of.


def advice_on(wishes, offer, role):
    """Return the Advice on a description, what matters most first."""
    chosen = wishes.chosen
    found = [
        _on_pay(wishes),
        _on_count(chosen["must"]),
        _on_licence(role),
        _on_raised(chosen["must"]),
        _on_left_out(chosen, offer),
        None if role.is_regulated else _on_ways(chosen["way"]),
        _on_names(wishes),
    ]
    return [advice for advice in found if advice]


def _on_pay(wishes):
    return None if wishes.pay else Advice(WHY_PAY, is_editorial=False, field="id_pay_from")


def _on_count(musts):
    if not musts:
        return Advice("Nothing is a must: say what the work cannot be done without.", field="skills")
    if len(musts) <= MOST_MUSTS:
        return None
    return Advice(
        f"{len(musts)} musts. We advise at most {MOST_MUSTS}: keep as musts what nobody could start without, and move "
        "what can be learned in the first months to what would help.",
        field="skills",
    )


def _on_licence(role):
    if not role.is_regulated:
        return None
    return Advice(
        "The framework calls this a regulated profession: a licence or a qualification is asked for by law, at least "
        "in some countries. Name the one that holds where you hire; no other way in can stand for it.",
        is_editorial=False,
        field="ways",
    )


def _on_raised(musts):
    """Return that musts are not called essential where they were drawn from."""
    raised = [option.title for option in musts if option.need != Need.ESSENTIAL]
    if not raised:
        return None
    verb = "is a must here and is" if len(raised) == 1 else "are musts here and are"
    return Advice(f"{_named(raised)} {verb} not called essential in the sources.", is_editorial=False, field="skills")


def _on_left_out(chosen, offer):
    taken = {option.key for kind in ("must", "nice") for option in chosen[kind]}
    left = [one.title for one in offer.skills if one.need == Need.ESSENTIAL and one.key not in taken]
    if not left:
        return None
    return Advice(
        f"The sources call essential, and it is left out: {_named(left)}.", is_editorial=False, field="skills"
    )


def _on_ways(ways):
    if not ways or not all(option.is_degree for option in ways):
        return None
    return Advice(
        "Degrees are the only ways in that you name. The description says that experience counts as much; name other "
        "ways if you take them.",
        field="ways",
    )


def _on_names(wishes):
    missing = [label for name, label in (("org", "organisation"), ("place", "place")) if not wishes.facts[name]]
    return Advice(f"Not said yet: {' and '.join(missing)}.", field="id_org") if missing else None


def _named(titles):
    more = len(titles) - MOST_NAMED
    return f"{', '.join(titles[:MOST_NAMED])}{f' and {more} more' if more > 0 else ''}"
