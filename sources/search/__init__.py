"""Finding anything: see docs/search.md."""
