"""Taking in a role's file from another installation: always into a draft, never into what readers see."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roles.models import Role, RoleFamily
from roles.whole import Whole, WholeError, apply, difference, read
from roles.whole.references import References
from sources.collection import OWN
from sources.history import change
from sources.watching import hold_content

from . import access
from .review import RefusedError, start


def changes_of_file(whole):
    """Return (the role that a file is of or None, the RowChanges that taking it in makes); raises WholeError."""
    role = Role.objects.without_copies().filter(slug=whole.slug).first()
    if role is None:
        _check_new(whole)
        changes = difference(_nothing(whole), whole)
    else:
        _check_collection(whole, role)
        changes = difference(read(_written(role)), whole)
    if missing := References(changes).missing:
        raise WholeError(missing)
    return role, changes


def take_in(whole, user):
    """Write a file into a draft of its role, of a new role if there is none, and return the Draft; all or nothing."""
    with transaction.atomic(), change(user, f"Took in the file of {whole.role['title']}"):
        hold_content()
        role, _ = changes_of_file(whole)
        if role is None:
            if not user.has_perm("roles.add_role"):
                raise PermissionDenied
            family = RoleFamily.objects.get(slug=whole.role["family"])
            role = Role.objects.create(slug=whole.slug, title=whole.role["title"], family=family)
        draft = start(role, user)
        if not draft.is_writable:
            raise RefusedError(
                f"The draft of {role.title} is under review: take it back first, then bring in the file."
            )
        apply(whole, draft.written)
        access.note_writer(user, draft.written)
        return draft


def _written(role):
    draft = access.open_draft(role)
    return draft.written if draft else role


def _nothing(whole):
    return Whole(whole.slug, whole.collection, {}, {name: {} for name in whole.parts})


def _check_new(whole):
    if whole.collection != OWN:
        raise WholeError(
            [f"{whole.role['title']} belongs to the framework “{whole.collection}”: import the framework first."]
        )


def _check_collection(whole, role):
    if whole.collection != role.collection_id:
        raise WholeError(
            [f"{whole.slug} is a role of “{role.collection_id}” here and of “{whole.collection}” in the file."]
        )
