"""The content as linked data, in the words of schema.org and SKOS: Turtle and JSON-LD from the same things.

`things.Thing` is one subject with what is said of it. `role_things`, `skill_things` and `source_things` make things of
plain facts, `loading` brings facts from the database, so many pages at once. `turtle` and `json_ld` write things, one
after another, so that any number of them needs no memory.
"""
