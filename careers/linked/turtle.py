"""Things as Turtle (https://www.w3.org/TR/turtle/), one after another."""

from urllib.parse import quote

from .things import Thing
from .vocabulary import LANGUAGE, OWN_PREFIX, PREFIXES, PROPERTIES, TERMS, Takes

# All that stands for itself in an address; the rest is written as its code.
_OF_ADDRESSES = "!#$%&'()*+,-./:;=?@[]_~"
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): f"\\u{code:04X}" for code in [*range(9), 11, 12, *range(14, 32), 127]}
)


def document(things, base):
    """Yield a Turtle document: what its short names mean, then a paragraph for each thing; base: "https://site"."""
    yield f"@base <{base}/> .\n"
    for prefix, address in PREFIXES.items():
        yield f"@prefix {prefix}: <{address}> .\n"
    yield f"@prefix {OWN_PREFIX}: <{TERMS}> .\n"
    for one in things:
        yield f"\n{_subject(one)}"


def link(address):
    """Return an address as Turtle writes it, whatever signs an identifier of a framework holds."""
    return f"<{quote(address, safe=_OF_ADDRESSES)}>"


def words(text):
    return f'"{text.translate(_ESCAPES)}"@{LANGUAGE}'


def plain(value):
    """Return a code, a number or a truth."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return (
        f'"{value.translate(_ESCAPES)}"' if isinstance(value, str) else f"{value:f}" if value % 1 else str(int(value))
    )


def _subject(one):
    lines = [f"{link(one.address)} a {', '.join(one.types)}", *_lines(one, "    ")]
    return " ;\n    ".join(lines) + " .\n"


def _lines(one, indent):
    return [f"{name} {_objects(name, values, indent)}" for name, values in one.properties.items()]


def _objects(name, values, indent):
    return ", ".join(_object(PROPERTIES[name], value, indent) for value in values)


def _object(takes, value, indent):
    if isinstance(value, Thing):
        further = indent + "    "
        inner = f" ;\n{further}".join([f"a {', '.join(value.types)}", *_lines(value, further)])
        return f"[\n{further}{inner}\n{indent}]"
    return _WRITE[takes](value)


_WRITE = {Takes.LINKS: lambda value: _link_or_name(value), Takes.WORDS: words, Takes.PLAIN: plain}


def _link_or_name(value):
    """Return a link; a prefixed name, such as a property that a statement is about, stays as it is."""
    return value if value in PROPERTIES else link(value)
