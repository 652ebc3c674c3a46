"""How fast the site is, side by side with others: see README.md."""
