from collections import defaultdict
from contextlib import suppress

from django.db.backends.postgresql import base

from careers.databases.bounds import UNBOUNDED, bounds
from careers.databases.circuit import Circuit

# One for each alias in a process, for all of its threads.
circuits = defaultdict(Circuit)


class DatabaseWrapper(base.DatabaseWrapper):
    _bounds = UNBOUNDED

    def get_new_connection(self, conn_params):
        circuit = circuits[self.alias]
        if not circuit.may_try():
            raise self.Database.OperationalError(f"the database {self.alias!r} did not answer a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            circuit.failed()
            raise
        circuit.answered()
        return connection

    def connect(self):
        super().connect()
        self._bounds = UNBOUNDED
        self.keep_within(bounds.get())

    def keep_within(self, wanted):
        """Bound what statements on this connection may take, where it has other bounds."""
        if self.connection is None or wanted == self._bounds or self.settings_dict.get("IS_POOLED"):
            return
        # A connection that broke is noticed, and made anew, where it is used.
        with suppress(self.Database.Error):
            with self.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false), "
                    "set_config('idle_in_transaction_session_timeout', %s, false)",
                    [str(milliseconds) for milliseconds in wanted],
                )
            self._bounds = wanted
