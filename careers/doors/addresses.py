"""Where a visitor comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings


def address_of(request):
    """Return the visitor's address, or None where the server names none.

    Each proxy that can be trusted adds one entry at the right of X-Forwarded-For; what stands further left
    is whatever the visitor wrote there.
    """
    if not settings.TRUSTED_PROXIES:
        return _read(request.META.get("REMOTE_ADDR", ""))
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return _read(entries[-settings.TRUSTED_PROXIES].strip()) if len(entries) >= settings.TRUSTED_PROXIES else None


def network_of(request):
    """Return the address as one household has it: of IPv6 the network, of which each has any number of addresses."""
    address = address_of(request)
    if address is None or ":" not in address:
        return address
    return str(ip_network((address, 64), strict=False).network_address)


def _read(text):
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return str((isinstance(address, IPv6Address) and address.ipv4_mapped) or address)
