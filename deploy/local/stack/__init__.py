"""Waymark as it runs past one machine, on this one: PostgreSQL with a replica, Redis, two application servers, nginx.

The same programs with the same configuration files as the containers and the plain server have (deploy/), each on a
free port of 127.0.0.1, in a folder of its own that is thrown away.
"""

from .stack import Stack, stack

__all__ = ["Stack", "stack"]
