"""The content as tables in which nothing has to be looked up."""

from . import role_tables, skill_tables, source_tables

TABLES = [*source_tables.TABLES, *skill_tables.TABLES, *role_tables.TABLES]
