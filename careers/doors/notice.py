"""What happens to accounts, noticed wherever it happens, and written down."""

from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver

from . import sessions
from .models import AccessKind
from .record import current_request, record

FLAGS = {"username": "name", "is_active": "active", "is_staff": "may edit", "is_superuser": "superuser"}


@receiver(user_logged_in)
def signed_in(request, user, **kwargs):
    if hasattr(request, "session"):
        sessions.begin(request.session)
    record(AccessKind.SIGNED_IN, user, detail=getattr(request, "signed_in_with", "Password"), request=request)


@receiver(user_logged_out)
def signed_out(request, user, **kwargs):
    if user:
        record(AccessKind.SIGNED_OUT, user, request=request)


def password_set(account):
    """A new password: every other browser of the account is signed out."""
    request = current_request.get()
    is_own = request is not None and request.user == account
    sessions.end_sessions(account, but=request.session.session_key if is_own else None)
    record(AccessKind.PASSWORD, account)


@receiver(pre_save, sender=User)
def remember_flags(instance, update_fields=None, raw=False, **kwargs):
    if raw or (update_fields is not None and not FLAGS.keys() & set(update_fields)):
        return
    before = User.objects.filter(pk=instance.pk).values(*FLAGS).first() if instance.pk else None
    instance.flags_before = before or {}


@receiver(post_save, sender=User)
def account_saved(instance, created, raw=False, **kwargs):
    before = instance.__dict__.pop("flags_before", None)
    if raw or (before is None and not created):
        return
    if created:
        record(AccessKind.ACCOUNT, instance, detail="Made")
    changes = [
        f"{words}: {_word(before[flag])} → {_word(getattr(instance, flag))}"
        for flag, words in FLAGS.items()
        if before and before[flag] != getattr(instance, flag)
    ]
    if changes:
        record(AccessKind.ACCOUNT, instance, detail=", ".join(changes))


def _word(value):
    return {True: "yes", False: "no"}.get(value, value)


@receiver(post_delete, sender=User)
@receiver(post_delete, sender=Group)
def deleted(sender, instance, **kwargs):
    kind = AccessKind.ACCOUNT if sender is User else AccessKind.RIGHTS
    record(kind, name=str(instance), detail="Deleted" if sender is User else "Group deleted")


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def rights_changed(instance, action, model, pk_set, **kwargs):
    said = {"post_add": "Added", "post_remove": "Removed", "pre_clear": "Removed all"}.get(action)
    if said is None or (pk_set is not None and not pk_set):
        return
    what = (
        ", ".join(str(row) for row in model.objects.filter(pk__in=pk_set))
        if pk_set
        else model._meta.verbose_name_plural
    )
    detail = f"{said}: {what}"
    if isinstance(instance, User):
        record(AccessKind.RIGHTS, instance, detail=detail)
    else:
        record(AccessKind.RIGHTS, name=str(instance), detail=detail)
