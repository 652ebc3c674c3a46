"""The admin's first page: what waits, what changed lately, and how good the content is."""
