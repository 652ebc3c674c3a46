"""The specification as a page reads it."""

from typing import NamedTuple


class Parameter(NamedTuple):
    name: str
    is_required: bool
    takes: str
    description: str


class Operation(NamedTuple):
    name: str
    path: str
    summary: str
    parameters: list[Parameter]
    answers: list[str]
    example: str


class Field(NamedTuple):
    name: str
    takes: str
    description: str


# For each operation an address that shows what it does; tests ask for each of them.
EXAMPLES = {
    "list_roles": "roles/?skill=python&sort=title&limit=5",
    "get_role": "roles/senior-backend-engineer/?include=requirements&include=steps",
    "list_skills": "skills/?kind=language&limit=5",
    "get_skill": "skills/python/?include=levels",
    "list_duties": "duties/?role=backend-engineer&area=code",
    "get_duty": "",
    "list_routes": "routes/?kind=degree",
    "get_route": "",
    "list_steps": "steps/?role=senior-backend-engineer",
    "get_step": "",
    "list_documents": "documents/",
    "get_document": "",
    "list_claims": "claims/?strength=required&limit=5",
    "get_claim": "",
    "list_collections": "collections/",
    "get_collection": "collections/waymark/",
    "compare": "compare/?role=junior-backend-engineer&role=senior-backend-engineer",
    "gap": "gap/?from=junior-backend-engineer&to=senior-backend-engineer",
    "path": "path/?from=junior-backend-engineer&to=senior-backend-engineer",
    "match": "match/?mark=python:3&mark=git:2&limit=5",
}


def reference(specification):
    """Return [(tag, Operations)] and [(name of an answer, Fields)] of a specification."""
    by_tag = {}
    for path, operations in specification["paths"].items():
        for operation in operations.values():
            by_tag.setdefault(operation["tags"][0], []).append(_operation(path, operation))
    return {"operations": by_tag, "answers": _answers(specification["components"]["schemas"])}


def _operation(path, operation):
    content = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        operation["operationId"],
        path,
        operation.get("description", operation["summary"]),
        [_parameter(one) for one in operation["parameters"]],
        [one["$ref"].rpartition("/")[2] for one in content.get("anyOf", [content])],
        f"/api/v1/{example}" if (example := EXAMPLES[operation["operationId"]]) else "",
    )


def _parameter(one):
    return Parameter(one["name"], one["required"], takes(one["schema"]), one.get("description", ""))


def takes(schema):
    """Return in words what a schema takes."""
    if "anyOf" in schema:
        return " or ".join(takes(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema or "const" in schema:
        return ", ".join(map(str, schema.get("enum", [schema.get("const")])))
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"several: {takes(schema['items'])}"
    if kind == "integer" and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return {"string": "text", "integer": "number", "boolean": "true or false", "object": "names and values"}.get(
        kind, kind
    )


def _answers(schemas):
    return [
        (name, schema.get("description", ""), [_field(*pair) for pair in schema["properties"].items()])
        for name, schema in schemas.items()
        if "properties" in schema
    ]


def _field(name, schema):
    return Field(name, takes(schema), schema.get("description", ""))
