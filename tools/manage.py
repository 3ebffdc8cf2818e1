"""`manage.py` with the settings of `make run`: `make manage COMMAND="createsuperuser"`."""

import sys

from tools import development
from tools.console import main


def work() -> None:
    development.set_environment(development.chosen_port())
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main(work)
