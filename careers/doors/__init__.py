"""Who comes in: signing in, its second step, sessions, the groups of editors, and the record of all that."""
