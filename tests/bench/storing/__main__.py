"""Measure one database, named by its address, and print the figures as JSON."""

import json
import sys
from contextlib import redirect_stdout

from tests.bench import preparation
from tests.bench.servers import free_ports
from tools.console import main

QUICK = "--quick"


def work() -> None:
    url, quick = sys.argv[1], QUICK in sys.argv[2:]
    port, _other = free_ports()
    var = preparation.VAR / ("sqlite" if url.startswith("sqlite") else "postgres")
    preparation.set_environment(port, url=url, var=var)
    preparation.prepare_django()
    from tests.bench.storing import (
        mailing,
        receipts,
        saving,
        sealing,
        searching,
        uploading,
    )  # they need Django's settings

    with redirect_stdout(sys.stderr):
        figures = [*saving.measure(port, url, 1.5 if quick else 6.0), *mailing.measure(100 if quick else 1000)]
        figures += uploading.measure(port, url)
        figures += sealing.measure(20 if quick else 500)
        figures += receipts.measure(10 if quick else 50)
        figures += searching.measure(port, url, 100 if quick else 1000, 1.5 if quick else 6.0)
    print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(work)
