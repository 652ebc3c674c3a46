"""Licences that have an address of their own."""

# The names by which programs know licences (SPDX), and where these stand.
KNOWN = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "Open Government Licence v3.0": (
        "OGL-UK-3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
}


def licence(name):
    """Return what is said of a licence: its address where it is known, else its name."""
    _, address = KNOWN.get(name, ("", ""))
    return {"dcterms:license": address, "dcterms:rights": "" if address else name}
