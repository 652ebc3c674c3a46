"""Take in a release of a framework: plan it, and write it in one transaction."""

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction

from roles.models import ProgressionStep
from sources.history import ChangeKind, note_change, unrecorded
from sources.search.index import refresh
from sources.watching import bulk_writing

from . import content
from .files import FrameworkError
from .plan import Plan, compare_all, new_steps, titles
from .present import present_rows
from .progress import Silence
from .references import keep_what_is_referred_to
from .releases import ensure_collection, ensure_release, newer_releases, present_release
from .wanted import rejections, wanted_rows
from .write import Writer

# Any number, the same for all imports.
_LOCK = 7_261_994


def plan_import(release, *, allow_older=False, progress=None):
    """Return what importing a Release would do; changes nothing. Raises FrameworkError."""
    try:
        return _plan(release, allow_older, progress or Silence())[0]
    except DatabaseError as error:
        raise FrameworkError(_explained(error)) from error


def import_release(release, *, allow_older=False, allow_losses=False, progress=None):
    """Bring the database to what a Release says, all or nothing, and return the Plan that was followed.

    allow_losses: even where so much is gone that a file may have been cut off. Raises FrameworkError; nothing has
    changed then.
    """
    progress = progress or Silence()
    try:
        with transaction.atomic():
            _lock()
            plan, numbers = _plan(release, allow_older, progress)
            if plan.losses and not allow_losses:
                raise FrameworkError(f"{' '.join(plan.losses)} If it is, add --allow-losses.")
            if plan.writes:
                _write(release, plan, numbers, progress)
    except DatabaseError as error:
        raise FrameworkError(_explained(error)) from error
    return plan


def _write(release, plan, numbers, progress):
    with bulk_writing(), unrecorded():
        ensure_collection(release.collection)
        Writer(plan, numbers, ensure_release(release), progress).write()
        note_change(_in_numbers(plan), ChangeKind.IMPORT)
        progress.start("Bringing the search up to date", 0)
        _gather_statistics(plan)
        refresh()


def _in_numbers(plan):
    added, changed, retired, removed = map(sum, zip(*(part.counts[:4] for part in plan.kinds.values()), strict=True))
    name = ensure_collection(plan.collection).short_name
    return f"{name} {plan.version}: {added:,} rows added, {changed:,} changed, {retired:,} retired, {removed:,} removed"


def _explained(error):
    """Return what an operator can do about an error of the database."""
    what = " ".join(str(error).split()) or type(error).__name__
    if "locked" in what:
        return "Something else is writing to the database; try again when it is done."
    if isinstance(error, IntegrityError | DataError):
        return f"The database refuses a row of the release: {what}"
    return f"The database fails ({what}); mend that, then try again."


def _plan(release, allow_older, progress):
    """Return (the Plan of an import, {row type: {identifier: pk}} of what is there)."""
    if not allow_older:
        _check_newest(release)
    progress.start("Comparing", 0)
    document = present_release(release.collection, release.version)
    wanted, faulty = wanted_rows(release)
    present, numbers = present_rows(release.collection)
    parts = compare_all(wanted, faulty, present, document and document.pk, release.unsaid)
    keep_what_is_referred_to(parts)
    promotions = _promotions(numbers[content.Role])
    steps, notes = new_steps(release.rows[content.Step], parts[content.Role].added, promotions)
    plan = Plan(
        release.collection,
        release.version,
        parts,
        steps,
        titles(wanted, present),
        [*release.rejected, *rejections(faulty)],
        [*release.notes, *notes],
        is_new=document is None,
    )
    return plan, numbers


def _check_newest(release):
    if newer := newer_releases(release.collection, release.version):
        raise FrameworkError(
            f"Release {newer[0]} has been imported, which is newer than {release.version}; "
            "import the newest one, or add --allow-older to go back."
        )


def _promotions(numbers):
    """Return the promotions of the database as pairs of identifiers; roles of other collections by their number."""
    names = {pk: identifier for identifier, pk in numbers.items()}
    ends = ProgressionStep.objects.promotions().order_by().values_list("origin_id", "target_id")
    return {(names.get(origin, origin), names.get(target, target)) for origin, target in ends}


def _gather_statistics(plan):
    """Let PostgreSQL know how much was written, before the search reads it: it would learn only after the end."""
    tables = [part.kind.model._meta.db_table for part in plan.kinds.values() if part.added]
    if tables and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")


def _lock():
    """Let no two imports run at once; SQLite lets nobody else write anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise FrameworkError("Another import is running; try again when it is done.")
