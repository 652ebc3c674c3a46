"""Where a visitor comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings


def address_of(request):
    """Return the visitor's address, or None where the server names none.

    Each proxy that can be trusted adds one entry at the right of X-Forwarded-For; what stands further left
    is whatever the visitor wrote there.
    """
    return address_in(request.META)


def address_in(environ):
    """Return the same of a request that is still a WSGI environment."""
    if not settings.TRUSTED_PROXIES:
        return _read(environ.get("REMOTE_ADDR", ""))
    entries = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return _read(entries[-settings.TRUSTED_PROXIES].strip()) if len(entries) >= settings.TRUSTED_PROXIES else None


def network_of(request):
    """Return the address as one household has it: of IPv6 the network, of which each has any number of addresses."""
    return network_in(request.META)


def network_in(environ):
    """Return the same of a request that is still a WSGI environment."""
    address = address_in(environ)
    return _network(address, 64) if address and ":" in address else address


def blurred(environ):
    """Return the address so far that it names nobody: where a few hundred households are, at least."""
    address = address_in(environ)
    return address and _network(address, 48 if ":" in address else 24)


def _network(address, bits):
    return str(ip_network((address, bits), strict=False).network_address)


def _read(text):
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return str((isinstance(address, IPv6Address) and address.ipv4_mapped) or address)
