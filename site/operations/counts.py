"""The files in which gunicorn's processes count together. Needs no Django: gunicorn's master uses it too."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prometheus_client import mmap_dict

Counts: Any = mmap_dict.MmapedDict  # comes without types
DEAD = 0  # no process has this number: under it stands what processes that have ended have counted


def tidy_after(pid: int, folder: Path) -> None:
    """Add what a process that has ended had counted to the common file, so that files do not pile up."""
    with alone(folder, fcntl.LOCK_EX):
        for file in folder.glob(f"*_{pid}.db"):
            counted = list(Counts.read_all_values_from_file(str(file)))
            file.unlink()
            common = Counts(str(file.with_name(file.name.replace(f"_{pid}.db", f"_{DEAD}.db"))))
            for key, value, stamp, _position in counted:
                common.write_value(key, common.read_value(key)[0] + value, stamp)
            common.close()


@contextmanager
def alone(folder: Path, how: int) -> Iterator[None]:
    """Or a scrape in between would see numbers fall, and take it for a restart."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)
