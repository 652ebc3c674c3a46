"""Names change: two skills or roles that are the same become one, and one that is two things becomes two."""
