"""What an operator sees of a running site: whether it serves, how fast, and what went wrong (docs/observing.md)."""
