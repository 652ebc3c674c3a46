"""A throw-away site on Wagtail that shows a role and its requirements on one page."""
