"""Published pages, made once for each change of the content and then answered before Django (docs/performance.md)."""
