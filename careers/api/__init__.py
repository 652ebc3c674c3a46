"""The content for programs: REST under /api/v1/, described by OpenAPI, for reading and without a key (docs/api.md)."""
