"""Writing a plan, row by row: the history sees what is saved and deleted, not what is updated in bulk."""

from django.contrib.admin.models import CHANGE, LogEntry

from roles.models import Role, RoleAlias
from skills.models import SkillAlias
from sources.collection import Imported
from sources.history import ChangeKind, change
from sources.models import Basis
from sources.old_addresses import lead

from .clash import Answer


def merge(plan, answers, user):
    """Merge as planned. answers: {key of a clash: (Answer, whether claims are joined)}; what is left out is kept."""
    kept, gone = plan.kept, plan.gone
    message = f"Merged “{gone}” into “{kept}”"
    with change(user, message, kind=ChangeKind.MERGE):
        for move in plan.moves:
            write(move.row, move.values)
        for clash in plan.clashes:
            _settle(clash, *answers.get(clash.key, (Answer.KEEP, True)))
        for row in [*plan.dropped, *(clash.gone for clash in reversed(plan.clashes))]:
            row.delete()
        _merge_texts(plan, answers)
        _keep_name(kept, gone)
        old = gone.slug
        gone.delete()
        lead(plan.model, old, kept.slug)
        LogEntry.objects.log_actions(user.pk, [kept], CHANGE, f"{message}.")


def _merge_texts(plan, answers):
    default = Answer.TAKE if plan.takes_text else Answer.KEEP
    answer, joins = answers.get(plan.texts.key, (default, True))
    broader = {"broader_id": plan.gone.broader_id} if plan.stands_below else {}
    write(plan.kept, plan.texts.values(answer) | broader)
    if plan.takes_text or plan.has_two_texts:
        _settle_claims(plan.texts, answer, joins)


def _settle(clash, answer, joins_claims):
    write(clash.kept, clash.values(answer))
    _settle_claims(clash, answer, joins_claims)


def _settle_claims(clash, answer, joins_claims):
    if not hasattr(clash.kept, "claims"):
        return
    chosen = clash.claims_of(clash.gone if answer == Answer.TAKE else clash.kept)
    claims = chosen | clash.claims_of(clash.kept) | clash.claims_of(clash.gone) if joins_claims else chosen
    if claims != clash.claims_of(clash.kept):
        clash.kept.claims.set(claims)


def _keep_name(kept, gone):
    """Let what stays be found by the name of what goes."""
    if str(gone).casefold() in {name.casefold() for name in (str(kept), *kept.aliases.values_list("name", flat=True))}:
        return
    if isinstance(kept, Role):
        note = "A role of this title was found to be the same."
        RoleAlias.objects.create(role=kept, name=str(gone), basis=Basis.EDITORIAL, note=note)
    else:
        SkillAlias.objects.create(skill=kept, name=str(gone))


def write(row, values):
    """Save a row with other values ({attribute: value}), if any differ."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    if isinstance(row, Imported):
        attributes = {field.attname: field.name for field in row._meta.concrete_fields}
        row.mark_edited([attributes[name] for name in changed])
    row.save()
