"""What keeps the site safe beside what its parts do themselves (docs/security.md has the whole of it)."""
