"""A job description as schema.org JobPosting: what is not said stays out."""

import json

from .web import as_fragment

_EMPLOYMENT = {
    "fixed-term": "TEMPORARY",
    "internship": "INTERN",
    "freelance": "CONTRACTOR",
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
}
_UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH", "year": "YEAR"}


def write(description):
    """Return the file as bytes; whoever puts it into a page has no sign in it that ends a script."""
    text = json.dumps(as_posting(description), ensure_ascii=False, indent=2).replace("<", "\\u003c")
    return f"{text}\n".encode()


def as_posting(description):
    """Return the JobPosting as what JSON holds."""
    given = dict(description.given)
    source = description.source
    posting = {
        "title": description.title,
        "description": as_fragment(description),
        "hiringOrganization": _thing("Organization", name=description.organisation),
        "jobLocation": _thing("Place", address=given["place"]),
        "jobLocationType": "TELECOMMUTE" if given["mode"] == "remote" else "",
        "employmentType": _employment(given),
        "baseSalary": _salary(description.pay),
        "validThrough": given["closes"],
        "responsibilities": _texts(description, "duties"),
        "qualifications": _texts(description, "musts"),
        "skills": [line.name for slug in ("musts", "nices") for line in description.section(slug)],
        "educationRequirements": _texts(description, "ways"),
        "relevantOccupation": _thing("Occupation", name=source.name.partition(": ")[2], url=source.address),
    }
    return {"@context": "https://schema.org", **_thing("JobPosting", **posting)}


def _thing(kind, **properties):
    """Return a thing with those of its properties that are said; nothing where none is."""
    said = {name: value for name, value in properties.items() if value}
    return {"@type": kind, **said} if said else {}


def _texts(description, slug):
    return [line.text for line in description.section(slug)]


def _employment(given):
    hours = ["full-time", "part-time"] if given["hours"] == "either" else [given["hours"]]
    return [_EMPLOYMENT[word] for word in (*hours, given["contract"]) if word in _EMPLOYMENT]


def _salary(pay):
    if not pay:
        return {}
    ends = {"minValue": pay.lowest, "maxValue": pay.highest}
    value = {name: float(amount) for name, amount in ends.items() if amount}
    value = _thing("QuantitativeValue", **value, unitText=_UNITS[pay.period])
    return _thing("MonetaryAmount", currency=pay.currency, value=value)
