"""The portal as in production (PostgreSQL, several web processes, worker, mail server) while everything breaks.

Nothing is mocked: processes are killed, the database crashes, the mail server has bad days. Each fault has a small test
of its own; `test_everything_at_once.py` has them all while two hundred residents go about their errands.
"""
