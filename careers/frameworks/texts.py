"""Texts as publishers hand them out, made clean; what they say stays as it is."""

import re

# UTF-8 that was read as Latin-1 and written as UTF-8 again: "students" and three odd signs for an apostrophe. A letter
# before a no-break space alone says nothing, so one sign has to be a control character, or the first one Â or Ã.
_ENCODED_TWICE = re.compile(
    "[\xc2\xc3][\x80-\xbf]"
    "|[\xc4-\xdf][\x80-\x9f]"
    "|[\xe0-\xef](?=[\x80-\xbf]?[\x80-\x9f])[\x80-\xbf]{2}"
    "|[\xf0-\xf4](?=[\x80-\xbf]{0,2}[\x80-\x9f])[\x80-\xbf]{3}"
)
_NOT_DECODED = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
_LINE_END = re.compile(r"[ \t]+\n")

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_INVISIBLE = (0xAD, 0x200B, 0x2060, 0xFEFF)
_SPACES = (0xA0, 0x2007, 0x202F)
_LINES = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_REPLACED = (
    dict.fromkeys([*_CONTROLS, *_INVISIBLE])
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_LINES, "\n")
    | {ord("\n"): "\n", ord("\t"): "\t"}
)


def clean(cell):
    """Return a text without what nobody can see; raises ValueError where bytes were no text."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    if _NOT_DECODED.search(cell):
        raise ValueError("Holds bytes that are not UTF-8 text.")
    text = _ENCODED_TWICE.sub(_decoded_again, cell).replace("\r\n", "\n").replace("\r", "\n")
    text = _LINE_END.sub("\n", text.translate(_REPLACED))
    return _BLANK_LINES.sub("\n\n", text).strip()


def one_line(text):
    """Return a name: a clean text in one line, its words one space apart."""
    return " ".join(text.split())


def different_names(names, own=""):
    """Return names in one line, each once whatever its case, without the empty one and the own one; in order of ABC.

    Of those that differ in case only, one that is not all capitals stays, whatever their order in the file.
    """
    kept = {own.casefold(), ""}
    ordered = sorted(map(one_line, names), key=lambda name: (name.isupper(), name))
    return sorted(name for name in ordered if not (name.casefold() in kept or kept.add(name.casefold())))


def _decoded_again(match):
    try:
        return match.group().encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
