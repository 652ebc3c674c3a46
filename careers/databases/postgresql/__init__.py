"""Django's backend of PostgreSQL, which leaves out a server that is gone and bounds what statements may take."""
