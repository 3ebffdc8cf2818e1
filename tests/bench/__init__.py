"""`make bench`: what a resident's errand and a caseworker's list cost, beside what one would use instead.

One run measures the portal and a bare Wagtail form page (`bare/`) in turns, on the same machine, database, workers and
questions, so that the ratios mean something wherever it runs. `ARGS=--quick` takes a minute, the whole run under four.
"""
