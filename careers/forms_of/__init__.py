"""One address, many forms: roles, skills, comparisons as data, by the end of an address or by what is accepted."""
