"""Drafts of roles: a change is written beside the page that readers see, reviewed, and published as a whole."""
