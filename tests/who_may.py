"""Who may do what in the admin: the table that tests/test_permissions.py holds every address and action to.

Columns: an editor without a group, an Author, a Reviewer, an Administrator. A new address of the admin needs a line
here, and, where its arguments are not a row of the model that its name begins with, an entry in ARGUMENTS.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType

GROUPS = ["no group", "Author", "Reviewer", "Administrator"]

# What the addresses of a model ask for, by what their names end in: to open them, and to send a form there.
KINDS = """
changelist    v  v
add           a  a
change        v  c
delete        d  d
history       v  v
compare       v  v
autocomplete  v  v
bring_back    c  c
address       p  p
export        v  v
csv           v  v
xlsx          v  v
import        i  i
check         i  i
"""

# The rows of a model: v they see them, a add, c change, d delete, i import tables of them, p give pages that readers
# have another address. Roles and their rows are those that readers see.
ROWS = """
sources.collection            -  v    vci     vci
sources.document              -  v    vacdip  vacdip
sources.claim                 -  vaci vacdi   vacdi
sources.oldaddress            -  v    vi      vi
sources.change                v  v    v       v
skills.skillarea              -  v    vacdip  vacdip
skills.skill                  -  v    vacdip  vacdip
skills.skillalias             -  v    vi      vi
skills.leveldescriptor        -  v    vi      vi
skills.skillrelation          -  v    vi      vi
skills.skillinarea            -  v    vi      vi
skills.glossaryterm           -  v    vacdi   vacdi
roles.rolefamily              -  v    vacdip  vacdip
roles.role                    -  vai  vacdip  vacdip
roles.draft                   -  v    v       v
roles.rolealias               -  vai  vacdi   vacdi
roles.skillrequirement        -  vai  vacdi   vacdi
roles.duty                    -  vai  vacdi   vacdi
roles.choice                  -  vi   vi      vi
roles.routeintorole           -  vi   vi      vi
roles.experiencerange         -  vi   vi      vi
roles.progressionstep         -  vi   vi      vi
roles.workingrelation         -  vi   vi      vi
roles.payfigure               -  vi   vi      vi
roles.payfactor               -  vi   vi      vi
roles.benefit                 -  vi   vi      vi
roles.employmentterm          -  vi   vi      vi
roles.question                -  vi   vi      vi
roles.hiringnote              -  vi   vi      vi
roles.trend                   -  vi   vi      vi
roles.rolerelation            -  vi   vi      vi
roles.responsibility          -  v    vacdi   vacdi
roles.educationroute          -  v    vacdip  vacdip
roles.preparationlevel        -  v    vacdi   vacdi
roles.preparationcategory     -  v    vacdi   vacdi
roles.preparationshare        -  vi   vi      vi
auth.user                     -  -    -       vacd
auth.group                    -  -    -       vacd
doors.accessevent             -  -    -       v
"""

# The same of roles that readers do not see: of one that is being written, and of one that waits for its review.
WRITTEN = """
roles.role                    -  vaci  vacdi  vacdi
roles.rolealias               -  vacdi vacdi  vacdi
roles.skillrequirement        -  vacdi vacdi  vacdi
roles.duty                    -  vacdi vacdi  vacdi
"""
WAITING = """
roles.role                    -  vai   vadi   vadi
roles.rolealias               -  vai   vai    vai
roles.skillrequirement        -  vai   vai    vai
roles.duty                    -  vai   vai    vai
"""

# Every other address, by name: yes, - (refused), or "look" (it opens, but a form sent there is refused). The second
# step opens for nobody who has not just given a password.
ADDRESSES = """
admin:index                   yes  yes  yes  yes
admin:logout                  yes  yes  yes  yes
admin:password_change         yes  yes  yes  yes
admin:password_change_done    yes  yes  yes  yes
admin:jsi18n                  yes  yes  yes  yes
admin:login                   yes  yes  yes  yes
admin:app_list                -    yes  yes  yes
admin:view_on_site            yes  yes  yes  yes
admin:autocomplete            -    yes  yes  yes
admin:auth_user_password_change  -  -   -    yes
admin:sources_change_undo     -    -    yes  yes
admin:roles_role_draft        -    yes  yes  yes
admin:roles_role_file         -    yes  yes  yes
admin:roles_role_grid         -    yes  yes  yes
admin:roles_rolefamily_grid   -    yes  yes  yes
admin:roles_draft_file        -    yes  yes  yes
admin:roles_draft_preview     -    yes  yes  yes
admin:roles_draft_update      -    yes  yes  yes
admin:roles_draft_step        -    -    yes  yes
draft-changes                 -    yes  yes  yes
merge                         -    -    yes  yes
split                         -    -    yes  yes
tables:index                  yes  yes  yes  yes
desk:check                    yes  yes  yes  yes
desk:claims                   -    yes  yes  yes
desk:attach                   -    yes  yes  yes
doors:sign-in                 yes  yes  yes  yes
doors:second-step             -    -    -    -
doors:account                 yes  yes  yes  yes
doors:set-up                  yes  yes  yes  yes
doors:turn-off                yes  yes  yes  yes
doors:new-codes               yes  yes  yes  yes
doors:sign-out-elsewhere      yes  yes  yes  yes
doors:reset                   -    -    -    yes
"""

# What can be done with ticked rows of a list, beside deleting them, which ROWS says.
ACTIONS = """
roles.role:publish            -  -    -    -
roles.role:return_to_draft    -  -    yes  yes
roles.role:retire             -  -    yes  yes
roles.role:edit_in_grid       -  yes  yes  yes
roles.role:merge              -  -    yes  yes
skills.skill:publish          -  -    yes  yes
skills.skill:return_to_draft  -  -    yes  yes
skills.skill:retire           -  -    yes  yes
skills.skill:merge            -  -    yes  yes
"""

# Addresses that strangers reach.
OPEN = {"admin:login", "admin:logout", "doors:sign-in"}

# The arguments of an address, given the rows that there are as {"app.model": row}; a query follows a "?".
ARGUMENTS = {
    "admin:app_list": lambda rows: ["roles"],
    "admin:view_on_site": lambda rows: [
        ContentType.objects.get_for_model(rows["roles.role"]).pk,
        rows["roles.role"].pk,
    ],
    "admin:roles_role_file": lambda rows: [rows["roles.role"].pk, "yaml"],
    "admin:roles_draft_step": lambda rows: [rows["waiting"].pk, "publish"],
    "draft-changes": lambda rows: [rows["roles.draft"].pk],
    "merge": lambda rows: ["roles", "role", rows["roles.role"].pk],
    "split": lambda rows: ["roles", "role", rows["roles.role"].pk],
    "desk:check": lambda rows: ["claims-support-statements"],
    "desk:claims": lambda rows: [rows["sources.document"].pk],
    "desk:attach": lambda rows: [rows["sources.claim"].pk],
    "doors:reset": lambda rows: [rows["auth.user"].pk],
}
QUERIES = {
    "admin:autocomplete": lambda rows: "?app_label=roles&model_name=skillrequirement&field_name=skill&term=",
    "admin:roles_role_grid": lambda rows: f"?role={rows['roles.role'].pk}",
}


@cache
def read(table, columns=tuple(GROUPS)):
    """Return {name: {column: word}} of a table."""
    lines = (line.split() for line in table.strip().splitlines())
    return {name: dict(zip(columns, words, strict=True)) for name, *words in lines}
