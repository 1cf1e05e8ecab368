"""A PostgreSQL database used over and over: copying its hundreds of files takes longer than a test does."""

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import StaticPool

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_SEQUENCES = "SELECT sequencename, start_value, last_value FROM pg_sequences WHERE schemaname = 'public'"
_REWIND = f"""SELECT setval(quote_ident(now.sequencename)::regclass,
    coalesce(first.last_value, first.start_value), first.last_value IS NOT NULL)
FROM ({_SEQUENCES}) now JOIN begin.sequences first USING (sequencename)
WHERE now.last_value IS DISTINCT FROM first.last_value"""
_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
"""Who waits for nothing holds nothing, and knows the tables already: the next test begins with it."""
_WATCH = """CREATE FUNCTION begin.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO begin.rebuilt VALUES (true);
END $$"""


class Emptied:
    """A database that is put back for each test as it was when just made."""

    def __init__(self, address: str) -> None:
        """Write down what it holds just after it was made, and have it say when it is built in another way."""
        self._engine = create_engine(address, poolclass=StaticPool)
        with self._engine.begin() as connection:
            self._tables = list(connection.scalars(text(_TABLES)))
            self._begin = _filled(connection, self._tables)
            connection.execute(text("CREATE SCHEMA begin"))
            connection.execute(text(f"CREATE TABLE begin.sequences AS {_SEQUENCES}"))
            for table in self._begin:
                connection.execute(text(f'CREATE TABLE begin."{table}" AS TABLE "{table}"'))
            connection.execute(text("CREATE TABLE begin.rebuilt (it boolean)"))
            connection.execute(text(_WATCH))
            connection.execute(
                text("CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION begin.watch()")
            )

    def is_emptied(self) -> bool:
        """Put back what it held at the beginning; False when a test left it built in another way."""
        with self._engine.begin() as connection:
            connection.execute(text(_END_OTHERS))
            if connection.scalar(text("SELECT EXISTS (SELECT FROM begin.rebuilt)")):
                return False
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no trigger, no foreign key
            for table in _filled(connection, self._tables):
                connection.execute(text(f'DELETE FROM "{table}"'))
            for table in self._begin:
                connection.execute(text(f'INSERT INTO "{table}" SELECT * FROM begin."{table}"'))
            connection.execute(text(_REWIND))
        return True

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()


def _filled(connection: Connection, tables: list[str]) -> list[str]:
    asked = " UNION ALL ".join(f"""SELECT '{table}' WHERE EXISTS (SELECT FROM "{table}")""" for table in tables)
    return list(connection.scalars(text(asked)))
