"""Writing what was changed in a grid: every write of the grid is here, in as many queries for one cell as for many."""

from collections import defaultdict

from roles.models import SkillRequirement
from sources.history import record_rows
from sources.models import Basis

WRITTEN = ("need", "level", "is_relevant", "edited_fields")


def save(changes, note, claims):
    """Write Changes without problems; call it in the transaction that has read them.

    A changed requirement keeps its evidence, its choice and a framework's own values. A new one rests on the claims,
    or, without any, on our own word, which the note explains.
    """
    touched = SkillRequirement.objects.filter(role__in={change.cell.role_id for change in changes.changed})
    with record_rows(touched):
        _remove([change.cell.stored.pk for change in changes.removed])
        _change(changes.kept)
        _add(changes.added, note, claims)


def _remove(pks):
    if pks:
        SkillRequirement.objects.filter(pk__in=pks).delete()


def _change(changes):
    if not changes:
        return
    rows = SkillRequirement.objects.in_bulk([change.cell.stored.pk for change in changes])
    alike = defaultdict(list)
    for change in changes:
        row = rows[change.cell.stored.pk]
        row.mark_edited(_write(row, change.after))
        alike[tuple(getattr(row, name) for name in WRITTEN)].append(row.pk)
    # A query for each thing that cells may say, of which there are few; bulk_update takes five times as long.
    for values, pks in alike.items():
        SkillRequirement.objects.filter(pk__in=pks).update(**dict(zip(WRITTEN, values, strict=True)))


def _write(row, value):
    """Let a requirement say what a cell says; return the names of the fields that this changes."""
    wanted = {"is_relevant": value.is_relevant}
    if value.is_relevant:
        wanted |= {"need": value.need, "level": value.level}
    changed = [name for name, said in wanted.items() if getattr(row, name) != said]
    for name in changed:
        setattr(row, name, wanted[name])
    return changed


def _add(changes, note, claims):
    rows = [
        SkillRequirement(
            role_id=change.cell.role_id,
            skill_id=change.cell.skill_id,
            need=change.after.need,
            level=change.after.level,
            basis=Basis.STATED if claims else Basis.EDITORIAL,
            note=note,
        )
        for change in changes
    ]
    SkillRequirement.objects.bulk_create(rows)
    resting = SkillRequirement.claims.through
    resting.objects.bulk_create(
        resting(skillrequirement_id=row.pk, claim_id=claim.pk) for row in rows for claim in claims
    )
