"""The search pages: results, and suggestions under the box of every page."""
