"""What it costs to keep things: saves by eight writers at once, mails, seals. On SQLite and on PostgreSQL.

Each database is measured in a process of its own (`python -m tests.bench.storing sqlite:///…`), since Django's settings
know one. It prints one JSON document: `{"figures": [[what, how much], …]}`.
"""
