"""What refers to a role or a skill, found from the models themselves."""

from django.db.models import Q, SlugField

from roles.models import Choice, Draft, Role
from sources.watching import is_content

# Words for what refers by a field, where the name of its model says too little: one, and several.
WORDS = {
    "skills.Skill.broader": ("skill that is a part or a kind of it", "skills that are a part or a kind of it"),
    "skills.SkillAlias.skill": ("other name", "other names"),
    "skills.SkillRelation.origin": ("relation to another skill", "relations to other skills"),
    "skills.SkillRelation.target": ("relation of another skill to it", "relations of other skills to it"),
    "roles.SkillRequirement.skill": ("role that asks for it", "roles that ask for it"),
    "roles.Role.broader": ("level of it", "levels of it"),
    "roles.RoleAlias.role": ("other title", "other titles"),
    "roles.SkillRequirement.role": ("skill that it asks for", "skills that it asks for"),
    "roles.RouteIntoRole.role": ("way into it", "ways into it"),
    "roles.ProgressionStep.origin": ("step to another role", "steps to other roles"),
    "roles.ProgressionStep.target": ("step from another role", "steps from other roles"),
    "roles.WorkingRelation.other_role": ("role that works with it", "roles that work with it"),
    "roles.RoleRelation.target": ("role that is related to it", "roles that are related to it"),
}
# What needs no better words than its model's own.
PLAIN = {
    "skills.SkillInArea.skill",
    "skills.LevelDescriptor.skill",
    "skills.GlossaryTerm.skill",
    "roles.Choice.role",
    "roles.Duty.role",
    "roles.ExperienceRange.role",
    "roles.PreparationShare.role",
    "roles.RoleRelation.origin",
    "roles.WorkingRelation.role",
    "roles.PayFigure.role",
    "roles.PayFactor.role",
    "roles.Benefit.role",
    "roles.EmploymentTerm.role",
    "roles.Question.role",
    "roles.HiringNote.role",
    "roles.Trend.role",
}
# Copies of roles in which drafts are written: `refusals` asks for them to be settled first.
UNSETTLED = {"roles.Role.draft_of"}


def references(model):
    """Return {model of content: names of its fields that refer to a row of `model`}; choices before their members."""
    found = {}
    for relation in model._meta.get_fields(include_hidden=True):
        is_reference = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if is_reference and is_content(relation.related_model) and not relation.related_model._meta.auto_created:
            found.setdefault(relation.related_model, []).append(relation.field.name)
    return dict(sorted(found.items(), key=lambda item: item[0] is not Choice))


def path_of(model, field):
    return f"{model._meta.label}.{field}"


def counted(model, field, count):
    """Return how many rows refer by a field, in words: “3 roles that ask for it”."""
    one, several = words_of(model, field)
    return f"{count} {one if count == 1 else several}"


def words_of(model, field):
    """Return what one row that refers by a field is called, and what several are."""
    return WORDS.get(path_of(model, field), (model._meta.verbose_name, model._meta.verbose_name_plural))


def identity_fields(model):
    """Return the names of the fields that tell the rows of a model apart."""
    return [path.partition("__")[0] for path in getattr(model, "natural_key_fields", ())]


def rows_referring(model, fields, to):
    """Return the rows of a model that refer to some rows by one of the fields, with what their names are made of."""
    condition = Q(*((f"{field}__in", to) for field in fields), _connector=Q.OR)
    joins = {path.rpartition("__")[0] for path in getattr(model, "natural_key_fields", ())} - {""}
    if any(field.name == "choice" for field in model._meta.fields):
        joins.add("choice")
    return list(model._default_manager.filter(condition).select_related(*sorted(joins)).order_by("pk"))


def name_of(row, field, *, is_short=False):
    """Return what a row is called on the page of what it refers to by a field; in short, without what it says."""
    others = [row._meta.get_field(name) for name in identity_fields(type(row)) if name != field]
    named = [getattr(row, other.name) for other in others if other.is_relation or _is_name(other)]
    kinds = [getattr(row, f"get_{other.name}_display")() for other in others if other.choices]
    if found := [str(name) for name in named if name]:
        return f"{', '.join(found)} ({', '.join(kinds)})" if kinds else ", ".join(found)
    if kinds and is_short:
        return ", ".join(kinds)
    is_said_of_it = field in identity_fields(type(row)) and "__" not in getattr(row, "says", "__")
    return ": ".join([*kinds, getattr(row, row.says) if is_said_of_it else str(row)])


def _is_name(field):
    """Tell whether people read a field: neither a value of an enumeration, nor a part of an address."""
    return not (field.choices or isinstance(field, SlugField))


def refusals(row):
    """Return why a row can be neither merged nor split yet."""
    found = [f"“{row}” is a draft of another page: publish or withdraw it first."] if is_copy(row) else []
    if isinstance(row, Role) and row.pk and Draft.objects.open().filter(role=row).exists():
        found.append(f"“{row}” has a draft that waits: publish or withdraw it first.")
    return found


def is_copy(row):
    """Tell whether a row is the draft of a page that readers have."""
    return getattr(row, "draft_of_id", None) is not None
