"""The addresses of pages."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address(name, *arguments):
    """Return the path of the view with this name; raises NoReverseMatch.

    A page has a dozen addresses, and Django takes longer to work one out than the page to use it: each is kept.
    """
    return _address(name, arguments, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=10_000)
def _address(name, arguments, prefix, urlconf):
    return reverse(name, args=arguments)
