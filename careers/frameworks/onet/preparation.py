"""How much preparation occupations take: job zones, and what those asked say of education and training."""

from decimal import Decimal, InvalidOperation

from careers.frameworks.content import Category, Preparation, Share, Unsaid
from careers.frameworks.tables import Table
from careers.frameworks.texts import one_line

_TEXTS = {
    "experience": "Experience",
    "education": "Education",
    "training": "Job Training",
    "examples": "Examples",
    "vocational_range": "SVP Range",
}
ZONE_REFERENCE = Table(
    ("Job Zone Reference",),
    {"zone": "Job Zone", "name": "Name"},
    newer=_TEXTS,
    filled=("zone", "name"),
    gives={name: (Unsaid(Preparation, (name,)),) for name in _TEXTS},
)
ZONES = Table(("Job Zones",), {"role": "O*NET-SOC Code", "zone": "Job Zone"}, filled=("role", "zone"))
CATEGORIES = Table(
    ("Education, Training, and Experience Categories",),
    {"scale": "Scale ID", "category": "Category", "label": "Category Description"},
    filled=("scale", "category", "label"),
)
SHARES = Table(
    ("Education, Training, and Experience",),
    {
        "role": "O*NET-SOC Code",
        "scale": "Scale ID",
        "category": "Category",
        "percent": "Data Value",
        "suppress": "Recommend Suppress",
    },
    filled=("role", "scale"),
)
TABLES = (ZONE_REFERENCE, ZONES, CATEGORIES, SHARES)

KINDS = {"RL": "education", "RW": "experience", "PT": "on-site", "OJ": "on-the-job"}


def read_zones(tables):
    """Take in the scale of preparation; return {code of an occupation: its job zone}."""
    known = set()
    for row in tables.rows(ZONE_REFERENCE):
        if not row.zone.isdecimal() or row.zone in known:
            tables.reject(ZONE_REFERENCE, row.line, f"{row.zone} is no number or stands there twice.")
            continue
        known.add(row.zone)
        texts = (row.experience, row.education, row.training, row.examples, row.vocational_range)
        zone = Preparation(row.zone, one_line(row.name), int(row.zone), *(text or "" for text in texts))
        tables.release.add(zone)
    return {row.role: row.zone for row in tables.known_rows(ZONES, zone=known)}


def read_shares(tables, roles):
    """Take in the categories, and how many of those asked chose each."""
    known = _read_categories(tables)
    taken, others = set(), 0
    for row in tables.known_rows(SHARES, role=roles):
        if row.scale not in KINDS:
            others += 1
            continue
        key = (row.role, f"{row.scale}:{row.category}")
        percent = _percent(row.percent)
        if key[1] not in known or percent is None or key in taken:
            reason = f"Category {key[1]} is unknown or stands there twice, or {row.percent} is no percentage."
            tables.reject(SHARES, row.line, reason)
            continue
        taken.add(key)
        tables.release.add(Share(*key, percent, is_imprecise=row.suppress == "Y"))
    if others:
        tables.release.notes.append(f"{SHARES.name}: {others} rows on other scales were passed over.")


def _read_categories(tables):
    known = set()
    for row in tables.rows(CATEGORIES):
        identifier = f"{row.scale}:{row.category}"
        if row.scale not in KINDS or not row.category.isdecimal() or identifier in known:
            tables.reject(CATEGORIES, row.line, f"{identifier} is on no known scale or stands there twice.")
            continue
        known.add(identifier)
        # What a certificate is awarded for would fill a paragraph.
        label = one_line(row.label).partition(" - awarded for ")[0]
        tables.release.add(Category(identifier, KINDS[row.scale], int(row.category), label))
    return known


def _percent(text):
    try:
        percent = Decimal(text or "")
    except InvalidOperation:
        return None
    return percent if 0 <= percent <= 100 else None
