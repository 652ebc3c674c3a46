"""What somebody can do, set against what roles ask for: gaps, a plan, roles that fit (docs/fit.md)."""
