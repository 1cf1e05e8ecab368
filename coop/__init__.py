"""The ground: money, time, database, permissions, audit, outbox, files and forms."""
