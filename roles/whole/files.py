"""A role's whole content as one file, YAML or JSON, to share between installations.

What a row leaves out has its default; what it refers to is named by slug, claims by their codes.
"""

import json

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from sources.models import Claim
from sources.plain_rows import clean_plain, words

from .applying import WholeError
from .structure import PARTS, ROLE_DEFAULTS, ROLE_FIELDS, Whole, in_order, plain

FORMAT, VERSION = "waymark-role", 1
# Far more than the largest role of a framework takes.
LARGEST = 1_000_000
# A file has rows in parts, and codes in rows; whoever nests deeper wants to see the reader fall.
DEEPEST = 10


class _Dumper(yaml.SafeDumper):
    """Mappings as blocks, claims in one line, text of several lines as it reads."""

    def ignore_aliases(self, data):
        return True


_Dumper.add_representer(
    tuple, lambda dumper, codes: dumper.represent_sequence("tag:yaml.org,2002:seq", codes, flow_style=True)
)
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


# Written in C where there is such a one, which takes a fifth of the time.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def to_file(whole, form="yaml"):
    """Return a Whole as the text of a file; of equal Wholes the same, letter for letter."""
    content = to_plain(whole)
    if form == "json":
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return yaml.dump(_flowing(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def to_plain(whole):
    """Return a Whole as lists and dictionaries, defaults left out."""
    parts = {
        name: [_said(fields, PARTS[name].defaults) for fields in rows.values()]
        for name, rows in whole.parts.items()
        if rows
    }
    head = {"format": FORMAT, "version": VERSION, "slug": whole.slug, "collection": whole.collection}
    return head | {"role": _said(whole.role, ROLE_DEFAULTS)} | parts


def _said(fields, defaults):
    return {name: value for name, value in fields.items() if name not in defaults or defaults[name] != value}


def _flowing(value, name=""):
    """Return content with claims as tuples, which stand in one line."""
    if isinstance(value, dict):
        return {name: _flowing(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return tuple(value) if name == "claims" else [_flowing(item) for item in value]
    return value


def from_file(text):
    """Return the Whole that a file holds, YAML or JSON; raises WholeError with all that is wrong in it."""
    try:
        # JSON is read as the YAML that it is.
        _check_shape(text)
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 a safe loader
    except (yaml.YAMLError, RecursionError) as error:
        raise WholeError([f"The file cannot be read: {error}."]) from error
    return from_plain(content)


def _check_shape(text):
    """Raise YAMLError for what would be much larger once it is read, or nests without end; nothing is made of it."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError(f"it refers to “*{event.anchor}”; write out what is meant")
        if depth > DEEPEST:
            raise yaml.YAMLError(f"it nests more than {DEEPEST} deep, which no role does")


def from_plain(content):
    """Return the Whole of what `to_plain` gives; raises WholeError with all that is wrong in it."""
    problems = list(_wrong_head(content))
    if problems:
        raise WholeError(problems)
    reading = _Reading()
    role = reading.row("role", ROLE_FIELDS, ROLE_DEFAULTS, content.get("role"))
    parts = {name: reading.part(part, content.get(name, [])) for name, part in PARTS.items()}
    if reading.problems:
        raise WholeError(reading.problems)
    return Whole(content["slug"], content["collection"], role, parts)


def _wrong_head(content):
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        yield f"This is no file of a role: it begins with “format: {FORMAT}”."
        return
    if content.get("version") != VERSION:
        yield f"The file has version {content.get('version')!r}; this site reads version {VERSION}."
    known = {"format", "version", "slug", "collection", "role", *PARTS}
    if unknown := sorted(map(str, content.keys() - known)):
        yield f"{', '.join(unknown)}: no part of a role. Its parts are {', '.join(PARTS)}."
    for name in ("slug", "collection"):
        try:
            validate_slug(content.get(name))
        except ValidationError:
            yield f"{name}: letters, digits, hyphens and underscores only."


class _Reading:
    """Reads rows, and collects what is wrong with them."""

    def __init__(self):
        self.problems = []

    def part(self, part, entries):
        if not isinstance(entries, list):
            self.problems.append(f"{part.name}: not a list of rows.")
            return {}
        rows = {}
        for number, entry in enumerate(entries, start=1):
            name = f"{part.name}, row {number}"
            if row := self.row(name, part.fields, part.defaults, entry):
                key = part.key_of(row)
                if key in rows:
                    self.problems.append(f"{name}: {words(key)} stands there twice.")
                rows[key] = row
        return in_order(rows)

    def row(self, name, fields, defaults, entry):
        """Return the values of all fields, defaults filled in; None where something is wrong."""
        if not isinstance(entry, dict):
            self.problems.append(f"{name}: not a list of fields with their values.")
            return None
        wrong = [f"{unknown}: no such field." for unknown in sorted(map(str, entry.keys() - fields.keys()))]
        values = defaults | entry
        row = {}
        for field in fields.values():
            try:
                row[field.name] = _clean(field, values.get(field.name))
            except ValidationError as error:
                wrong += error.messages
        self.problems += [f"{name}: {message}" for message in wrong]
        return None if wrong else row


def _clean(field, value):
    if field.many_to_many:
        return _clean_claims(value)
    if not field.is_relation:
        return plain(field, clean_plain(field, value))
    if value is None and field.null:
        return None
    if not isinstance(value, str) or not value:
        raise ValidationError(f"{field.name}: name it by its slug.")
    return value


def _clean_claims(value):
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ValidationError(f"{Claim._meta.verbose_name_plural}: write them as a list of codes: [A101, B203].")
    return sorted(set(value))
