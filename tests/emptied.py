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
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_SHAPE = """WITH ours AS (SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace)
SELECT md5(concat(
    (SELECT string_agg(ours::text, ' ' ORDER BY oid) FROM ours),
    (SELECT string_agg(concat(attrelid, attname, atttypid, atttypmod, attnotnull), ' ' ORDER BY attrelid, attnum)
        FROM pg_attribute WHERE attrelid IN (SELECT oid FROM ours)),
    (SELECT string_agg(concat(oid, tgenabled), ' ' ORDER BY oid) FROM pg_trigger),
    (SELECT string_agg(oid::text, ' ' ORDER BY oid) FROM pg_constraint),
    (SELECT string_agg(concat(oid, md5(prosrc)), ' ' ORDER BY oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace)))"""


class Emptied:
    """A database that is put back for each test as it was when just made."""

    def __init__(self, address: str) -> None:
        """Write down what it holds and how it is built, just after it was made."""
        self._engine = create_engine(address, poolclass=StaticPool)
        with self._engine.begin() as connection:
            self._tables = list(connection.scalars(text(_TABLES)))
            self._begin = _filled(connection, self._tables)
            connection.execute(text("CREATE SCHEMA begin"))
            connection.execute(text(f"CREATE TABLE begin.sequences AS {_SEQUENCES}"))
            for table in self._begin:
                connection.execute(text(f'CREATE TABLE begin."{table}" AS TABLE "{table}"'))
            self._shape = connection.scalar(text(_SHAPE))

    def is_emptied(self) -> bool:
        """Put back what it held at the beginning; False when a test left it built in another way."""
        with self._engine.begin() as connection:
            connection.execute(text(_END_OTHERS))
            if connection.scalar(text(_SHAPE)) != self._shape:
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
