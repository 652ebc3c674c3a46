"""What a framework itself says of a requirement, in words; pure functions over `roles.statements.Native`."""

from types import SimpleNamespace

from skills.models import SkillKind

# How figures of a framework read: how much a skill matters, and how well it has to be known. Others use words.
_FIGURES = {"onet": ("importance {} of 5", "level {} of 7")}
LOW_PRECISION = "low precision: figure not shown"


def native_words(row):
    """Return the framework's own values of an AskedSkill: “importance 4.12 of 5 · level 4.88 of 7”; empty without any.

    A figure that the framework itself calls imprecise is not shown.
    """
    return _words(row.native, (row.need, row.level))


def requirement_words(requirement, skill):
    """Return the same of a SkillRequirement, whose skill this is."""
    native = SimpleNamespace(
        collection=skill.collection_id,
        is_technology=skill.kind == SkillKind.TECHNOLOGY,
        need=requirement.native_need,
        level=requirement.native_level,
        is_imprecise=requirement.is_imprecise,
    )
    return _words(native, (requirement.need, requirement.level))


def _words(native, ours):
    if not is_in_figures(native):
        return " · ".join(filter(None, [native.need, native.level]))
    figures = zip(_FIGURES[native.collection], (native.need, native.level), ours, strict=True)
    words = [
        form.format(figure) for form, figure, worked_out in figures if figure and not _is_hidden(native, worked_out)
    ]
    return " · ".join([*words, LOW_PRECISION] if native.is_imprecise else words)


def _is_hidden(native, worked_out):
    """Tell whether a figure is the imprecise one: nothing is worked out from it."""
    return native.is_imprecise and worked_out is None


def is_in_figures(native):
    """Tell whether the framework rates in figures, which are translated into our needs and levels."""
    return native.collection in _FIGURES and not native.is_technology


def native_order(native):
    """Return what sorts the requirements of a framework: the most important first, as far as it says."""
    return -float(native.need) if is_in_figures(native) and native.need else 0


def flags(native):
    """Return what adverts say of a technology: “in demand”, “hot technology”."""
    marks = [("in demand", native.is_in_demand), ("hot technology", native.is_hot)]
    return [words for words, holds in marks if holds]
