from .draft import Draft, DraftState, DraftStep
from .duty import Duty, DutyArea, Involvement, Priority, Responsibility
from .education import EducationRoute, ExperienceRange, Necessity, RouteIntoRole, RouteKind
from .knowledge import HiringNote, Question, Trend
from .pay import Benefit, PayFactor, PayFigure, PayKind, PayPeriod
from .preparation import (
    PreparationCategory,
    PreparationKind,
    PreparationLevel,
    PreparationShare,
    RoleRelation,
    RoleRelationKind,
)
from .progression import ProgressionStep, StepKind
from .requirement import Choice, Need, SkillRequirement
from .role import DEEPEST_CHAIN, Role, RoleAlias, RoleFamily, Seniority
from .working_life import EmploymentTerm, TermKind, WorkingRelation, WorkingRelationKind

__all__ = [
    "DEEPEST_CHAIN",
    "Benefit",
    "Choice",
    "Draft",
    "DraftState",
    "DraftStep",
    "Duty",
    "DutyArea",
    "EducationRoute",
    "EmploymentTerm",
    "ExperienceRange",
    "HiringNote",
    "Involvement",
    "Necessity",
    "Need",
    "PayFactor",
    "PayFigure",
    "PayKind",
    "PayPeriod",
    "PreparationCategory",
    "PreparationKind",
    "PreparationLevel",
    "PreparationShare",
    "Priority",
    "ProgressionStep",
    "Question",
    "Responsibility",
    "Role",
    "RoleAlias",
    "RoleFamily",
    "RoleRelation",
    "RoleRelationKind",
    "RouteIntoRole",
    "RouteKind",
    "Seniority",
    "SkillRequirement",
    "StepKind",
    "TermKind",
    "Trend",
    "WorkingRelation",
    "WorkingRelationKind",
]
